/** Notes where the tools are, while we run with the user's full PATH; started by a browser we may have a bare one. */
import { execa } from 'execa';
import { AppError } from '../../shared/app-error.ts';
import type { Config } from '../config.ts';
import { locateFfmpeg } from '../ffmpeg/locate.ts';
import type { Host } from '../host.ts';
import { isNodeNewEnough, minimumNode } from '../node-version.ts';
import { findTool } from '../tool.ts';
import { locateYtDlp } from '../yt-dlp/locate.ts';

/** Launchers such as pyenv's choose by PATH and folder; the interpreter behind them does not move. */
async function findInterpreter(command: string): Promise<string | null> {
  const result = await execa(command, ['-c', 'import sys; print(sys.executable)'], {
    stdin: 'ignore',
    timeout: 10_000,
    reject: false,
  });
  return result.failed ? null : result.stdout.trim() || null;
}

/** The settings with the tools found; what is not there stays as it was and is looked for again when it is needed. Throws `host.failed` on a Node that is too old. */
export async function recordTools(host: Host): Promise<Config> {
  if (!isNodeNewEnough(process.version)) {
    throw new AppError('host.failed', `Node ${minimumNode} or newer is needed; this is ${process.version}.`);
  }
  const ffmpeg = await findTool(() => locateFfmpeg(host));
  const ytDlp = await locateYtDlp(host).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  const usesPython = ytDlp?.env.PYTHONPATH !== undefined;
  return {
    ...host.config,
    ffmpeg: ffmpeg.tool?.path ?? host.config.ffmpeg,
    ytDlp: ytDlp?.path ?? host.config.ytDlp,
    python: usesPython ? await findInterpreter(ytDlp.command) : host.config.python,
  };
}

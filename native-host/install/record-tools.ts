/** Notes where the tools are, while we run with the user's full PATH; started by a browser we may have a bare one. */
import { execa } from 'execa';
import { AppError } from '../../shared/app-error.ts';
import type { Config } from '../config.ts';
import { locateFfmpeg } from '../ffmpeg/locate.ts';
import type { Host } from '../host.ts';
import { isNodeNewEnough, minimumNode } from '../node-version.ts';
import { type FoundTool, findTool } from '../programs/tool.ts';
import { findYtDlpPlace, locateYtDlp } from '../yt-dlp/locate.ts';

/** Launchers such as pyenv's choose by PATH and folder; the interpreter behind them does not move. */
async function findInterpreter(command: string): Promise<string | null> {
  const result = await execa(command, ['-c', 'import sys; print(sys.executable)'], {
    stdin: 'ignore',
    timeout: 10_000,
    reject: false,
  });
  return result.failed ? null : result.stdout.trim() || null;
}

/** The settings with the tools that were found, and what was found. */
export interface RecordedTools {
  config: Config;
  ytDlp: FoundTool;
  ffmpeg: FoundTool;
}

/** What is not there stays in the settings as it was and is looked for again when it is needed. Throws `host.failed` on a Node that is too old. */
export async function recordTools(host: Host): Promise<RecordedTools> {
  if (!isNodeNewEnough(process.version)) {
    throw new AppError('host.failed', `Node ${minimumNode} or newer is needed; this is ${process.version}.`);
  }
  const [ytDlp, ffmpeg] = await Promise.all([
    findTool(() => locateYtDlp(host)),
    findTool(() => locateFfmpeg(host)),
  ]);
  const place = ytDlp.tool && findYtDlpPlace(host);
  const config = {
    ...host.config,
    ffmpeg: ffmpeg.tool?.path ?? host.config.ffmpeg,
    ytDlp: ytDlp.tool?.path ?? host.config.ytDlp,
    python: place?.env.PYTHONPATH ? await findInterpreter(place.command) : host.config.python,
  };
  return { config, ytDlp, ffmpeg };
}

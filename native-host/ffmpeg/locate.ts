/** Where ffmpeg and ffprobe are. They come together; one without the other counts as missing. */
import { dirname } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { pathsOf } from '../directories.ts';
import type { Host } from '../host.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { findProgram, isExecutable, readVersion, rememberTool, type Tool } from '../programs/tool.ts';

/** ffmpeg with the absolute path of the ffprobe beside it. */
export interface Ffmpeg extends Tool {
  probe: string;
}

/** Throws `ffmpeg.missing`. */
export async function locateFfmpeg({ config, machine }: Pick<Host, 'config' | 'machine'>): Promise<Ffmpeg> {
  const path = config.ffmpeg && isExecutable(config.ffmpeg) ? config.ffmpeg : findProgram(machine, 'ffmpeg');
  const suffix = machine.platform === 'win32' ? '.exe' : '';
  const probe = path && pathsOf(machine).join(dirname(path), `ffprobe${suffix}`);
  if (!path || !probe || !isExecutable(path) || !isExecutable(probe)) throw new AppError('ffmpeg.missing');
  const tool = { command: path, args: [], env: {}, path };
  const line = await readVersion(tool, '-version', buildChildEnvironment(machine));
  const version = line && /version (\S+)/.exec(line)?.[1];
  if (!version)
    throw new AppError('ffmpeg.missing', 'ffmpeg was found but does not run.', { context: { path } });
  return { ...tool, probe, version };
}

/** The same, asking again only when the program has changed. */
export const findFfmpeg = rememberTool((host: Host) => locateFfmpeg(host));

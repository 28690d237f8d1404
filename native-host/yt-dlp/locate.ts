/** Where yt-dlp is, in the forms it comes in: a program, or a folder that pip has filled. */
import { statSync } from 'node:fs';
import { AppError } from '../../shared/app-error.ts';
import { buildPrivateDirectory, pathsOf } from '../directories.ts';
import type { Host } from '../host.ts';
import { readTestSwitch } from '../packaged.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { findProgram, isExecutable, readVersion, rememberTool, type Tool } from '../programs/tool.ts';
import { isOlder, safeVersion } from './known-holes.ts';

/** A yt-dlp that can be started, whatever its version. */
export type YtDlpPlace = Omit<Tool, 'version'>;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The place that a path names, or null when there is nothing runnable. */
function readPlace(path: string, { config, machine }: Pick<Host, 'config' | 'machine'>): YtDlpPlace | null {
  if (isFolder(pathsOf(machine).join(path, 'yt_dlp'))) {
    const python = config.python ?? findProgram(machine, 'python3', 'python');
    // Neither the working folder nor the user's own packages may stand in for a module.
    const env = { PYTHONPATH: path, PYTHONSAFEPATH: '1', PYTHONNOUSERSITE: '1' };
    return python === null ? null : { command: python, args: ['-m', 'yt_dlp'], env, path };
  }
  return isExecutable(path) ? { command: path, args: [], env: {}, path } : null;
}

/** What the test switch `STAR_EXPORT_YTDLP` names, or else the first of the settings, the companion's own folder and PATH. */
export function findYtDlpPlace(host: Pick<Host, 'config' | 'machine'>): YtDlpPlace | null {
  const { config, machine } = host;
  const privatePath = pathsOf(machine).join(buildPrivateDirectory(machine), 'yt-dlp');
  const named = readTestSwitch(machine, 'STAR_EXPORT_YTDLP');
  const paths = named ? [named] : [config.ytDlp, privatePath, findProgram(machine, 'yt-dlp')];
  return paths.flatMap((path) => (path ? (readPlace(path, host) ?? []) : []))[0] ?? null;
}

/** One that runs and is safe. Throws `ytdlp.missing` or `ytdlp.outdated`. */
export async function locateYtDlp(host: Pick<Host, 'config' | 'machine'>): Promise<Tool> {
  const place = findYtDlpPlace(host);
  if (!place) throw new AppError('ytdlp.missing');
  const env = buildChildEnvironment(host.machine, [place.command]);
  const version = await readVersion(place, '--version', env);
  if (!version)
    throw new AppError('ytdlp.missing', 'yt-dlp was found but does not run.', {
      context: { path: place.path },
    });
  if (isOlder(version, safeVersion) && !host.config.allowUnsafeYtDlp) {
    const sentence = `yt-dlp ${version} is too old to be safe; update it to ${safeVersion} or newer and try again.`;
    throw new AppError('ytdlp.outdated', sentence, {
      context: { version, minimum: safeVersion, path: place.path },
    });
  }
  return { ...place, version };
}

/** The same, asking again only when the program has changed. */
export const findYtDlp = rememberTool((host: Host) => locateYtDlp(host));

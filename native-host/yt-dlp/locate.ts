/** Where yt-dlp is, in the forms it comes in: a program, or a folder that pip has filled. */
import { statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { buildChildEnvironment } from '../child-environment.ts';
import { buildPrivateDirectory, pathsOf } from '../directories.ts';
import type { Host } from '../host.ts';
import { readTestSwitch } from '../packaged.ts';
import { findProgram, isExecutable, readVersion, rememberTool, type Tool } from '../tool.ts';

/** Older ones have known holes (CVE-2026-55404 and before); see the README of this folder. */
const minimumVersion = '2026.07.04';

type Place = Omit<Tool, 'version'>;

/** Versions are dates, with or without leading zeros, sometimes with a fourth part. */
export function isOlder(version: string, than: string): boolean {
  const toNumbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10));
  const left = toNumbers(version);
  for (const [index, right] of toNumbers(than).entries()) {
    const part = left[index] ?? 0;
    if (Number.isNaN(part)) return true;
    if (part !== right) return part < right;
  }
  return false;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The place that a path names, or null when there is nothing runnable. */
function readPlace(path: string, { config, machine }: Pick<Host, 'config' | 'machine'>): Place | null {
  if (isFolder(pathsOf(machine).join(path, 'yt_dlp'))) {
    const python = config.python ?? findProgram(machine, 'python3', 'python');
    // Neither the working folder nor the user's own packages may stand in for a module.
    const env = { PYTHONPATH: path, PYTHONSAFEPATH: '1', PYTHONNOUSERSITE: '1' };
    return python === null ? null : { command: python, args: ['-m', 'yt_dlp'], env, path };
  }
  return isExecutable(path) ? { command: path, args: [], env: {}, path } : null;
}

/**
 * Takes what the test switch `STAR_EXPORT_YTDLP` names, or else the first of the settings, the companion's own folder and PATH. Throws `ytdlp.missing` or `ytdlp.outdated`.
 */
export async function locateYtDlp(host: Pick<Host, 'config' | 'machine'>): Promise<Tool> {
  const { config, machine } = host;
  const privatePath = pathsOf(machine).join(buildPrivateDirectory(machine), 'yt-dlp');
  const named = readTestSwitch(machine, 'STAR_EXPORT_YTDLP');
  const paths = named ? [named] : [config.ytDlp, privatePath, findProgram(machine, 'yt-dlp')];
  const place = paths.flatMap((path) => (path ? (readPlace(path, host) ?? []) : []))[0];
  if (!place) throw new AppError('ytdlp.missing');
  const version = await readVersion(place, '--version', buildChildEnvironment(machine, [place.command]));
  if (!version)
    throw new AppError('ytdlp.missing', 'yt-dlp was found but does not run.', {
      context: { path: place.path },
    });
  if (isOlder(version, minimumVersion)) {
    const sentence = `yt-dlp ${version} is too old to be safe; update it to ${minimumVersion} or newer and try again.`;
    throw new AppError('ytdlp.outdated', sentence, {
      context: { version, minimum: minimumVersion, path: place.path },
    });
  }
  return { ...place, version };
}

/** The same, asking again only when the program has changed. */
export const findYtDlp = rememberTool((host: Host) => locateYtDlp(host));

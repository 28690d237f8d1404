/** Shows a folder, or a file in its folder, in the system's file manager. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { readMachine } from '../directories.ts';
import { buildScreenEnvironment } from './child-environment.ts';

/** Program and arguments by system; the path is one argument, never part of a command line. */
export function buildRevealCommand(platform: NodeJS.Platform, path: string): [string, string[]] {
  if (platform === 'darwin') return ['open', ['-R', path]];
  if (platform === 'win32') return ['explorer.exe', [`/select,${path}`]];
  return ['xdg-open', [path]];
}

/** Linux has no word for "this file in its folder" that every file manager knows: there the folder has to do. */
export const revealFile = (path: string): Promise<void> =>
  revealFolder(process.platform === 'linux' ? dirname(path) : path);

/** Settles when the file manager was started; it outlives us. Throws `host.failed` where there is none. */
export function revealFolder(path: string): Promise<void> {
  const [command, args] = buildRevealCommand(process.platform, path);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'ignore',
      detached: true,
      env: buildScreenEnvironment(readMachine()),
    });
    child.once('error', (cause) =>
      reject(
        new AppError('host.failed', `The folder cannot be shown: ${command} does not start.`, { cause }),
      ),
    );
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

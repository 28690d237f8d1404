import { resolve } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { judgeFolder } from '../choose-folder/judge-folder.ts';
import type { Machine } from '../directories.ts';

/** A folder named on the command line, absolute. Throws `host.folder_refused` for what is not the user's own. */
export function parseFolder(path: string, machine: Machine): string {
  const folder = resolve(path.replace(/^~(?=[/\\]|$)/, () => machine.home));
  const why = judgeFolder(folder, machine);
  if (why !== null) throw new AppError('host.folder_refused', `${folder}: ${why}`);
  return folder;
}

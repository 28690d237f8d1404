import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Hop } from '../../../shared/doctor.ts';
import { readErrno } from '../../archive/file-errors.ts';
import { findExisting } from '../../free-space.ts';
import { tryWriting } from './folders.ts';
import { byHand, pass, warn } from './hop.ts';

/** The log is opened and nothing is added; one that does not exist yet is tried in its folder. */
export async function examineLog(path: string): Promise<Hop> {
  const trial = await tryLog(path);
  if (trial === 'written') return pass('log', path);
  return warn(
    'log',
    `${path} cannot be written to (${trial}).`,
    byHand('Make the file yours, or delete it.'),
  );
}

async function tryLog(path: string): Promise<string> {
  try {
    if (!(await stat(path)).isFile()) return 'not a file';
    await (await open(path, 'a')).close();
    return 'written';
  } catch (error) {
    const errno = readErrno(error);
    if (errno === null) throw error;
    return errno === 'ENOENT' ? tryWriting((await findExisting(dirname(path))).folder) : errno;
  }
}

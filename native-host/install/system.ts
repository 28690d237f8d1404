/** What installing does to a machine, behind one door, so that systems we cannot run are tried on a simulated one. */
import type { RmOptions } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { isAbsent, readErrno } from '../archive/file-errors.ts';
import { isExecutable } from '../programs/tool.ts';

/** How a program ended. */
export interface Ended {
  ok: boolean;
  /** Both outputs, trimmed. */
  output: string;
}

/** Paths are absolute. Errors of the file system are thrown as they come. */
export interface InstallSystem {
  isThere(path: string): Promise<boolean>;
  /** True for a file that its user may run. */
  canRun(path: string): Promise<boolean>;
  /** Null when there is no such file. */
  readText(path: string): Promise<string | null>;
  /** Names in a folder; none when it is not there. */
  listNames(path: string): Promise<string[]>;
  /** Makes the folders on the way and replaces the file in one step. */
  writeText(path: string, text: string, mode: number): Promise<void>;
  /** The same with the bytes of another file. */
  copy(from: string, to: string, mode: number): Promise<void>;
  /** False when the system keeps the file, because it is in use or not ours; one that is not there is removed. */
  remove(path: string): Promise<boolean>;
  /** With all that is in it. False as above. */
  removeFolder(path: string): Promise<boolean>;
  /** Leaves a folder that holds something, or is not there. */
  removeEmptyFolder(path: string): Promise<void>;
  run(command: string, args: readonly string[]): Promise<Ended>;
}

/** What is written lies beside its place until it is whole; `uninstall` takes it away if it stays there. */
export const toDraft = (path: string): string => `${path}.part`;

async function replace(path: string, mode: number, write: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = toDraft(path);
  await write(draft);
  await chmod(draft, mode);
  await rename(draft, path);
}

async function removeUnlessKept(path: string, options: RmOptions): Promise<boolean> {
  try {
    await rm(path, options);
    return true;
  } catch (error) {
    if (['EBUSY', 'EPERM', 'EACCES', 'EROFS'].includes(readErrno(error) ?? '')) return false;
    throw error;
  }
}

/** The machine we run on. */
export const realSystem: InstallSystem = {
  async isThere(path) {
    try {
      await stat(path);
      return true;
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  },
  canRun: async (path) => isExecutable(path),
  async readText(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  },
  async listNames(path) {
    try {
      return await readdir(path);
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  },
  writeText: (path, text, mode) => replace(path, mode, (draft) => writeFile(draft, text, { mode })),
  copy: (from, to, mode) => replace(to, mode, (draft) => copyFile(from, draft)),
  remove: (path) => removeUnlessKept(path, { force: true }),
  removeFolder: (path) => removeUnlessKept(path, { force: true, recursive: true }),
  async removeEmptyFolder(path) {
    try {
      await rmdir(path);
    } catch (error) {
      if (!isAbsent(error) && !['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(readErrno(error) ?? '')) throw error;
    }
  },
  async run(command, args) {
    const { failed, all } = await execa(command, args, {
      all: true,
      stdin: 'ignore',
      timeout: 30_000,
      reject: false,
    });
    return { ok: !failed, output: (all ?? '').trim() };
  },
};

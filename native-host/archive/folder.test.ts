import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type * as Files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { commitFile } from './commit-file.ts';
import { closePartial, openArchive, openPartial } from './folder.ts';

const disk = vi.hoisted(() => ({ write: null as string | null, sync: null as string | null }));
const toSystemError = (code: string) => Object.assign(new Error(code), { code });

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof Files>();
  return {
    ...real,
    writeFile: async (...args: Parameters<typeof Files.writeFile>) => {
      // A full disk makes the file and has no room for what is in it.
      await real.writeFile(args[0], '', args[2]);
      if (disk.write) throw toSystemError(disk.write);
      return real.writeFile(args[0], args[1]);
    },
    open: async (...args: Parameters<typeof Files.open>) => {
      const file = await real.open(...args);
      if (disk.sync && (await file.stat()).isDirectory())
        file.sync = async () => Promise.reject(toSystemError(disk.sync ?? ''));
      return file;
    },
  };
});

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'star-folder-'));
  disk.write = null;
  disk.sync = null;
});

test('a folder that could not be marked as its job’s is not left, and the next try has its name', async () => {
  disk.write = 'ENOSPC';
  await expect(openArchive(root, 'mine', 'job-1')).rejects.toMatchObject({ code: 'storage.full' });
  expect(readdirSync(root)).toEqual([]);
  disk.write = null;
  expect(await openArchive(root, 'mine', 'job-1')).toMatchObject({ folder: 'mine' });
});

const nameFile = async () => {
  writeFileSync(join(root, 'draft'), 'text');
  await commitFile(join(root, 'draft'), join(root, 'final'));
  return readFileSync(join(root, 'final'), 'utf8');
};

test.each(['EINVAL', 'ENOTSUP'])(
  'a folder that its file system cannot flush (%s) is left alone',
  async (code) => {
    disk.sync = code;
    expect(await nameFile()).toBe('text');
  },
);

test('a folder that could not be flushed because the disk fails is told', async () => {
  disk.sync = 'EIO';
  await expect(nameFile()).rejects.toThrow('EIO');
});

test('the folder for unfinished files goes when there are none, and stays with those that there are', async () => {
  const archive = await openArchive(root, 'mine', 'job-1');
  const partial = await openPartial(archive);
  writeFileSync(join(partial, 'a.part'), '');
  await closePartial(archive);
  expect(readdirSync(partial)).toEqual(['a.part']);
  rmSync(join(partial, 'a.part'));
  await closePartial(archive);
  await closePartial(archive);
  expect(readdirSync(archive.path)).not.toContain('.partial');
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inDraftFolder, removeLeftDrafts } from './draft-folders.ts';

/** Names of the folders in the browser's storage. */
const folders = new Set<string>();

const root = {
  async getDirectoryHandle(name: string) {
    folders.add(name);
    return { name };
  },
  async removeEntry(name: string) {
    folders.delete(name);
  },
  async *keys() {
    yield* [...folders];
  },
};

beforeEach(() => {
  folders.clear();
  const { locks } = navigator;
  vi.stubGlobal('navigator', {
    locks,
    storage: { getDirectory: async () => ({ getDirectoryHandle: async () => root }) },
  });
});
afterEach(() => vi.unstubAllGlobals());

it('a second dashboard leaves alone what the first one works in, and removes what closed ones have left', async () => {
  folders.add('left-by-a-closed-page');
  let name = '';
  await inDraftFolder(async (folder) => {
    name = folder.name;
    await removeLeftDrafts();
    expect([...folders]).toEqual([name]);
  });
  expect(name).not.toBe('');
  expect([...folders]).toEqual([]);
});

it('a folder is gone after work that failed, and its error is told', async () => {
  const work = inDraftFolder(() => Promise.reject(new Error('no space')));
  await expect(work).rejects.toThrow('no space');
  expect([...folders]).toEqual([]);
});

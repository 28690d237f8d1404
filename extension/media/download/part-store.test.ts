import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createPartStore } from './part-store.ts';

const textOf = (text: string) => ({ getFile: async () => ({ text: async () => text, size: text.length }) });

/** A folder with a part of so many bytes and what is said of it. */
const folderWith = (bytes: number, state: object) =>
  ({
    getFileHandle: async (name: string) =>
      name.endsWith('.json') ? textOf(JSON.stringify(state)) : { getFile: async () => ({ size: bytes }) },
  }) as unknown as FileSystemDirectoryHandle;

const storeOf = (folder: FileSystemDirectoryHandle) =>
  createPartStore({ name: 'a.part', openFolder: async () => folder });

const encoded = z.util.uint8ArrayToBase64(new Uint8Array([1]));
const stateOf = (done: [number, number][], hashedBytes: number) => ({
  version: 1,
  pathname: '/a.mp4',
  validator: '"one"',
  totalBytes: 1000,
  done,
  hash: { bytes: hashedBytes, state: { sha256: encoded, crc32: encoded } },
});

afterEach(() => vi.unstubAllGlobals());

it.each([
  { name: 'a hash of what is there goes on', done: [[0, 600]] as [number, number][], bytes: 500, kept: 500 },
  {
    name: 'one of more than is there, as after a cut on a full disk, does not',
    done: [[0, 400]],
    bytes: 500,
    kept: null,
  },
  { name: 'nor does one whose beginning is missing', done: [[100, 600]], bytes: 500, kept: null },
] as const)('$name', async ({ done, bytes, kept }) => {
  const found = await storeOf(
    folderWith(
      1000,
      stateOf(
        done.map(([from, to]) => [from, to]),
        bytes,
      ),
    ),
  ).find();
  expect(found?.state).toMatchObject({ done, hash: kept === null ? null : { bytes: kept } });
});

it('a part that was left has its room, a new one is refused where there is none', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 1000, usage: 900 }) } });
  const store = storeOf(folderWith(1000, stateOf([[0, 400]], 0)));
  await expect(store.checkSpace(600, true)).resolves.toBeUndefined();
  await expect(store.checkSpace(600, false)).rejects.toMatchObject({ code: 'storage.full' });
});

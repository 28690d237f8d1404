import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { bringBack, listPaths } from './bring-back.ts';

const encoder = new TextEncoder();
const path = 'media/a.mp4';
const record = { path, sha256: createHash('sha256').update('a film').digest('hex') };

interface Entry {
  text: string;
  move(folder: { files: Map<string, Entry> }, name: string): Promise<void>;
  createSyncAccessHandle(): Promise<unknown>;
}

/** A folder of the browser's storage in memory, as far as it is asked for here. */
function createFolder(prefix = '', files = new Map<string, Entry>()): FileSystemDirectoryHandle {
  const missing = () => new DOMException('not there', 'NotFoundError');
  const open = (name: string): Entry => ({
    text: '',
    async move(folder, given) {
      const target = folder as unknown as { prefix: string };
      files.delete(name);
      files.set(`${target.prefix}${given}`, this);
    },
    createSyncAccessHandle: async () => {
      const entry = files.get(name);
      if (!entry) throw missing();
      return {
        truncate: () => {
          entry.text = '';
        },
        write: (bytes: Uint8Array) => {
          entry.text += new TextDecoder().decode(bytes);
          return bytes.byteLength;
        },
        flush: () => undefined,
        close: () => undefined,
      };
    },
  });
  const folder = {
    prefix,
    files,
    getDirectoryHandle: async (name: string) => createFolder(`${prefix}${name}/`, files),
    async getFileHandle(name: string, options?: { create?: boolean }) {
      const found = files.get(prefix + name) ?? (options?.create ? open(prefix + name) : null);
      if (!found) throw missing();
      files.set(prefix + name, found);
      return found;
    },
    async removeEntry(name: string) {
      if (!files.delete(prefix + name)) throw missing();
    },
  };
  return folder as unknown as FileSystemDirectoryHandle;
}

function create() {
  const files = new Map<string, Entry>();
  const look = () => Object.fromEntries([...files].map(([name, { text }]) => [name, text]));
  return { folder: createFolder('', files), look };
}

it('brings a file back under its name when it is what the record says', async () => {
  const { folder, look } = create();
  expect(await bringBack(folder, [encoder.encode('a f'), encoder.encode('ilm')], record)).toBe(true);
  expect(look()).toEqual({ [path]: 'a film' });
});

it('leaves nothing of a file that is another', async () => {
  const { folder, look } = create();
  expect(await bringBack(folder, [encoder.encode('a fiLm')], record)).toBe(false);
  expect(look()).toEqual({});
});

it('has no half of a file under its name, neither meanwhile nor when reading breaks off', async () => {
  const { folder, look } = create();
  async function* read() {
    yield encoder.encode('a f');
    expect(Object.values(look())).toEqual(['a f']);
    expect(look()).not.toHaveProperty([path]);
    throw new Error('NotReadable');
  }
  await expect(bringBack(folder, read(), record)).rejects.toThrow('NotReadable');
  expect(look()).toEqual({});
});

it('finds what a file system has given another form of its name', async () => {
  const [written, listed] = ['media/\u00e4.mp4', 'media/a\u0308.mp4'];
  async function* list() {
    yield { path: listed, bytes: 1, flaw: null };
  }
  expect((await listPaths({ list })).get(written)).toBe(listed);
});

it('takes the name that an archive gives where both forms of it are there', async () => {
  const [written, other] = ['media/\u00e4.mp4', 'media/a\u0308.mp4'];
  for (const paths of [
    [written, other],
    [other, written],
  ]) {
    async function* list() {
      for (const each of paths) yield { path: each, bytes: 1, flaw: null };
    }
    expect((await listPaths({ list })).get(written)).toBe(written);
  }
});

import { describe, expect, it } from 'vitest';
import type { ArchiveFile } from '../../exporters/exporter.ts';
import { writeFiles } from './write-files.ts';

async function* toChunks(chunks: string[]): AsyncGenerator<string> {
  yield* chunks;
}

async function* toFiles(texts: Record<string, string[]>): AsyncGenerator<ArchiveFile> {
  for (const [path, chunks] of Object.entries(texts)) yield { path, chunks: toChunks(chunks) };
}

function createDisk() {
  const texts = new Map<string, string>();
  let open = 0;
  let most = 0;
  return {
    texts,
    most: () => most,
    async write({ path, chunks }: ArchiveFile) {
      open += 1;
      most = Math.max(most, open);
      let text = '';
      for await (const chunk of chunks) text += chunk;
      await new Promise((resolve) => setTimeout(resolve));
      open -= 1;
      if (path === 'broken') throw new Error('the disk is full');
      texts.set(path, text);
      return { path, bytes: text.length, sha256: '' };
    },
  };
}

const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`file ${index}`, ['a']]));

describe('the files of an archive', () => {
  it('are all written, short, long and empty ones', async () => {
    const disk = createDisk();
    const written: string[] = [];
    const files = toFiles({ short: ['a'], long: ['a', 'b', 'c'], two: ['a', 'b'], empty: [] });
    await writeFiles({ files, write: disk.write, onWritten: ({ path }) => void written.push(path) });
    expect(Object.fromEntries(disk.texts)).toEqual({ short: 'a', long: 'abc', two: 'ab', empty: '' });
    expect(written.sort()).toEqual(['empty', 'long', 'short', 'two']);
  });

  it('are written some at a time when they are short, never all at once', async () => {
    const disk = createDisk();
    await writeFiles({ files: toFiles(many), write: disk.write, onWritten: () => {} });
    expect(disk.texts.size).toBe(50);
    expect(disk.most()).toBe(8);
  });

  it('end at the first that cannot be written', async () => {
    const disk = createDisk();
    const files = toFiles({ broken: ['a'], ...many });
    const writing = writeFiles({ files, write: disk.write, onWritten: () => {} });
    await expect(writing).rejects.toThrow('the disk is full');
    expect(disk.texts.size).toBeLessThan(20);
  });
});

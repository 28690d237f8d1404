import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatParts, planParts, toPartBytes } from './plan-parts.ts';

const mebibyte = 1024 * 1024;
const file = (path: string, mib: number) => ({ path, bytes: mib * mebibyte });
const plan = (files: { path: string; bytes: number }[], partMib: number | null) =>
  planParts(files, { folder: 'demo', partBytes: partMib === null ? null : partMib * mebibyte });
const sizes = fc.array(fc.integer({ min: 0, max: 12 * mebibyte }), { maxLength: 60 });
const listPaths = (parts: ReturnType<typeof plan>) => parts.map(({ files }) => files.map(({ path }) => path));

describe('the parts of an archive', () => {
  it('are one ZIP of the folder’s name when nothing else is wanted', () => {
    const parts = plan([file('b', 900), file('a', 900)], null);
    expect(parts.map(({ name }) => name)).toEqual(['demo.zip']);
    expect(listPaths(parts)).toEqual([['a', 'b']]);
  });

  it('begin anew where a file would not fit, and say how many there are', () => {
    const parts = plan([file('a', 4), file('b', 4), file('c', 4), file('d', 1)], 10);
    expect(listPaths(parts)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(parts.map(({ name }) => name)).toEqual(['demo.part1of2.zip', 'demo.part2of2.zip']);
  });

  it('keep what says what is where in the first one', () => {
    const parts = plan([file('a', 9), file('manifest.json', 0), file('z', 5), file('parts.json', 0)], 10);
    expect(listPaths(parts)).toEqual([['manifest.json', 'parts.json', 'a'], ['z']]);
  });

  it('give a file that is larger than wanted a ZIP of its own', () => {
    const parts = plan([file('manifest.json', 0), file('a', 1), file('b', 30), file('c', 1)], 10);
    expect(listPaths(parts)).toEqual([['manifest.json', 'a'], ['b'], ['c']]);
  });

  it('are the same before and after the first files are there, also where the first other file is larger than a part', () => {
    const heads = ['manifest.json', 'manifest-sha256.txt', 'parts.json'].map((path) => file(path, 0));
    const isHead = (path: string) => heads.some((head) => head.path === path);
    const compare = (others: { path: string; bytes: number }[]) => {
      const [before, after] = [plan(others, 8), plan([...others, ...heads], 8)];
      expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
      const paths = listPaths(after).map((inside) => inside.filter((path) => !isHead(path)));
      expect(paths).toEqual(listPaths(before));
    };
    compare([file('a', 30), file('b', 1)]);
    compare([file('a', 30)]);
    fc.assert(
      fc.property(sizes, (bytes) =>
        compare(bytes.map((each, place) => ({ path: `${place}.jpg`, bytes: each }))),
      ),
      { numRuns: 100 },
    );
  });

  it('hold every file exactly once and stay below the limit, whatever the files', () => {
    fc.assert(
      fc.property(sizes, (bytes) => {
        const files = bytes.map((each, place) => ({ path: `${place}.jpg`, bytes: each }));
        const parts = plan(files, 8);
        expect(parts.flatMap((part) => part.files)).toHaveLength(files.length);
        expect(new Set(listPaths(parts).flat())).toEqual(new Set(files.map(({ path }) => path)));
        for (const [place, part] of parts.entries())
          if (part.bytes > 8 * mebibyte) expect(part.files).toHaveLength(place === 0 ? 0 : 1);
      }),
      { numRuns: 100 },
    );
  });

  it('end one byte before the whole GiB, where FAT32 ends', () => {
    expect(toPartBytes(4)).toBe(4_294_967_295);
    expect(toPartBytes(null)).toBeNull();
  });

  it('are listed with their files', () => {
    expect(JSON.parse(formatParts(plan([file('a', 6), file('b', 6)], 10)))).toEqual([
      { name: 'demo.part1of2.zip', files: ['a'] },
      { name: 'demo.part2of2.zip', files: ['b'] },
    ]);
  });
});

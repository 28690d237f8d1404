import { describe, expect, it } from 'vitest';
import { buildHead } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { buildZip, entryTools, toSource, toZipBytes } from '../../native-host/archive/testing/memory-zip.ts';
import { nodeTools } from '../../scripts/verify/node-tools.ts';
import type { FileRecord } from '../model/archive.ts';
import { checkArchive } from './check-archive.ts';
import type { Difference } from './check-result.ts';
import { openZipArchive } from './zip-archive-reader.ts';

const encoder = new TextEncoder();
const hash = (text: string) => nodeTools.hash([encoder.encode(text)]);

/** The files of an archive of two pictures, manifest and sums included. */
async function buildFiles(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const pictures = { 'media/images/youtube/a.jpg': 'first', 'media/images/youtube/b.jpg': 'other', ...more };
  const files = await Promise.all(
    Object.entries(pictures).map(async ([path, text]) => ({
      path,
      bytes: text.length,
      sha256: await hash(text),
    })),
  );
  const manifest = JSON.stringify({ ...buildHead([]), files });
  const sums = [...files, { path: 'manifest.json', sha256: await hash(manifest) }];
  const lines = sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
  return { ...pictures, 'manifest.json': manifest, 'manifest-sha256.txt': lines };
}

const zipOf = async (files: Record<string, string>) =>
  buildZip(Object.entries(files).map(([path, text]) => toSource(`demo/${path}`, text)));

const check = (...zips: Uint8Array[]) => checkParts(new Map(zips.map((zip, place) => [`${place}.zip`, zip])));

const openZips = (zips: ReadonlyMap<string, Uint8Array>, known?: ReadonlySet<string>) =>
  openZipArchive(
    Array.from(zips, ([name, zip]) => ({ name, open: () => toZipBytes(zip) })),
    { ...entryTools(), ...nodeTools },
    known,
  );

async function checkParts(
  zips: ReadonlyMap<string, Uint8Array>,
  known: readonly FileRecord[] = [],
): Promise<string[]> {
  const found: string[] = [];
  const onDifference = ({ code, path, detail }: Difference) => found.push(`${code} ${path} ${detail}`);
  const reader = await openZips(zips, new Set(known.map(({ path }) => path)));
  await checkArchive(reader, { ...nodeTools, onDifference }, known);
  return found;
}

describe('an archive in a ZIP', () => {
  it('is whole', async () => {
    expect(await check(await zipOf(await buildFiles()))).toEqual([]);
  });

  it('in parts is whole when all of them are given, in any order', async () => {
    const { 'media/images/youtube/b.jpg': last = '', ...rest } = await buildFiles();
    const parts = [await zipOf({ 'media/images/youtube/b.jpg': last }), await zipOf(rest)];
    // The folder in the ZIP is the manifest's, wherever that is.
    expect(await check(...parts)).toEqual([]);
    expect(await check(...parts.slice(1))).toEqual([
      'archive.missing_file media/images/youtube/b.jpg is missing',
    ]);
  });

  it.each([
    ['the first', ['media/images/youtube/a.jpg', 'first'], 'is in the ZIP twice'],
    ['in another form of Unicode', ['media/images/youtube/a\u0308.jpg', 'other'], 'is there twice'],
  ] as const)('names a file that has the name of another: %s', async (_, [path, text], detail) => {
    const files = Object.entries(await buildFiles({ 'media/images/youtube/\u00e4.jpg': 'umlaut' }));
    for (const all of [
      [...files, [path, text]],
      [[path, text], ...files],
    ]) {
      const zip = await buildZip(all.map(([name = '', content = '']) => toSource(`demo/${name}`, content)));
      expect(await check(zip)).toEqual([expect.stringContaining(`archive.extra_file ${path} ${detail}`)]);
    }
  });

  it('is not whole with bytes behind its end, or with one that has flipped', async () => {
    const zip = await zipOf(await buildFiles());
    expect(await check(Buffer.concat([zip, Buffer.from('more')]))).toEqual([
      'archive.damaged 0.zip has 4 bytes behind its end',
    ]);
    const flipped = Buffer.from(zip);
    flipped.write('F', flipped.indexOf('first'));
    expect(await check(flipped)).toEqual([
      'archive.damaged media/images/youtube/a.jpg cannot be read: its CRC-32 in the ZIP is another',
    ]);
  });
});

/** A copy in which both of what is said of a file have another way of packing: 9 is that of Windows for more than 2 GiB. */
function packAs(method: number, zip: Uint8Array, name: string): Uint8Array {
  const copy = Buffer.from(zip);
  copy.writeUInt16LE(method, copy.indexOf(name) - 30 + 8);
  copy.writeUInt16LE(method, copy.lastIndexOf(name) - 46 + 10);
  return copy;
}

describe('what another program has packed in a way that is not read here', () => {
  it('is not called damaged: nothing is known of it', async () => {
    const zip = await zipOf(await buildFiles());
    const seal = 'is packed in a way that is not read here; unpack the ZIP, and check the folder';
    expect(await check(packAs(9, zip, `demo/${a}`))).toEqual([`archive.unreadable ${a} ${seal}`]);
    expect(await check(packAs(9, zip, 'demo/manifest.json'))).toEqual([
      'archive.unreadable manifest.json cannot be read; the files are compared with manifest-sha256.txt',
    ]);
  });
});

const [first, second] = ['demo.part1of2.zip', 'demo.part2of2.zip'];
const [a, b] = ['media/images/youtube/a.jpg', 'media/images/youtube/b.jpg'];

/** Two parts; the second has one of the pictures, and the first says so. */
async function buildParts(): Promise<Map<string, Uint8Array>> {
  const parts = JSON.stringify([
    { name: first, files: [a, 'parts.json'] },
    { name: second, files: [b] },
  ]);
  const { [b]: last = '', ...rest } = await buildFiles({ 'parts.json': parts });
  return new Map([
    [first, await zipOf(rest)],
    [second, await zipOf({ [b]: last })],
  ]);
}

describe('an archive in parts', () => {
  it('is whole', async () => {
    expect(await checkParts(await buildParts())).toEqual([]);
  });

  it('has a part named that is missing, and not each of its files', async () => {
    const parts = await buildParts();
    parts.delete(second);
    expect(await checkParts(parts)).toEqual([
      `archive.missing_file ${second} is missing, and with it 1 of the files`,
    ]);
  });

  it('has a part named that is cut off; the others are looked at', async () => {
    const parts = await buildParts();
    parts.set(second, (parts.get(second) ?? new Uint8Array()).subarray(0, -30));
    const flipped = Buffer.from(parts.get(first) ?? []);
    flipped.write('F', flipped.indexOf('first'));
    expect(await checkParts(parts.set(first, flipped))).toEqual([
      `archive.damaged ${second} cannot be read: This is no ZIP, or its end is missing, and with it 1 of the files`,
      `archive.damaged ${a} cannot be read: its CRC-32 in the ZIP is another`,
    ]);
  });

  it('has the part named that holds the manifest, and what is damaged in the others', async () => {
    const parts = await buildParts();
    parts.delete(first);
    const flipped = Buffer.from(parts.get(second) ?? []);
    flipped.write('O', flipped.indexOf('other'));
    expect(await checkParts(parts.set(second, flipped))).toEqual([
      `archive.missing_file ${first} is missing`,
      `archive.damaged demo/${b} cannot be read: its CRC-32 in the ZIP is another`,
      'archive.no_manifest manifest.json is in none of the ZIPs that can be read',
    ]);
  });

  it('is whole with a part that was saved twice, if one of the two is cut off or has a bit flipped', async () => {
    const parts = await buildParts();
    const whole = parts.get(second) ?? new Uint8Array();
    const flipped = Buffer.from(whole);
    flipped.write('O', flipped.indexOf('other'));
    for (const other of [whole, whole.subarray(0, -30), flipped])
      for (const [one, two] of [
        [whole, other],
        [other, whole],
      ] as const)
        expect(await checkParts(new Map([...parts, [second, one], ['demo.part2of2 (1).zip', two]]))).toEqual(
          [],
        );
  });

  it('is not whole with two parts in one place that differ', async () => {
    const other = await zipOf({ [b]: 'another' });
    expect(await checkParts((await buildParts()).set('demo.part2of2 (1).zip', other))).toEqual([
      `archive.extra_file ${b} is in the ZIP twice`,
    ]);
  });

  it('is whole under other names; what is not there is named by its part', async () => {
    const [one = new Uint8Array(), two = new Uint8Array()] = [...(await buildParts()).values()];
    const renamed = new Map([
      ['backup 0.zip', one],
      ['backup 1.zip', two],
    ]);
    expect(await checkParts(renamed)).toEqual([]);
    expect(
      await checkParts(
        new Map([
          [first, one],
          ['backup 1.zip', two],
        ]),
      ),
    ).toEqual([]);
    renamed.delete('backup 1.zip');
    expect(await checkParts(renamed)).toEqual([
      `archive.missing_file ${second} is missing, or has another name, and with it 1 of the files`,
    ]);
  });

  it('is compared with what its export has saved where the part with the manifest is gone', async () => {
    const parts = await buildParts();
    const known: FileRecord[] = [];
    for (const zip of parts.values()) {
      const reader = await openZips(new Map([['demo.zip', zip]]), new Set([a, b]));
      for await (const { path, bytes } of reader.list())
        known.push({ path, bytes, sha256: await nodeTools.hash(reader.read(path)) });
    }
    parts.delete(first);
    const compared = 'manifest.json is missing; the files are compared with what its export has saved';
    expect(await checkParts(parts, known)).toEqual([
      `archive.missing_file ${first} is missing`,
      `archive.missing_file ${compared}`,
      ...[a, 'parts.json', 'manifest-sha256.txt'].map((path) => `archive.missing_file ${path} is missing`),
    ]);
    const foreign = known.map((file) => ({ ...file, path: `other/${file.path}` }));
    expect(await checkParts(parts, foreign)).toContainEqual(expect.stringContaining('archive.no_manifest'));
  });

  it('is no archive where none of its parts can be read', async () => {
    const parts = new Map([...(await buildParts())].map(([name, zip]) => [name, zip.subarray(0, -30)]));
    await expect(checkParts(parts)).rejects.toMatchObject({ code: 'input.unreadable' });
  });

  it('is passed over for what Finder of macOS puts beside it', async () => {
    const files = await buildFiles();
    const mac = ['__MACOSX/demo/._manifest.json', '__MACOSX/._demo'].map((name) => toSource(name, 'x'));
    const own = Object.entries({ ...files, '._items.json': 'x' });
    const zip = await buildZip([...own.map(([path, text]) => toSource(`demo/${path}`, text)), ...mac]);
    expect(await check(zip)).toEqual([]);
  });
});

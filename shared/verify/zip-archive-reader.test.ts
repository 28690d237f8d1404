import { describe, expect, it } from 'vitest';
import { buildHead } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { buildZip, entryTools, toSource, toZipBytes } from '../../native-host/archive/testing/memory-zip.ts';
import { nodeTools } from '../../scripts/verify/node-tools.ts';
import { checkArchive } from './check-archive.ts';
import { openZipArchive } from './zip-archive-reader.ts';

const encoder = new TextEncoder();
const hash = (text: string) => nodeTools.hash([encoder.encode(text)]);

/** The files of an archive of two pictures, manifest and sums included. */
async function buildFiles(): Promise<Record<string, string>> {
  const pictures = { 'media/images/youtube/a.jpg': 'first', 'media/images/youtube/b.jpg': 'other' };
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

async function check(...zips: Uint8Array[]): Promise<string[]> {
  const found: string[] = [];
  const reader = await openZipArchive(zips.map(toZipBytes), { ...entryTools(), ...nodeTools });
  await checkArchive(reader, {
    ...nodeTools,
    onDifference: ({ code, path, detail }) => found.push(`${code} ${path} ${detail}`),
  });
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

  it('is not whole with bytes behind its end, or with one that has flipped', async () => {
    const zip = await zipOf(await buildFiles());
    expect(await check(Buffer.concat([zip, Buffer.from('more')]))).toEqual([
      'archive.damaged ZIP has 4 bytes behind its end',
    ]);
    const flipped = Buffer.from(zip);
    flipped.write('F', flipped.indexOf('first'));
    expect(await check(flipped)).toEqual([
      'archive.damaged media/images/youtube/a.jpg cannot be read: its CRC-32 in the ZIP is another',
    ]);
  });
});

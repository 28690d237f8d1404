/** What strangers call their videos, as files on a disk: unpacked by programs that know nothing of us. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toSource } from '../../../native-host/archive/testing/memory-zip.ts';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { toFoldKey } from '../../../shared/file-name.ts';
import { toItemKey } from '../../../shared/model/item.ts';
import { writeZip } from '../../../shared/zip/testing/zip-on-disk.ts';
import { buildItem } from '../../exporters/__fixtures__/sample-archive.ts';
import { type ArchiveLayout, createArchiveLayout, createStemLayout } from './archive-layout.ts';
import { createNameContext, createNamer } from './item-stems.ts';
import { createStemRegistry } from './stem-registry.ts';

const hostile = [
  ...['../../x', '..', '/etc/passwd', 'C:\\x', '~', '.', '', ' ', '-rf', '.desktop', '$(id)', '%00', '*?'],
  ...['CON', 'con.txt', 'NUL', 'a:b', 'a.', 'A.', 'a', 'a ', 'a\0b', 'a\nb', 'e\u0301', '\u00e9'],
  ...['\u202egpj.exe', 'مرحبا', '👨‍👩‍👧'.repeat(300), 'x'.repeat(300), '\ud83d'],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const unpackers = {
  unzip: (zip: string, to: string) => execa('unzip', ['-q', zip, '-d', to], { env: { LC_ALL: 'C.UTF-8' } }),
  python: (zip: string, to: string) => execa('python3', ['-m', 'zipfile', '-e', zip, to]),
};

/** Every file below a folder, with its text. */
async function readAll(below: string): Promise<Record<string, string>> {
  const entries = await readdir(below, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const texts = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(below.length + 1), await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

/** Items that are called so, under stems that `template` gives them. */
function layOut(template: string) {
  const items = hostile.map((title, place) => buildItem({ id: `video${place}`, title }));
  const context = createNameContext({ kind: 'channel', id: 'UC1', title: 'Demo' }, '2026-11-21T12:00:00Z');
  for (const item of items) context.add(item);
  const name = createNamer(template, context.result());
  const stems = createStemRegistry();
  const given = items.map((item, at): [string, string] => {
    const key = toItemKey(item);
    return [key, stems.claim(name(item, at), key)];
  });
  return { items, layout: createStemLayout(new Map(given), { shows: false }) };
}

/** Items that the site itself knows by such ids. */
function layOutIds() {
  const items = hostile.map((id) => buildItem({ id }));
  return { items, layout: createArchiveLayout(items) };
}

/** What each file is of, by its path. */
function listFiles({ items, layout }: { items: ReturnType<typeof buildItem>[]; layout: ArchiveLayout }) {
  return items.flatMap((item, place) => [
    { path: layout.filePath(item, { kind: 'image', number: 2, extension: 'webp' }), of: `picture ${place}` },
    { path: layout.sidecarPath(item, 'original'), of: `facts ${place}` },
  ]);
}

const files = Object.entries({
  titles: layOut('%(title)s'),
  folders: layOut('%(title)s/%(title)s'),
  ids: layOutIds(),
}).flatMap(([way, laid]) => listFiles(laid).map(({ path, of }) => ({ path: `${way}/${path}`, of })));

it('each has safe names of its own', () => {
  expect(files.map(({ path }) => path).filter((path) => !isSafeArchivePath(path))).toEqual([]);
  expect(new Set(files.map(({ path }) => toFoldKey(path))).size).toBe(3 * 2 * hostile.length);
});

it('each file comes out of a ZIP where its path says, with what is its own, and nothing beside the folder', async () => {
  const zip = await writeZip(
    join(folder, 'names.zip'),
    files.map(({ path, of }) => toSource(`demo/${path}`, of)),
  );
  const expected = Object.fromEntries(files.map(({ path, of }) => [path, of]));
  for (const [program, unpack] of Object.entries(unpackers)) {
    const place = join(folder, program, 'deep');
    await mkdir(place, { recursive: true });
    await unpack(zip, place);
    expect(await readAll(join(place, 'demo')), program).toEqual(expected);
    expect(await readdir(place)).toEqual(['demo']);
    expect(await readdir(join(place, '..'))).toEqual(['deep']);
  }
});

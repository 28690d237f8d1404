/** What goes with an old manifest in a folder that the user picked, in a real browser; and what stays whatever it says. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { buildHead } from '../../exporters/__fixtures__/sample-archive.ts';
import { type MediaBrowser, openMediaBrowser } from '../testing/media-browser.ts';

let browser: MediaBrowser;

beforeAll(async () => {
  browser = await openMediaBrowser([], 'pack-page');
});
afterAll(() => browser.stop());
beforeEach(() => browser.ask('layout.clear'));

const jobId = 'job';
const place = { jobId, root: 'mine', folder: 'demo' };

const write = async (path: string, text: string): Promise<FileRecord> => {
  const record = await browser.ask<FileRecord>('layout.write', { jobId, path, text });
  return { path, bytes: record.bytes, sha256: record.sha256 };
};
const writeManifest = (files: FileRecord[]) =>
  write('manifest.json', JSON.stringify({ ...buildHead([]), files }));
const look = () => browser.ask<Record<string, string | null>>('layout.look', 'mine');
const put = (files: FileRecord[]) =>
  browser.ask('pack.placeFiles', { ...place, files: files.map((file) => ({ ...file, small: null })) });
const writeOwn = (path: string, text: string) =>
  browser.ask('layout.writeAt', { path: `mine/demo/${path}`, text });

/** Lays out an archive of these files and those that its manifest lists beside them. */
async function putArchive(files: Record<string, string>, listed: FileRecord[] = []): Promise<void> {
  const records: FileRecord[] = [];
  for (const [path, text] of Object.entries(files)) records.push(await write(path, text));
  await put(records);
  await put([await writeManifest([...records, ...listed])]);
}

const listPaths = async (): Promise<string[]> =>
  Object.keys(await look())
    .filter((path) => path !== 'demo/manifest.json')
    .sort();

it('what the new manifest has in another form goes, and what it never listed stays', async () => {
  await putArchive({ 'media/a.webp': 'old picture', 'media/b.webp': 'other picture' });
  await writeOwn('notes.txt', 'my own');
  await writeOwn('media/c.webp', 'my own picture');
  await putArchive({ 'media/a.jpg': 'new picture', 'media/b.webp': 'other picture' });
  expect(await listPaths()).toEqual([
    'demo/media/a.jpg',
    'demo/media/b.webp',
    'demo/media/c.webp',
    'demo/notes.txt',
  ]);
});

it('what the new manifest has byte for byte under a new name goes, unless it is no picture, film or sound', async () => {
  await putArchive({
    'media/a.jpg': 'picture',
    'media/b.jpg': 'same',
    'media/c.jpg': 'same',
    'media/d.jpg': 'only picture',
    'media/d_1.jpg': 'only picture',
    'a.json': '[]',
  });
  await putArchive({
    'media/Title.jpg': 'picture',
    'media/b.jpg': 'same',
    'media/c.jpg': 'same',
    'media/d.jpg': 'only picture',
    'b.json': '[]',
  });
  expect(await listPaths()).toEqual([
    'demo/a.json',
    'demo/b.json',
    'demo/media/Title.jpg',
    'demo/media/b.jpg',
    'demo/media/c.jpg',
    'demo/media/d.jpg',
    'demo/media/d_1.jpg',
  ]);
});

it('what says that an archive is a bag goes with the bag', async () => {
  const tags = { 'bagit.txt': 'BagIt', 'bag-info.txt': 'labels' };
  await putArchive({ 'data/a.jpg': 'picture', ...tags });
  await writeOwn('tagmanifest-sha256.txt', 'sums');
  await putArchive({ 'a.jpg': 'picture' });
  expect(await listPaths()).toEqual(['demo/a.jpg']);
});

it('what another export has put there since stays, though the new manifest does not know it', async () => {
  await putArchive({ 'media/a.jpg': 'picture', 'media/b.jpg': 'of the other export', 'rows.csv': 'lists' });
  await putArchive({ 'media/a.jpg': 'picture' });
  expect(await listPaths()).toEqual(['demo/media/a.jpg', 'demo/media/b.jpg', 'demo/rows.csv']);
});

it('a file that its owner has changed since stays, though the old manifest lists its name', async () => {
  await putArchive({ 'media/a.webp': 'old picture' });
  await writeOwn('media/a.webp', 'a picture that I have retouched');
  await putArchive({ 'media/a.jpg': 'new picture' });
  expect(await listPaths()).toEqual(['demo/media/a.jpg', 'demo/media/a.webp']);
});

it('a name that some file systems take for that of a new file is not removed', async () => {
  await putArchive({ 'media/a.jpg': 'picture', 'media/B.jpg': 'other' });
  await putArchive({ 'media/A.JPG': 'picture', 'media/b.jpg': 'other' });
  expect(await listPaths()).toEqual([
    'demo/media/A.JPG',
    'demo/media/B.jpg',
    'demo/media/a.jpg',
    'demo/media/b.jpg',
  ]);
});

it('paths that lead out of the folder, or are no names of files, remove nothing and stop nothing', async () => {
  await browser.ask('layout.writeAt', { path: 'mine/victim.txt', text: 'victim' });
  const { bytes, sha256 } = await write('victim.txt', 'victim');
  const dangerous = [
    '../victim.txt',
    '/victim.txt',
    'media/../../victim.txt',
    '..\\victim.txt',
    'C:\\victim.txt',
    'CON',
    'nul.tar.gz',
    'media',
    'media/a.jpg/victim.txt',
    'victim.txt.',
    ' victim.txt',
    'vic\u0000tim.txt',
    'vic\u202etim.txt',
    '-rf',
    '.',
    '..',
    '//',
  ];
  await putArchive(
    { 'media/a.jpg': 'picture' },
    dangerous.map((path) => ({ path, bytes, sha256 })),
  );
  const listed = await browser.ask<{ files: FileRecord[] }>('pack.listPlaced', place);
  expect(listed.files.map(({ path }) => path)).toEqual(['media/a.jpg', 'media', 'media/a.jpg/victim.txt']);
  await putArchive({ 'media/a.jpg': 'picture' });
  expect(await look()).toMatchObject({ 'victim.txt': 'victim', 'demo/media/a.jpg': 'picture' });
});

it('until everything is in its place the old manifest stands, and a second try ends the same', async () => {
  await putArchive({ 'media/a.webp': 'old picture' });
  const before = (await look())['demo/manifest.json'];
  const next = await write('media/a.jpg', 'new picture');
  await put([next]);
  expect(await look()).toMatchObject({
    'demo/media/a.webp': 'old picture',
    'demo/manifest.json': before,
  });
  const manifest = await writeManifest([next]);
  await browser.killWorker();
  await put([next, manifest]);
  expect(await listPaths()).toEqual(['demo/media/a.jpg']);
});

it('a folder in the place of a file is told by its name, and what was placed stays', async () => {
  await writeOwn('media/a.jpg/mine.txt', 'my own');
  const records = [await write('media/a.jpg', 'picture'), await write('media/b.jpg', 'other picture')];
  expect(await put(records)).toMatchObject({
    error: { code: 'storage.read_only', message: expect.stringContaining('“media/a.jpg”') },
  });
  expect(await look()).toEqual({
    'demo/media/a.jpg/mine.txt': 'my own',
    'demo/media/b.jpg': 'other picture',
  });
});

it('a file that has the name of the archive’s folder is passed by', async () => {
  await browser.ask('layout.writeAt', { path: 'mine/demo', text: 'my own' });
  const owner = { platform: 'youtube', kind: 'channel', id: 'UC1' };
  const opened = await browser.ask('pack.openPlace', { jobId, root: 'mine', name: 'demo', owner });
  expect(opened).toEqual({ folder: 'demo (2)' });
  expect(await look()).toMatchObject({ demo: 'my own' });
});

it('the mark of another archive that is being made in the folder stays', async () => {
  const owner = { platform: 'youtube', kind: 'channel', id: 'UC1' };
  await browser.ask('pack.openPlace', { jobId: 'other', root: 'mine', name: 'demo', owner });
  await browser.ask('pack.closePlace', place);
  expect(Object.keys(await look())).toEqual(['demo/.star-export.json']);
  await browser.ask('pack.closePlace', { ...place, jobId: 'other' });
  await browser.ask('pack.closePlace', { ...place, folder: 'never made' });
  expect(await look()).toEqual({});
});

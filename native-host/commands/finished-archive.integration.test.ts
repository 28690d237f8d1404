/** The commands that work on an archive as it is when a job ends, over the wire. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { type Companion, createPlace, type Place, startCompanion } from '../__fixtures__/companion-client.ts';
import { until } from '../__fixtures__/test-machine.ts';

const folder = 'mine';
const day = '2026-01-31T00:00:00Z';
const toRecord = (path: string, text: string) => ({
  path,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

let place: Place;
let companion: Companion;

const write = (path: string, text: string) =>
  companion.call('write-file', { folder, path, offset: 0, text, last: true });

beforeEach(async () => {
  place = createPlace();
  companion = startCompanion(place);
  await companion.call('open-archive', { jobId: 'job-1', name: folder });
  const files = [toRecord('items.csv', 'id\r\n'), toRecord('items.json', '[]')];
  const manifest = JSON.stringify({
    format: 'star-export-archive',
    formatVersion: 1,
    job: { id: 'job-1', startedAt: day, finishedAt: day, options: defaultJobOptions },
    source: {
      platform: 'youtube',
      kind: 'channel',
      id: 'c',
      url: 'https://www.youtube.com/@c',
      title: 'c',
      author: null,
      claimed: null,
      own: true,
      parts: [],
    },
    versions: {},
    completeness: {
      claimed: null,
      claimedExact: false,
      notSeen: 0,
      seen: 0,
      saved: 0,
      refused: [],
      unknown: {},
    },
    files,
  });
  await write('items.csv', 'id\r\n');
  await write('items.json', '[]');
  await write('manifest.json', manifest);
  const sums = [...files, toRecord('manifest.json', manifest)];
  await write('manifest-sha256.txt', sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''));
});

afterEach(() => companion.close());

const verify = async () => {
  const { result, events } = await companion.call('verify', { folder });
  return { events, checked: result?.checked, problems: result?.problems };
};

test('a clean archive loses the marks of its making, and is still known by its job', async () => {
  expect(await verify()).toEqual({
    checked: 2,
    problems: [],
    events: [
      { checked: 1, total: 2 },
      { checked: 2, total: 2 },
    ],
  });
  expect(existsSync(join(place.root, folder, '.star-export.json'))).toBe(false);
  expect(existsSync(join(place.root, folder, '.partial'))).toBe(false);
  const again = await companion.call('open-archive', { jobId: 'job-1', name: folder });
  expect(again.result).toMatchObject({ folder });
});

test('a file that was deleted and one that was added are named', async () => {
  rmSync(join(place.root, folder, 'items.csv'));
  writeFileSync(join(place.root, folder, 'more.txt'), '');
  const { problems } = await verify();
  expect(problems).toMatchObject([
    { id: 'items.csv', code: 'archive.missing_file' },
    { id: 'more.txt', code: 'archive.extra_file' },
  ]);
});

test('a file that was changed is named', async () => {
  writeFileSync(join(place.root, folder, 'items.json'), '{}');
  expect((await verify()).problems).toMatchObject([{ id: 'items.json', code: 'archive.damaged' }]);
});

test('a folder of ours without a manifest is told as such', async () => {
  rmSync(join(place.root, folder, 'manifest.json'));
  expect((await verify()).problems).toMatchObject([{ id: 'manifest.json', code: 'archive.missing_file' }]);
  rmSync(join(place.root, folder, 'manifest-sha256.txt'));
  expect((await verify()).problems).toMatchObject([{ id: 'manifest.json', code: 'archive.no_manifest' }]);
});

test('so many problems that they do not fit into a frame are counted', async () => {
  mkdirSync(join(place.root, folder, 'x'));
  for (let index = 0; index < 1500; index += 1)
    writeFileSync(join(place.root, folder, 'x', `${index}.txt`), '');
  const problems = (await verify()).problems;
  expect(problems).toHaveLength(1001);
  expect(problems).toEqual(
    expect.arrayContaining([expect.objectContaining({ message: '500 more files have problems.' })]),
  );
});

test('the ZIP lies beside the folder', async () => {
  const { result, events } = await companion.call('zip', { folder });
  expect(result?.path).toBe(join(place.root, `${folder}.zip`));
  expect(readFileSync(join(place.root, `${folder}.zip`)).length).toBe(result?.bytes);
  expect(events.at(-1)).toEqual({ packed: 4, total: 4 });
});

test('what is removed is what was named, of the job that asks', async () => {
  const remove = (request: object) =>
    companion.call('remove-files', { folder, jobId: 'job-1', paths: [], whole: false, ...request });
  expect((await remove({ jobId: 'job-2', whole: true })).error?.code).toBe('input.path_unsafe');
  expect((await remove({ paths: ['../x'] })).error).toBeDefined();
  expect((await remove({ paths: ['items.csv', 'gone/a.jpg'] })).result).toEqual({ left: 3 });
  expect(existsSync(join(place.root, folder, 'items.csv'))).toBe(false);
  writeFileSync(join(place.root, folder, 'mine.txt'), 'notes');
  const paths = ['items.json', 'manifest.json', 'manifest-sha256.txt'];
  expect((await remove({ paths, whole: true })).result).toEqual({ left: 1 });
  expect(readFileSync(join(place.root, folder, 'mine.txt'), 'utf8')).toBe('notes');
});

test.each([
  ['cut short', () => writeFileSync(join(place.root, folder, 'manifest.json'), '{"format":')],
  ['gone', () => rmSync(join(place.root, folder, 'manifest.json'))],
])(
  'an archive whose manifest is %s is known by its list, checked, and written anew by its job',
  async (_, spoil) => {
    await verify();
    const manifest = readFileSync(join(place.root, folder, 'manifest.json'), 'utf8');
    spoil();
    rmSync(join(place.root, folder, 'items.csv'));
    const { problems } = await verify();
    expect(problems).toMatchObject([{ id: 'manifest.json' }, { id: 'items.csv' }]);
    const paths = ['items.csv', 'manifest.json', 'manifest-sha256.txt'];
    const request = { folder, jobId: 'job-1', paths, whole: false };
    const sums = readFileSync(join(place.root, folder, 'manifest-sha256.txt'), 'utf8');
    expect((await companion.call('remove-files', request)).result).toEqual({ left: 1 });
    expect((await companion.call('remove-files', { ...request, jobId: 'job-2' })).error?.code).toBe(
      'input.path_unsafe',
    );
    await write('items.csv', 'id\r\n');
    await write('manifest.json', manifest);
    await write('manifest-sha256.txt', sums);
    expect((await verify()).problems).toEqual([]);
    expect(existsSync(join(place.root, folder, '.star-export.json'))).toBe(false);
  },
);

test('a folder in the place of a file stays, is named, and keeps nothing else from being removed', async () => {
  rmSync(join(place.root, folder, 'items.csv'));
  mkdirSync(join(place.root, folder, 'items.csv', 'mine'), { recursive: true });
  const paths = ['items.csv', 'items.json'];
  const answer = await companion.call('remove-files', { folder, jobId: 'job-1', paths, whole: false });
  expect(answer.result).toEqual({ left: 2 });
  expect(existsSync(join(place.root, folder, 'items.csv', 'mine'))).toBe(true);
  expect((await write('items.csv', '')).error).toMatchObject({
    code: 'input.name_taken',
    message: expect.stringContaining('A folder stands in the place of items.csv; take it away'),
  });
});

test('a folder in which nothing else lies goes with its files', async () => {
  const paths = ['items.csv', 'items.json', 'manifest.json', 'manifest-sha256.txt'];
  const request = { folder, jobId: 'job-1', paths, whole: true };
  expect((await companion.call('remove-files', request)).result).toEqual({ left: 0 });
  expect(existsSync(join(place.root, folder))).toBe(false);
});

test.each(['verify', 'zip', 'reveal'])('%s keeps out of folders that are not archives', async (command) => {
  mkdirSync(join(place.root, 'photos'));
  expect((await companion.call(command, { folder: 'photos' })).error?.code).toBe('input.path_unsafe');
});

test.each(['verify', 'zip', 'reveal'])('%s says when the folder is gone', async (command) => {
  rmSync(join(place.root, folder), { recursive: true });
  expect((await companion.call(command, { folder })).error?.code).toBe('storage.folder_missing');
});

test('an address outside of the platform is not fetched', async () => {
  const request = {
    folder,
    platform: 'youtube',
    path: 'a.jpg',
    urls: ['https://169.254.169.254/latest'],
    expect: 'image',
  };
  expect((await companion.call('fetch', request)).error?.code).toBe('input.url_refused');
});

test.skipIf(process.platform !== 'linux')(
  'the file manager gets the path as one argument (other systems: see reveal-folder.test.ts)',
  async () => {
    const seen = join(place.folder, 'seen.txt');
    writeFileSync(
      join(place.folder, 'xdg-open'),
      `#!/bin/sh\nprintf '%s\\n' "$#" "$1" >'${seen}.part'\nmv '${seen}.part' '${seen}'\n`,
      { mode: 0o755 },
    );
    const other = startCompanion(place, { env: { PATH: `${place.folder}:${process.env.PATH}` } });
    await other.call('open-archive', { jobId: 'job-2', name: "it's $(mine)" });
    expect((await other.call('reveal', { folder: "it's $(mine)" })).result).toBeDefined();
    await until(() => existsSync(seen));
    await other.close();
    expect(readFileSync(seen, 'utf8')).toBe(`1\n${join(place.root, "it's $(mine)")}\n`);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a file is shown in its folder, and must be one of ours',
  async () => {
    const seen = join(place.folder, 'seen.txt');
    writeFileSync(
      join(place.folder, 'xdg-open'),
      `#!/bin/sh\nprintf '%s' "$1" >'${seen}.part'\nmv '${seen}.part' '${seen}'\n`,
      {
        mode: 0o755,
      },
    );
    const other = startCompanion(place, { env: { PATH: `${place.folder}:${process.env.PATH}` } });
    const show = (path: string) => other.call('reveal', { file: { in: 'archive', folder, path } });
    expect((await show('items.csv')).result).toBeDefined();
    await until(() => existsSync(seen));
    expect((await show('../index.html')).error?.code).toBe('input.path_unsafe');
    expect((await show('gone.mp4')).error?.code).toBe('input.file_missing');
    await other.close();
    expect(readFileSync(seen, 'utf8')).toBe(join(place.root, folder));
  },
);

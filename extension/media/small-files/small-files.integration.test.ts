/** Small files that lie together, written by the archive worker of a real browser and packed by its pack worker. */
import { copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testWithPython } from '../../../native-host/archive/testing/zip-programs.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { type MediaBrowser, openMediaBrowser } from '../testing/media-browser.ts';
import type { SmallPlace } from './small-file-index.ts';

let browser: MediaBrowser;
let work: string;

beforeAll(async () => {
  browser = await openMediaBrowser([], 'pack-page');
  work = await mkdtemp(join(tmpdir(), 'star-small-'));
});
afterAll(async () => {
  await browser.stop();
  await rm(work, { recursive: true, force: true });
});

const jobId = 'job';

/** Throws what a worker answers with. */
async function ask<Result>(verb: string, request: object = {}): Promise<Result> {
  const answer = await browser.ask<Result | { error: { code: string; message: string } }>(verb, {
    jobId,
    ...request,
  });
  if (typeof answer === 'object' && answer !== null && 'error' in answer)
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  return answer as Result;
}

beforeEach(async () => {
  await ask('archive.release');
  await browser.ask('layout.clear');
});

async function write(path: string, text: string): Promise<FileRecord> {
  const piece = { path, text, offset: 0, last: true };
  const { record } = await ask<{ record: FileRecord | null }>('archive.write', piece);
  if (!record) throw new Error('The last piece gives a record.');
  return record;
}

const hasFolder = () =>
  browser.page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const exports = await root.getDirectoryHandle('exports', { create: true });
    return exports.getDirectoryHandle(name).then(
      () => true,
      () => false,
    );
  }, jobId);

const verify = async (records: FileRecord[]) =>
  (await ask<{ damaged: string[] }>('archive.verify', { records })).damaged;
const findPlaces = async (records: FileRecord[]) =>
  (
    await ask<{ places: (SmallPlace | null)[] }>('archive.findSmall', {
      paths: records.map(({ path }) => path),
    })
  ).places;
const look = () => browser.ask<Record<string, string | null>>('layout.look', 'exports');
const withPlaces = async (records: FileRecord[]) => {
  const places = await findPlaces(records);
  return records.map((record, place) => ({ ...record, small: places[place] ?? null }));
};

/** What Python finds in a ZIP of them. */
async function packAll(records: FileRecord[]) {
  await ask('pack.openZip', { at: '2026-11-21T12:00:02Z', needBytes: 0, file: null });
  const files = (await withPlaces(records)).map(({ path, bytes, crc32, small }) => ({
    path,
    bytes,
    crc32: crc32 ?? null,
    small,
  }));
  await ask('pack.addToZip', { folder: 'demo', files });
  const { zipBytes } = await ask<{ zipBytes: number }>('pack.closeZip');
  for (const entry of await readdir(browser.profile, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.includes('File System') || (await stat(path)).size !== zipBytes) continue;
    const copy = join(work, 'taken.zip');
    await copyFile(path, copy);
    return testWithPython(copy);
  }
  throw new Error(`The browser has no file of ${zipBytes} bytes.`);
}

it('lie in one file, and are found again by the next worker', async () => {
  const records = [await write('items/ä 🚢.json', '{"a":1}'), await write('b.json', '[2]')];
  expect(await look()).toMatchObject({ 'job/.small/content': '{"a":1}[2]' });
  await browser.killWorker();
  expect(await verify(records)).toEqual([]);
  expect((await write('c.json', '[]')).bytes).toBe(2);
  expect(await look()).toMatchObject({ 'job/.small/content': '{"a":1}[2][]' });
});

it('are packed in their order, between files that have a place of their own', async () => {
  const records = [
    await write('a.json', 'small'),
    await write('b.json', 'x'.repeat(300_000)),
    await write('c.json', ''),
    await write('d.json', 'x'.repeat(256 * 1024)),
    await ask<FileRecord>('layout.write', { path: 'e.jpg', text: 'brought back by a check' }),
  ];
  expect((await findPlaces(records)).map((place) => place !== null)).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
  expect(await packAll(records)).toEqual(
    records.map(({ path, crc32, bytes }) => [`demo/${path}`, crc32, bytes]),
  );
});

it('are what was written last, whether it was small before or after', async () => {
  const long = 'y'.repeat(300_000);
  await write('a.json', 'one');
  await write('b.json', long);
  const records = [await write('a.json', long), await write('b.json', 'two'), await write('c.json', '3')];
  const last = [...records.slice(0, 2), await write('c.json', 'three')];
  for (const _life of [1, 2]) {
    expect(await verify(last)).toEqual([]);
    expect((await packAll(last)).map(([, crc32]) => crc32)).toEqual(last.map(({ crc32 }) => crc32));
    await browser.killWorker();
  }
  expect(await verify(records)).toEqual(['c.json']);
});

it('that were dropped are not there any more, in this life or the next', async () => {
  const records = [await write('a.json', 'one'), await write('b.json', 'two')];
  await ask('archive.drop', { paths: ['a.json'] });
  expect(await verify(records)).toEqual(['a.json']);
  await browser.killWorker();
  expect(await verify(records)).toEqual(['a.json']);
  expect(await findPlaces(records)).toEqual([null, expect.objectContaining({ bytes: 3 })]);
});

it('are damaged where a byte has changed, and then written again', async () => {
  const records = [await write('a.json', 'one'), await write('b.json', 'two')];
  await browser.killWorker();
  await browser.ask('layout.writeAt', { path: 'exports/job/.small/content', text: 'onetwO' });
  expect(await verify(records)).toEqual(['b.json']);
  expect(await verify([await write('b.json', 'two')])).toEqual([]);
});

it('whose index was cut off are those before the cut', async () => {
  const records = [await write('a.json', 'one'), await write('b.json', 'two')];
  await browser.killWorker();
  const index = (await look())['job/.small/index.jsonl'] ?? '';
  await browser.ask('layout.writeAt', { path: 'exports/job/.small/index.jsonl', text: index.slice(0, -3) });
  expect(await verify(records)).toEqual(['b.json']);
  await write('b.json', 'two');
  await browser.killWorker();
  expect(await verify(records)).toEqual([]);
});

it('are not packed when they are not what was expected', async () => {
  const record = await write('a.json', 'one');
  await write('b.json', 'two');
  await expect(packAll([{ ...record, bytes: 4 }])).rejects.toMatchObject({ code: 'storage.failed' });
  await expect(packAll([{ ...record, crc32: 1 }])).rejects.toMatchObject({ code: 'media.damaged' });
});

it('are read by their path as every other file, up to the length that is wanted', async () => {
  const read = (path: string, maxBytes: number) =>
    browser.page.evaluate(
      async (request) => {
        const answer = await (
          globalThis as unknown as { ask(verb: string, request: object): Promise<unknown> }
        ).ask('archive.read', request);
        return answer instanceof Uint8Array ? new TextDecoder().decode(answer) : answer;
      },
      { jobId, path, maxBytes },
    );
  await write('a.json', 'one');
  await ask('layout.write', { path: 'b.jpg', text: 'two' });
  expect([await read('a.json', 3), await read('b.jpg', 3)]).toEqual(['one', 'two']);
  expect([await read('a.json', 2), await read('b.jpg', 2), await read('c.jpg', 3)]).toEqual([
    null,
    null,
    null,
  ]);
});

it('are moved to the folder that the user picked, and are found there by who was cut off', async () => {
  const records = [await write('a.json', 'one'), await write('b.json', 'x'.repeat(300_000))];
  const place = async () =>
    ask('pack.placeFiles', { root: 'mine', folder: 'demo', files: await withPlaces(records) });
  expect(await place()).toEqual({ kept: 0 });
  await browser.killWorker();
  const files = await withPlaces(records);
  expect(await ask('pack.checkPlaced', { root: 'mine', folder: 'demo', files })).toEqual({ damaged: [] });
  expect(await place()).toEqual({ kept: 2 });
  expect(await browser.ask('layout.look', 'mine')).toEqual({ 'demo/a.json': 'one', 'demo/b.json': null });
});

it('leave nothing when they are released, also while they are packed', async () => {
  await packAll([await write('a.json', 'one')]);
  await ask('pack.dropZip');
  await ask('archive.release');
  expect(await look()).toEqual({});
});

it('that no longer fit on the disk say so, and lose nothing of the others', async () => {
  const record = await write('a.json', 'one');
  const session = await browser.page.context().newCDPSession(browser.page);
  const { origin } = new URL(browser.page.url());
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 100_000 });
  try {
    // The browser hands out room by the mebibyte.
    const fill = async () => {
      for (let count = 0; count < 20; count += 1) await write('b.json', 'x'.repeat(200_000));
    };
    await expect(fill()).rejects.toMatchObject({ code: 'storage.full' });
  } finally {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  }
  const later = await write('b.json', 'two');
  await browser.killWorker();
  expect(await verify([record, later])).toEqual([]);
});

it('that are read while their ZIP is begun anew hold nothing open', async () => {
  const records: FileRecord[] = [];
  for (let place = 0; place < 200; place += 1) records.push(await write(`${place}.json`, `[${place}]`));
  const files = (await withPlaces(records)).map(({ path, bytes, small }) => ({
    path,
    bytes,
    crc32: null,
    small,
  }));
  const open = () => ask('pack.openZip', { at: '2026-11-21T12:00:02Z', needBytes: 0, file: null });
  const add = () => ask('pack.addToZip', { folder: 'demo', files });
  await open();
  const given = Promise.allSettled([add(), add()]);
  await open();
  await given;
  await ask('pack.dropZip');
  await ask('archive.release');
  expect(await look()).toEqual({});
});

it('of another length leave no half of them under their names when the disk is full', async () => {
  const { origin } = browser;
  const jpeg = Buffer.alloc(900_000, 7);
  jpeg.set([0xff, 0xd8, 0xff, 0xe0]);
  origin.serve((_request, response) => {
    response.writeHead(200, { 'content-length': jpeg.length });
    response.end(jpeg);
  });
  const request = {
    path: 'a.jpg',
    urls: [`${origin.base}/a.jpg`],
    expect: 'image',
    maxBytes: null,
    cookieDomains: [],
    mayLieAmongOthers: true,
  };
  const session = await browser.page.context().newCDPSession(browser.page);
  const { origin: page } = new URL(browser.page.url());
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin: page });
  await session.send('Storage.overrideQuotaForOrigin', { origin: page, quotaSize: usage + 100_000 });
  try {
    await expect(ask('archive.fetch', request)).rejects.toMatchObject({ code: 'storage.full' });
  } finally {
    await session.send('Storage.overrideQuotaForOrigin', { origin: page });
  }
  expect(Object.keys(await look())).not.toContain('job/a.jpg');
  expect(await ask<{ bytes: number }>('archive.fetch', request)).toMatchObject({ bytes: jpeg.length });
});

it('what is asked at the moment of a release leaves nothing open; what is written then is whole', async () => {
  const record = await write('a.txt', 'text');
  const askAll = () => [
    findPlaces([record]),
    verify([record]),
    ask('archive.read', { path: 'a.txt', maxBytes: 10 }),
    ask('archive.drop', { paths: ['a.txt'] }),
    ask('pack.dropZip'),
  ];
  await Promise.all([...askAll(), ask('archive.release'), ...askAll(), ask('archive.release'), ...askAll()]);
  expect(await hasFolder()).toBe(false);
  const asked = [write('b.txt', 'first'), ask('archive.release'), write('b.txt', 'late')] as const;
  const [, , late] = await Promise.all(asked);
  expect(await verify([late])).toEqual([]);
  await ask('archive.release');
  expect(await hasFolder()).toBe(false);
});

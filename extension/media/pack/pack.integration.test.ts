/** The pack worker in a real browser: what it writes is opened by unzip and Python. */
import { copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testWithPython, testWithUnzip } from '../../../native-host/archive/testing/zip-programs.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { buildHead } from '../../exporters/__fixtures__/sample-archive.ts';
import type { KnownExport } from '../check/check-worker.ts';
import { type MediaBrowser, openMediaBrowser } from '../testing/media-browser.ts';

let browser: MediaBrowser;
let work: string;

beforeAll(async () => {
  browser = await openMediaBrowser([], 'pack-page');
  work = await mkdtemp(join(tmpdir(), 'star-pack-'));
});
afterAll(async () => {
  await browser.stop();
  await rm(work, { recursive: true, force: true });
});
beforeEach(() => browser.ask('layout.clear'));

const jobId = 'job';
/** One that has a place of its own. */
const toOwn = (record: FileRecord) => ({ ...record, small: null });
const at = '2026-11-21T12:00:02Z';
const write = (path: string, text: string) => browser.ask<FileRecord>('layout.write', { jobId, path, text });
const look = (folder: string) => browser.ask<Record<string, string | null>>('layout.look', folder);

type Answer<Result> = Result | { error: { code: string; message: string } };

/** Throws what the worker answers with. */
async function pack<Result>(verb: string, request: object): Promise<Result> {
  const answer = await browser.ask<Answer<Result>>(`pack.${verb}`, { jobId, ...request });
  if (typeof answer === 'object' && answer !== null && 'error' in answer)
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  return answer as Result;
}

const openZip = (request: object = {}) => pack('openZip', { at, needBytes: 0, file: null, ...request });
const toFiles = (records: FileRecord[]) =>
  records.map(({ path, bytes, crc32 = null }) => ({ path, bytes, crc32, small: null }));
const addFiles = (records: FileRecord[]) => pack('addToZip', { folder: 'demo', files: toFiles(records) });

/** A copy of what the browser's storage holds as files of this length. */
async function takeOut(bytes: number): Promise<string> {
  const names = await readdir(browser.profile, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.includes('File System') || (await stat(path)).size !== bytes) continue;
    const copy = join(work, 'taken.zip');
    await copyFile(path, copy);
    return copy;
  }
  throw new Error(`The browser has no file of ${bytes} bytes.`);
}

describe('a ZIP that is packed in the browser', () => {
  it('is opened by unzip and Python, whose CRC-32 are those known from the download', async () => {
    const records = [
      await write('items.json', '[]'.repeat(5000)),
      await write('media/images/ä 🚢.jpg', 'picture'),
    ];
    await openZip();
    await addFiles(records);
    const { zipBytes } = await pack<{ zipBytes: number }>('closeZip', {});
    const path = await takeOut(zipBytes);
    expect(await testWithPython(path)).toEqual(
      records.map(({ path: name, crc32, bytes }) => [`demo/${name}`, crc32, bytes]),
    );
    expect(await testWithUnzip(path)).toBe(2);
    expect(zipBytes).toBeLessThan(1000);
  });

  it('holds files of all sizes in their order', async () => {
    const sizes = [
      0,
      10,
      300_000,
      262_144,
      20,
      1_500_000,
      262_145,
      ...Array.from({ length: 60 }, (_, at) => at),
    ];
    const records: FileRecord[] = [];
    for (const [place, bytes] of sizes.entries())
      records.push(await write(`media/${place}.jpg`, `${place}`.repeat(bytes).slice(0, bytes)));
    const small = records.slice(-60);
    const folders = Array.from({ length: 40 }, (_, place) => `demo ${place}`);
    await openZip();
    await addFiles(records);
    for (const folder of folders) await pack('addToZip', { folder, files: toFiles(small) });
    const { zipBytes } = await pack<{ zipBytes: number }>('closeZip', {});
    const list = (folder: string, files: FileRecord[]) =>
      files.map(({ path, crc32, bytes }) => [`${folder}/${path}`, crc32, bytes]);
    expect(await testWithPython(await takeOut(zipBytes))).toEqual([
      ...list('demo', records),
      ...folders.flatMap((folder) => list(folder, small)),
    ]);
  });

  it('is the same byte for byte when it is packed again', async () => {
    const records = [await write('items.json', '[1, 2, 3]'), await write('media/a.jpg', 'picture')];
    const sums: (number | string)[] = [];
    for (const file of [null, 'first.zip', 'second.zip']) {
      await openZip({ file });
      await addFiles(records);
      sums.push((await pack<{ zipBytes: number }>('closeZip', {})).zipBytes);
    }
    expect(new Set(sums).size).toBe(1);
    const hashes = await browser.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const texts = ['first.zip', 'second.zip'].map(async (name) =>
        Array.from(new Uint8Array(await (await (await root.getFileHandle(name)).getFile()).arrayBuffer())),
      );
      return (await Promise.all(texts)).map((bytes) => bytes.join());
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('is packed anew after its worker was killed', async () => {
    const records = [await write('media/a.jpg', 'picture')];
    await openZip();
    await addFiles(records);
    await browser.killWorker();
    await expect(addFiles(records)).rejects.toMatchObject({ code: 'media.incomplete' });
    await openZip();
    await addFiles(records);
    const { zipBytes } = await pack<{ zipBytes: number }>('closeZip', {});
    expect(await testWithUnzip(await takeOut(zipBytes))).toBe(1);
  });

  it('leaves nothing when it is given up', async () => {
    const records = [await write('media/a.jpg', 'picture')];
    await openZip();
    await addFiles(records);
    await pack('dropZip', {});
    expect(Object.keys(await look('exports'))).toEqual(['job/media/a.jpg']);
  });

  it('is not begun where there is no room for it, and says what it needs', async () => {
    await expect(openZip({ needBytes: 2 ** 52 })).rejects.toMatchObject({
      code: 'storage.full',
      message: expect.stringMatching(/needs [\d,]+ MiB of free space and there are [\d,]+;/),
    });
  });

  it('that fills the disk says so at the first byte that did not fit, and leaves nothing', async () => {
    const records = [await write('media/a.jpg', 'picture'.repeat(400_000))];
    const session = await browser.page.context().newCDPSession(browser.page);
    const { origin } = new URL(browser.page.url());
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000_000 });
    try {
      await openZip();
      await expect(addFiles(records)).rejects.toMatchObject({ code: 'storage.full' });
    } finally {
      await session.send('Storage.overrideQuotaForOrigin', { origin });
    }
    await pack('dropZip', {});
    expect(Object.keys(await look('exports'))).toEqual(['job/media/a.jpg']);
    await openZip();
    await addFiles(records);
    expect(await pack('closeZip', {})).toMatchObject({ isOwn: true });
  });

  it('is not made of a file that has changed since', async () => {
    const record = await write('media/a.jpg', 'picture');
    await openZip();
    await expect(addFiles([{ ...record, bytes: record.bytes + 1 }])).rejects.toMatchObject({
      code: 'storage.failed',
    });
  });

  it('with a CRC-32 that is not that of the file is not called done', async () => {
    const record = await write('media/a.jpg', 'picture');
    await openZip();
    await addFiles([{ ...record, crc32: 1 }]);
    await expect(pack('closeZip', {})).rejects.toMatchObject({ code: 'media.damaged' });
  });
});

describe('an archive in a folder that the user picked', () => {
  const owner = { platform: 'youtube', kind: 'channel', id: 'UC1' };
  const openPlace = async (who: object = {}) =>
    (await pack<{ folder: string }>('openPlace', { root: 'mine', name: 'demo', owner, ...who })).folder;
  const place = (files: FileRecord[], folder = 'demo') =>
    pack<{ kept: number }>('placeFiles', { root: 'mine', folder, files: files.map(toOwn) });

  it('is moved there, file by file', async () => {
    const folder = await openPlace();
    const records = [await write('items.json', '[]'), await write('media/a.jpg', 'picture')];
    expect(await place(records, folder)).toEqual({ kept: 0 });
    await pack('closePlace', { root: 'mine', folder });
    expect(await look('mine')).toEqual({ 'demo/items.json': '[]', 'demo/media/a.jpg': 'picture' });
    expect(await look('exports')).toEqual({});
  });

  it('keeps what is equal, replaces what is not, and touches nothing else', async () => {
    await place([await write('items.json', '[]'), await write('media/a.jpg', 'picture')]);
    await browser.ask('layout.writeAt', { path: 'mine/demo/notes.txt', text: 'my own' });
    await browser.ask('layout.writeAt', { path: 'mine/other.txt', text: 'my own too' });
    const records = [await write('items.json', '[1]'), await write('media/a.jpg', 'picture')];
    expect(await place(records)).toEqual({ kept: 1 });
    expect(await look('mine')).toEqual({
      'demo/items.json': '[1]',
      'demo/media/a.jpg': 'picture',
      'demo/notes.txt': 'my own',
      'other.txt': 'my own too',
    });
  });

  it('goes on after it was cut off: what was moved is found there', async () => {
    const records = [await write('items.json', '[]'), await write('media/a.jpg', 'picture')];
    await place(records.slice(0, 1));
    await browser.killWorker();
    expect(await pack('checkPlaced', { root: 'mine', folder: 'demo', files: records.map(toOwn) })).toEqual({
      damaged: [],
    });
    expect(await place(records)).toEqual({ kept: 1 });
  });

  it('has a folder of its own beside one of another source, and the same one for the same job', async () => {
    expect(await openPlace()).toBe('demo');
    expect(await openPlace()).toBe('demo');
    expect(await openPlace({ jobId: 'other' })).toBe('demo (2)');
    await browser.ask('layout.writeAt', { path: 'mine/own/file.txt', text: 'mine' });
    expect(await openPlace({ name: 'own' })).toBe('own (2)');
  });

  it('is known by its lists of hashes where its manifest is gone', async () => {
    const { path, bytes, sha256 } = await write('media/a.jpg', 'picture');
    const names = [path, 'media/gone.jpg', '../out.txt', 'manifest.json'];
    const text = names.map((name) => `${sha256}  ${name}\n`).join('');
    await place([{ path, bytes, sha256 }, await write('manifest-sha256.txt', text)]);
    const listed = { files: [{ path, bytes, sha256 }] };
    expect(await pack('listPlaced', { root: 'mine', folder: 'demo' })).toEqual(listed);
  });

  it('names a file that is neither here nor there', async () => {
    const record = await write('media/a.jpg', 'picture');
    const lost = { ...record, path: 'media/b.jpg' };
    const files = [record, lost].map(toOwn);
    expect(await pack('checkPlaced', { root: 'mine', folder: 'demo', files })).toEqual({
      damaged: ['media/b.jpg'],
    });
    await expect(place([lost])).rejects.toMatchObject({ code: 'archive.damaged' });
  });
});

describe('an archive that the user picked', () => {
  const picture = 'media/images/youtube/a.jpg';

  /** A whole archive of one picture as a ZIP, but for what is changed of its manifest. */
  async function packArchive(path = picture): Promise<FileRecord> {
    const { crc32: _crc32, ...record } = await write(picture, 'picture');
    const head = buildHead([]);
    const manifest = JSON.stringify({
      ...head,
      job: { ...head.job, id: jobId },
      files: [{ ...record, path }],
    });
    const files = [record, await write('manifest.json', manifest)];
    const lines = files.map((file) => `${file.sha256}  ${file === record ? path : file.path}\n`);
    files.push(await write('manifest-sha256.txt', lines.join('')));
    await openZip({ file: 'picked.zip' });
    await addFiles(files);
    await pack('closeZip', {});
    return record;
  }

  /** Writes another byte where this text begins. */
  const spoil = (text: string) =>
    browser.page.evaluate(async (wanted) => {
      const root = await navigator.storage.getDirectory();
      const file = await root.getFileHandle('picked.zip');
      const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
      const decoded = new TextDecoder('latin1').decode(bytes);
      const stream = await file.createWritable({ keepExistingData: true });
      await stream.write({ type: 'write', position: decoded.indexOf(wanted), data: '!' });
      await stream.close();
    }, text);

  const removeExports = () =>
    browser.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      await root.removeEntry('exports', { recursive: true });
    });

  const check = (known: KnownExport | null = null) =>
    browser.ask<{ jobId: string | null; checkedFiles: number; differences: { path: string }[] }>(
      'check.check',
      { archive: 'picked.zip', known },
    );
  const restore = (known: KnownExport = { jobId, files: [] }) =>
    browser.ask<{ paths: string[] } | { error: { code: string } }>('check.restore', {
      archive: 'picked.zip',
      known,
    });

  it('is whole, and says which export it is of', async () => {
    await packArchive();
    expect(await check()).toMatchObject({ jobId, checkedFiles: 1, differences: [], differenceCount: 0 });
  });

  it('is damaged where a byte has changed, and only what is whole is brought back', async () => {
    await packArchive();
    await spoil('picture');
    expect((await check()).differences.map(({ path }) => path)).toEqual([picture]);
    await removeExports();
    expect(await restore()).toEqual({ paths: [] });
    expect(await look('exports')).toEqual({});
  });

  it('is brought back byte for byte', async () => {
    await packArchive();
    await removeExports();
    expect(await restore()).toEqual({ paths: [picture] });
    expect(await look('exports')).toEqual({ [`job/${picture}`]: 'picture' });
  });

  it('is compared with what its export has saved where its manifest is damaged, and brought back', async () => {
    const record = await packArchive();
    await spoil('manifest.json');
    expect(await check()).toMatchObject({ jobId: null, differences: [{ path: 'manifest.json' }] });
    const known = { jobId, files: [{ ...record, path: `other/${picture}` }] };
    expect(await check(known)).toMatchObject({ jobId: null });
    known.files = [record, { ...record, path: 'media/images/youtube/b.jpg' }];
    const { jobId: found, differences } = await check(known);
    expect([found, ...differences.map(({ path }) => path)]).toEqual([
      jobId,
      ...['manifest.json', 'media/images/youtube/b.jpg', 'manifest-sha256.txt'],
    ]);
    await removeExports();
    expect(await restore(known)).toEqual({ paths: [picture] });
    expect(await look('exports')).toEqual({ [`job/${picture}`]: 'picture' });
  });

  it('is not brought back into another export, nor to places outside of it', async () => {
    await packArchive();
    expect(await restore({ jobId: 'other', files: [] })).toMatchObject({ error: { code: 'input.invalid' } });
    await packArchive('../../a.jpg');
    expect(await restore()).toEqual({ paths: [] });
  });
});

/** A ZIP that is written into a file that the user picked, in a real browser. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { type MediaBrowser, openMediaBrowser } from '../testing/media-browser.ts';

let browser: MediaBrowser;

beforeAll(async () => {
  browser = await openMediaBrowser([], 'pack-page');
});
afterAll(() => browser.stop());
beforeEach(() => browser.ask('layout.clear'));

const jobId = 'job';
const file = 'mine.zip';
const write = (text: string) => browser.ask<FileRecord>('layout.write', { jobId, path: 'media/a.jpg', text });
const openZip = () => browser.ask('pack.openZip', { jobId, at: '2026-11-21T12:00:02Z', needBytes: 0, file });
const add = ({ path, bytes, crc32 }: FileRecord) =>
  browser.ask('pack.addToZip', {
    jobId,
    folder: 'demo',
    files: [{ path, bytes, crc32: crc32 ?? null, small: null }],
  });
const end = (verb: 'closeZip' | 'dropZip') => browser.ask(`pack.${verb}`, { jobId });

/** What lies at the top of the browser's storage, with how long it is. */
const listRoot = () =>
  browser.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const found: Record<string, number> = {};
    for await (const [name, entry] of root as unknown as AsyncIterable<[string, FileSystemFileHandle]>)
      if (entry.kind === 'file') found[name] = (await entry.getFile()).size;
    return found;
  });

/** Something of the user's. */
const putOwn = (text: string) =>
  browser.page.evaluate(
    async ([name = '', content = '']) => {
      const root = await navigator.storage.getDirectory();
      const stream = await (await root.getFileHandle(name, { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
    },
    [file, text],
  );

it('leaves that as it was when it is given up', async () => {
  await putOwn('an older archive');
  await openZip();
  await add(await write('picture'));
  await end('dropZip');
  expect(await listRoot()).toEqual({ [file]: 16 });
});

it.each(['while files are added', 'at the end'])(
  'leaves that as it was when the disk is full %s, and nothing beside it',
  async (when) => {
    await putOwn('an older archive');
    const record = await write('picture'.repeat(400_000));
    await openZip();
    if (when === 'at the end') await add(record);
    const session = await browser.page.context().newCDPSession(browser.page);
    const { origin } = new URL(browser.page.url());
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    try {
      const answer = when === 'at the end' ? await end('closeZip') : await add(record);
      expect(answer).toMatchObject({ error: { code: 'storage.full' } });
    } finally {
      await session.send('Storage.overrideQuotaForOrigin', { origin });
    }
    expect(await listRoot()).toEqual({ [file]: 16 });
  },
);

it('leaves that as it was when what was packed is not what was fetched, and nothing beside it', async () => {
  await putOwn('an older archive');
  await openZip();
  expect(await add({ ...(await write('picture')), crc32: 1 })).toMatchObject({
    error: { code: 'media.damaged' },
  });
  expect(await listRoot()).toEqual({ [file]: 16 });
});

it('leaves nothing beside it when it is opened twice at once, as by a background that was restarted', async () => {
  await putOwn('an older archive');
  expect(await Promise.all([openZip(), openZip()])).toEqual([{ done: true }, { done: true }]);
  await end('dropZip');
  expect(await listRoot()).toEqual({ [file]: 16 });
});

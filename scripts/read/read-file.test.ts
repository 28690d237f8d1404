import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStoredFile } from './read-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
});
afterEach(() => rm(folder, { recursive: true }));

const video = {
  videoId: 'xaQJbozY_Is',
  title: { simpleText: 'A title' },
  lengthText: { simpleText: '1:02' },
};
const page = JSON.stringify({
  responseContext: { serviceTrackingParams: [{ params: [{ key: 'browse_id', value: 'VLPLabc' }] }] },
  contents: { sectionListRenderer: { contents: [{ videoRenderer: video }, { oddThingRenderer: {} }] } },
});
const html = `<!DOCTYPE html><html><script>var ytInitialData = ${page};</script></html>`;

async function read(name: string, content: string | Buffer) {
  const file = join(folder, name);
  await writeFile(file, content);
  return Array.fromAsync(readStoredFile(file));
}

const found = {
  record: 'page',
  platform: 'youtube',
  page: 'playlist',
  items: 1,
  continuation: false,
  unknown: { oddThingRenderer: 1 },
};
const item = {
  record: 'item',
  platform: 'youtube',
  kind: 'video',
  id: 'xaQJbozY_Is',
  title: 'A title',
  durationSec: 62,
};
const nothing = {
  record: 'page',
  platform: null,
  page: 'unknown',
  items: 0,
  continuation: false,
  unknown: {},
};

describe('readStoredFile', () => {
  it.each([
    ['page.html', html],
    ['body.json', page],
  ])('reads %s', async (name, content) => {
    const records = await read(name, content);
    expect(records).toMatchObject([found, item]);
    expect(records[0]?.file).toBe(join(folder, name));
  });

  it('reads a recorded exchange, with what was asked', async () => {
    const request = {
      url: 'https://www.youtube.com/youtubei/v1/browse',
      dataToSend: [...Buffer.from('{"browseId":"FEtrending"}')],
    };
    const responseBody = '{"error":{"code":400,"message":"Request contains an invalid argument."}}';
    const records = await read(
      'exchange.json',
      JSON.stringify({ request, response: { responseCode: 400, responseBody } }),
    );
    expect(records).toMatchObject([
      { platform: 'youtube', page: 'unavailable', error: { code: 'platform.removed_feature' } },
    ]);
  });

  it('reads every page of a HAR and nothing else of it', async () => {
    const entry = (url: string, content: object) => ({
      request: { url },
      response: { status: 200, content },
    });
    const entries = [
      entry('https://www.youtube.com/playlist?list=PLabc', { mimeType: 'text/html', text: html }),
      entry('https://i.ytimg.com/vi/x/hq.jpg', { mimeType: 'image/jpeg', encoding: 'base64', text: 'AAAA' }),
      entry('https://www.youtube.com/youtubei/v1/browse', {
        mimeType: 'application/json',
        encoding: 'base64',
        text: Buffer.from(page).toString('base64'),
      }),
      entry('https://example.com/', { mimeType: 'text/html', text: '<html></html>' }),
    ];
    const records = await read('all.har', JSON.stringify({ log: { version: '1.2', entries } }));
    expect(records).toMatchObject([
      found,
      item,
      found,
      item,
      { ...nothing, error: { code: 'input.not_supported' } },
    ]);
  });

  it.each([
    ['empty', ''],
    ['picture', Buffer.from([0x89, 0x50, 0, 0])],
    ['cut off', '{"contents": {'],
    ['a list', '[1]'],
  ])('says that a file is unreadable when it is %s', async (_, content) => {
    expect(await read('file', content)).toMatchObject([{ ...nothing, error: { code: 'input.unreadable' } }]);
  });

  it('says so of a file that is not there', async () => {
    const records = await Array.fromAsync(readStoredFile(join(folder, 'missing')));
    expect(records).toMatchObject([{ ...nothing, error: { code: 'input.unreadable' } }]);
  });

  it('claims no platform for a page that is of none it knows', async () => {
    expect(
      await read('other.html', '<!DOCTYPE html><html><script id="SIGI_STATE">{}</script></html>'),
    ).toMatchObject([nothing]);
    expect(await read('other.json', '{"itemList":[{"id":"1","desc":"x"}]}')).toMatchObject([nothing]);
  });
});

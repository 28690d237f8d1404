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
    {
      name: '429 with a page',
      body: '<html><body>Sorry</body></html>',
      kind: 'rate_limited',
      code: 'platform.rate_limited',
    },
    { name: '429 without a body', body: null, kind: 'rate_limited', code: 'platform.rate_limited' },
    { name: '503 with JSON', body: '{}', kind: 'rate_limited', code: 'platform.rate_limited' },
    {
      name: '404 with a page',
      body: '<!DOCTYPE html><html></html>',
      kind: 'unavailable',
      code: 'platform.not_found',
    },
    {
      name: '404 with JSON of no list',
      body: '{"responseContext":{}}',
      kind: 'unavailable',
      code: 'platform.not_found',
    },
    { name: '400 with JSON', body: '{}', kind: 'unavailable', code: 'platform.not_found' },
    { name: '500 with JSON', body: '{}', kind: 'unavailable', code: 'net.http' },
  ])('takes a recorded answer of $name for what its status says', async ({ name, body, kind, code }) => {
    const request = { url: 'https://www.youtube.com/@someone/videos' };
    const response = { responseCode: Number.parseInt(name, 10), responseBody: body };
    const records = await read('exchange.json', JSON.stringify({ request, response }));
    expect(records).toMatchObject([{ platform: 'youtube', page: kind, items: 0, error: { code } }]);
  });

  it('reads the page of an exchange whose status and JSON were stored in other ways', async () => {
    const request = { url: 'https://www.youtube.com/playlist?list=PLabc' };
    const response = { responseBody: JSON.parse(page) as object };
    expect(await read('exchange.json', JSON.stringify({ recordedAt: 1, request, response }))).toMatchObject([
      found,
      item,
    ]);
  });

  it('knows whose page stands behind one to log in or to prove to be human', async () => {
    const exchange = (url: string, responseCode: number, responseBody: string) =>
      JSON.stringify({ request: { url }, response: { responseCode, responseBody } });
    const next = 'continue=https%3A%2F%2Fwww.youtube.com%2Ffeed%2Fhistory';
    const captcha = '<html><form id="captcha-form" action="index"></form></html>';
    expect(
      await read('sorry.json', exchange(`https://www.google.com/sorry/index?${next}`, 429, captcha)),
    ).toMatchObject([{ platform: 'youtube', page: 'rate_limited' }]);
    const form = '<html><a href="https://accounts.google.com/v3/signin/x">Log in</a></html>';
    expect(
      await read('login.json', exchange(`https://accounts.google.com/v3/signin?${next}`, 200, form)),
    ).toMatchObject([{ platform: 'youtube', page: 'login' }]);
    expect(
      await read('other.json', exchange(`https://example.com/share?${next}`, 404, '<html></html>')),
    ).toMatchObject([{ ...nothing, error: { code: 'input.not_supported' } }]);
  });

  it('reads a body that is one JSON document to a line', async () => {
    const photo = { __typename: 'Photo', id: '7', image: { uri: 'https://scontent.xx.fbcdn.net/7.jpg' } };
    const place = ['node', 'media'];
    const lines = [
      { data: { node: { media: { edges: [] } } }, extensions: { is_final: false } },
      {
        label: 'A$stream$B',
        path: [...place, 'edges', 0],
        data: { node: photo },
        extensions: { is_final: false },
      },
      {
        label: 'A$defer$B',
        path: place,
        data: { page_info: { has_next_page: false } },
        extensions: { is_final: true },
      },
    ].map((line) => JSON.stringify(line));
    const album = [
      { platform: 'facebook', page: 'album', items: 1, unknown: {} },
      { platform: 'facebook', kind: 'photo', id: '7' },
    ];
    expect(await read('lines.ndjson', lines.join('\n'))).toMatchObject(album);
    // Behind a guard such an answer may be called a script.
    const content = {
      mimeType: 'application/x-javascript',
      text: lines.map((line) => `for (;;);${line}`).join('\n'),
    };
    const script = { mimeType: 'application/x-javascript', text: 'alert(1)' };
    const entries = [content, script].map((text) => ({
      request: { url: 'https://www.facebook.com/api/graphql/' },
      response: { status: 200, content: text },
    }));
    expect(await read('lines.har', JSON.stringify({ log: { entries } }))).toMatchObject(album);
  });

  it('reads a HAR in which some entries were never answered, and takes no drawing for a page', async () => {
    const request = { url: 'https://www.youtube.com/playlist?list=PLabc' };
    const entries = [
      { request, response: { status: 0, content: {} } },
      { request, _blocked: true },
      { request, response: { status: 200, content: { mimeType: 'image/svg+xml', text: '<svg/>' } } },
      { request, response: { status: 404, content: { mimeType: 'text/html; charset=utf-8' } } },
      { request, response: { status: 200, content: { mimeType: 'application/json', text: page } } },
    ];
    expect(await read('all.har', JSON.stringify({ log: { entries } }))).toMatchObject([
      { page: 'unavailable', error: { code: 'platform.not_found' } },
      found,
      item,
    ]);
  });

  it('counts an unknown renderer also where nothing else is found', async () => {
    const body = { responseContext: {}, contents: { oddThingRenderer: {} } };
    expect(await read('odd.json', JSON.stringify(body))).toMatchObject([
      { ...nothing, unknown: { oddThingRenderer: 1 } },
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

  it('knows by its shape alone, and by its address, whose a list of posts is', async () => {
    const post = { id: '7400000000000000001', desc: 'A crane', createTime: 1, author: {}, video: {} };
    const body = JSON.stringify({ statusCode: 0, itemList: [post], hasMore: false });
    const found = { record: 'page', platform: 'tiktok', page: 'posts', items: 1 };
    expect(await read('body.json', body)).toMatchObject([
      found,
      { platform: 'tiktok', kind: 'video', id: post.id },
    ]);
    expect(await read('list.json', JSON.stringify([post]))).toMatchObject([found, { id: post.id }]);
    const exchange = (path: string, responseBody: string) =>
      JSON.stringify({
        request: { url: `https://www.tiktok.com/api/${path}` },
        response: { responseBody, responseCode: 200 },
      });
    expect(await read('liked.json', exchange('favorite/item_list/', body))).toMatchObject([
      { ...found, page: 'liked' },
      { id: post.id },
    ]);
    expect(await read('empty.json', exchange('post/item_list/', ''))).toMatchObject([
      { platform: 'tiktok', page: 'rate_limited', error: { code: 'platform.rate_limited' } },
    ]);
  });

  it('claims no platform for a page that is of none it knows', async () => {
    expect(
      await read('other.html', '<!DOCTYPE html><html><script id="SIGI_STATE">{}</script></html>'),
    ).toMatchObject([nothing]);
    expect(await read('other.json', '{"itemList":[{"id":"1","desc":"x"}]}')).toMatchObject([nothing]);
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TappedResponse } from '../core/pages/page-tap.ts';
import { createPageTap, type TapWindow } from './page-tap.ts';
import { createTapClient, type TapClient } from './tap-client.ts';

const origin = 'https://www.example.org';

/** As much of XMLHttpRequest as a page uses; answers by itself. */
class FakeRequest extends EventTarget {
  responseType = '';
  status = 0;
  responseText = '';
  response: unknown = null;
  url = '';
  open(_method: string, url: string): void {
    this.url = url;
  }
  send(): void {
    queueMicrotask(() => {
      this.status = 200;
      this.responseText = `text of ${this.url}`;
      this.response = { url: this.url };
      this.dispatchEvent(new Event('loadend'));
    });
  }
}

let page: TapWindow & { asked: [string, RequestInit | undefined][] };
let client: TapClient;
let ports: MessagePort[];
let seen: TappedResponse[];

const createPage = () => {
  const asked: [string, RequestInit | undefined][] = [];
  class PageRequest extends FakeRequest {
    override open(method: string, url: string): void {
      super.open(method, url);
    }
    override send(): void {
      super.send();
    }
  }
  return {
    asked,
    location: { origin },
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      asked.push([String(input), init]);
      if (String(input).includes('broken')) throw new TypeError('Failed to fetch');
      return new Response(`{"url":"${input}"}`, { status: 201 });
    },
    XMLHttpRequest: PageRequest as unknown as typeof XMLHttpRequest,
  };
};

/** Messages between the ends have arrived. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

async function arm(paths = ['/api/']): Promise<void> {
  client.arm(paths, (response) => seen.push(response));
  await settle();
}

beforeEach(() => {
  page = createPage();
  const { port1, port2 } = new MessageChannel();
  ports = [port1, port2];
  seen = [];
  createPageTap(page, port2);
  client = createTapClient(port1, { maxChars: 1000, maxPerTenSeconds: 20, answerTimeoutMs: 1000 });
});

afterEach(() => {
  for (const port of ports) port.close();
});

test('asleep, the page has its own functions, and has them back when it is over', async () => {
  const { fetch } = page;
  const { open, send } = page.XMLHttpRequest.prototype;
  await arm();
  expect(page.fetch).not.toBe(fetch);
  client.disarm();
  await settle();
  expect(page.fetch).toBe(fetch);
  expect(page.XMLHttpRequest.prototype.open).toBe(open);
  expect(page.XMLHttpRequest.prototype.send).toBe(send);
});

test('what the page fetches under an ordered path is copied, and nothing else', async () => {
  await arm(['/api/list']);
  const answer = await page.fetch('/api/list?cursor=1', { method: 'post', body: 'a=b' });
  await page.fetch('/other');
  await page.fetch('https://elsewhere.example.org/api/list');
  expect(await answer.json()).toEqual({ url: '/api/list?cursor=1' });
  await settle();
  expect(seen).toEqual([
    {
      url: `${origin}/api/list?cursor=1`,
      method: 'POST',
      requestBody: 'a=b',
      status: 201,
      body: '{"url":"/api/list?cursor=1"}',
    },
  ]);
});

test('the page gets the same errors, and they stay unhandled only when the page does not handle them', async () => {
  await arm();
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  process.on('unhandledRejection', note);
  await expect(page.fetch('/api/broken')).rejects.toThrow('Failed to fetch');
  await settle();
  expect(unhandled).toEqual([]);
  void page.fetch('/api/broken');
  await settle();
  process.off('unhandledRejection', note);
  expect(unhandled).toHaveLength(1);
});

test.each([
  ['', 'text of /api/list'],
  ['json', '{"url":"/api/list"}'],
  ['blob', null],
])('an XMLHttpRequest of type %j is copied as text where it is text', async (type, body) => {
  await arm();
  const request = new page.XMLHttpRequest();
  request.responseType = type as XMLHttpRequestResponseType;
  request.open('get', '/api/list');
  request.send();
  await settle();
  expect(seen).toEqual([{ url: `${origin}/api/list`, method: 'GET', requestBody: null, status: 200, body }]);
});

test('a page that wraps what is wrapped keeps its own, and the tap then sees no more', async () => {
  await arm();
  const { fetch: tapped } = page;
  page.fetch = (...args) => tapped(...args);
  const own = page.fetch;
  client.disarm();
  await settle();
  expect(page.fetch).toBe(own);
  await page.fetch('/api/list');
  await settle();
  expect(seen).toEqual([]);
});

test('a question goes through the page’s own fetch, with its cookies', async () => {
  await arm();
  const answer = await client.ask({ path: '/api/list?cursor=2' });
  expect(answer).toMatchObject({ status: 201, body: `{"url":"${origin}/api/list?cursor=2"}` });
  expect(page.asked.at(-1)).toEqual([
    `${origin}/api/list?cursor=2`,
    { method: 'GET', headers: {}, body: null, credentials: 'include' },
  ]);
});

test.each(['/elsewhere', 'https://elsewhere.example.org/api/list'])(
  'a question outside of the order is not asked: %s',
  async (path) => {
    await arm();
    const asked = client.ask({ path });
    await expect(asked).rejects.toMatchObject({ code: 'net.failed' });
    expect(page.asked).toEqual([]);
  },
);

test('for questions alone nothing of the page is touched, and the headers that are wanted come along', async () => {
  const { fetch } = page;
  client.arm(['/api/'], null);
  await settle();
  expect(page.fetch).toBe(fetch);
  page.fetch = async () => new Response('{}', { headers: { 'retry-after': '7', 'x-other': 'no' } });
  const answer = await client.ask({ path: '/api/list', wantedHeaders: ['retry-after', 'x-absent'] });
  expect(answer.headers).toEqual({ 'retry-after': '7' });
  expect(seen).toEqual([]);
});

test('a question that gets no answer fails', async () => {
  page.fetch = () => new Promise(() => undefined);
  await arm();
  const asked = client.ask({ path: '/api/list' });
  await expect(asked).rejects.toMatchObject({ code: 'net.timeout' });
});

test('a body over the limit is told without its text', async () => {
  page.fetch = async () => new Response('x'.repeat(1001));
  await arm();
  await page.fetch('/api/list');
  await settle();
  expect(seen).toMatchObject([{ status: 200, body: null }]);
});

test('of an answer without end no more is read than the limit, though the page looks on too', async () => {
  let isCancelled = false;
  const pull = (control: ReadableStreamDefaultController) => control.enqueue(new Uint8Array(100).fill(0x20));
  const cancel = () => {
    isCancelled = true;
  };
  page.fetch = async () => new Response(new ReadableStream({ pull, cancel }));
  await arm();
  await expect(client.ask({ path: '/api/list' })).rejects.toMatchObject({ code: 'media.too_large' });
  await settle();
  expect(seen).toMatchObject([{ status: 200, body: null }]);
  expect(isCancelled).toBe(true);
});

test('every answer to a question comes, however fast they are asked', async () => {
  await arm();
  const answers = await Promise.all(Array.from({ length: 30 }, () => client.ask({ path: '/api/list' })));
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201));
});

test('what a page forges, or sends without end, is dropped and counted', async () => {
  await arm();
  const [, tapEnd] = ports as [MessagePort, MessagePort];
  const forged = {
    type: 'response',
    nonce: '0'.repeat(32),
    url: `${origin}/api/x`,
    method: 'GET',
    requestBody: null,
  };
  tapEnd.postMessage({ ...forged, status: 200, body: '{}' });
  tapEnd.postMessage({ verb: 'download', url: 'file:///etc/passwd' });
  await settle();
  expect(seen).toEqual([]);
  expect(client.dropped).toBe(2);
  for (let count = 0; count < 30; count += 1) void page.fetch('/api/list');
  await settle();
  expect(seen.length).toBe(20);
});

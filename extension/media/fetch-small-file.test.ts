import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchSmallFile } from './fetch-small-file.ts';

const picture = { expect: 'image', path: 'a.jpg' } as const;
const captions = { expect: 'subtitle', path: 'a.en.vtt' } as const;
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

const serve = (answers: Record<string, Response>) =>
  vi.stubGlobal('fetch', async (url: string) => {
    const answer = answers[url];
    if (!answer) throw new TypeError('Failed to fetch');
    Object.defineProperty(answer, 'url', { value: url });
    return answer;
  });

afterEach(() => vi.unstubAllGlobals());

describe('a small file', () => {
  it('is the first one that exists', async () => {
    serve({
      'https://a.test/max': new Response('', { status: 404 }),
      'https://a.test/hq': new Response(jpeg),
    });
    const { url, bytes } = await fetchSmallFile(['https://a.test/max', 'https://a.test/hq'], picture);
    expect(url).toBe('https://a.test/hq');
    expect(bytes).toEqual(jpeg);
  });

  it('is not replaced by the next one for any other trouble', async () => {
    serve({
      'https://a.test/max': new Response('', { status: 503 }),
      'https://a.test/hq': new Response(jpeg),
    });
    await expect(fetchSmallFile(['https://a.test/max', 'https://a.test/hq'], picture)).rejects.toMatchObject({
      code: 'net.http',
    });
  });

  it('that says it is larger than what memory is for is left to the companion', async () => {
    const headers = { 'content-length': String(2 ** 31) };
    serve({ 'https://a.test/v': new Response('', { headers }) });
    const asked = fetchSmallFile(['https://a.test/v'], { expect: 'video', path: 'v.mp4' });
    await expect(asked).rejects.toMatchObject({ code: 'media.too_large' });
  });

  it('that came short is incomplete', async () => {
    serve({ 'https://a.test/x': new Response(jpeg, { headers: { 'content-length': '8' } }) });
    await expect(fetchSmallFile(['https://a.test/x'], picture)).rejects.toMatchObject({
      code: 'media.incomplete',
    });
  });

  it.each([
    [404, 'platform.not_found'],
    [403, 'media.expired'],
    [429, 'platform.rate_limited'],
    [500, 'net.http'],
  ])('answered with %i is %s', async (status, code) => {
    serve({ 'https://a.test/x': new Response('', { status }) });
    await expect(fetchSmallFile(['https://a.test/x'], picture)).rejects.toMatchObject({ code });
  });

  it('that is a page and not a picture is refused', async () => {
    serve({
      'https://a.test/x': new Response('<!doctype html>', { headers: { 'content-type': 'image/jpeg' } }),
    });
    await expect(fetchSmallFile(['https://a.test/x'], picture)).rejects.toMatchObject({
      code: 'media.wrong_type',
    });
  });

  it('may be WebVTT where captions are expected', async () => {
    serve({ 'https://a.test/x': new Response('WEBVTT\n\n00:00.000 --> 00:01.000\nHi') });
    expect((await fetchSmallFile(['https://a.test/x'], captions)).url).toBe('https://a.test/x');
  });

  it('that cannot be reached is a failed request', async () => {
    serve({});
    await expect(fetchSmallFile(['https://a.test/x'], picture)).rejects.toMatchObject({ code: 'net.failed' });
  });
});

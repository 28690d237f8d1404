import { afterEach, expect, it, vi } from 'vitest';
import { createSpeedLimit } from '../../../shared/net/speed-limit.ts';
import { headOf, cue as mp4Cue, pieceOf } from '../testing/caption-files.ts';
import { fetchCaptions } from './fetch-captions.ts';
import { readDash } from './read-dash.ts';
import { readHls } from './read-hls.ts';

const control = {
  signal: new AbortController().signal,
  timing: { stallTimeoutMs: 1000, pace: 0, saveEveryMs: 1000 },
  speed: createSpeedLimit(null),
  cookieDomains: [],
  clock: null,
  film: null,
};
const cue = (text: string, sec: number): string => `WEBVTT\n\n00:0${sec}.000 --> 00:0${sec}.900\n${text}\n`;
const page = '<!doctype html><title>Gone</title>';
const pages = Array.from({ length: 20 }, () => page);
/** Addresses, as often as they were asked for. */
let asked: string[] = [];

/** Captions in as many pieces as there are answers; null: there is none. */
async function fetchAll(...answers: (string | null)[]) {
  asked = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    const answer = answers[Number(/(\d+)\.vtt$/.exec(address)?.[1])] ?? null;
    return new Response(answer, { status: answer === null ? 404 : 200 });
  });
  const names = answers.flatMap((_, place) => ['#EXTINF:2,', `${place}.vtt`]);
  const text = ['#EXTM3U', '#EXT-X-TARGETDURATION:2', ...names, '#EXT-X-ENDLIST'].join('\n');
  const [track] = readHls(text, 'https://cdn.test/list.m3u8').videos;
  if (!track) throw new Error('There is no track.');
  return fetchCaptions(track, control);
}
afterEach(() => vi.unstubAllGlobals());

it('captions of which a piece is missing, or comes as a page, are kept, and it is said', async () => {
  const { text, lacks } = await fetchAll(cue('One', 1), null, page, cue('Two', 6));
  expect(text.match(/One|Two/g)).toEqual(['One', 'Two']);
  expect(lacks).toBe('2 of 4 pieces');
});

it('pieces may have nothing in them', async () => {
  expect(await fetchAll(cue('One', 1), '', 'WEBVTT\n')).toMatchObject({ lacks: null });
});

it('captions of which nothing comes are refused', async () => {
  await expect(fetchAll(null, page)).rejects.toMatchObject({ code: 'platform.not_found' });
});

it('captions that begin with one page after the other are given up', async () => {
  await expect(fetchAll(...pages, cue('One', 1))).rejects.toMatchObject({ code: 'platform.not_found' });
  expect(new Set(asked).size).toBe(6);
});

it('pieces behind several that came as pages are asked for once', async () => {
  const { lacks } = await fetchAll(cue('One', 1), ...pages, cue('Two', 6));
  expect(lacks).toBe('20 of 22 pieces');
  const timesOf = (place: number): number =>
    asked.filter((address) => address.endsWith(`/${place}.vtt`)).length;
  expect([timesOf(1) > 1, timesOf(4), timesOf(20), timesOf(21)]).toEqual([true, 1, 1, 1]);
});

it('captions in one file that are no WebVTT are refused, and not kept as if they were', async () => {
  const mpd = `<MPD type="static" mediaPresentationDuration="PT9S"><Period><AdaptationSet contentType="text" lang="de">
    <Representation id="t" bandwidth="1"><BaseURL>t</BaseURL></Representation></AdaptationSet></Period></MPD>`;
  const [track] = readDash(mpd, 'https://cdn.test/film.mpd').subtitles;
  if (!track) throw new Error('There is no track.');
  vi.stubGlobal(
    'fetch',
    async () => new Response('<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"/>'),
  );
  await expect(fetchCaptions(track, control)).rejects.toMatchObject({ code: 'media.unsupported' });
  vi.stubGlobal('fetch', async () => new Response(cue('One', 1)));
  expect(await fetchCaptions(track, control)).toEqual({ text: cue('One', 1), lacks: null });
  for (const [beginMs, shown] of [
    [5000, '00:00:05.000'],
    [5_000_000, '00:00:00.000'],
  ] as const) {
    const whole = Buffer.concat([headOf('wvtt'), pieceOf(beginMs, [1000, mp4Cue('One')])]);
    vi.stubGlobal('fetch', async () => new Response(whole));
    expect((await fetchCaptions(track, control)).text).toContain(`${shown} --> `);
  }
});

it.each([
  ['wvtt', 'WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nHello\n'],
  ['stpp', 'media.unsupported'],
])(
  'captions in MP4 (%s) are read as far as they are WebVTT, with one look at their head',
  async (type, made) => {
    const list = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:2', '#EXT-X-MAP:URI="head.mp4"'];
    const text = [...list, '#EXTINF:2,', '0.m4s', '#EXTINF:2,', '2.m4s', '#EXT-X-ENDLIST'].join('\n');
    const [track] = readHls(text, 'https://cdn.test/list.m3u8').videos;
    if (!track) throw new Error('There is no track.');
    const addresses: string[] = [];
    vi.stubGlobal('fetch', async (address: string) => {
      addresses.push(address);
      const beginMs = Number(/(\d)\.m4s$/.exec(address)?.[1]) * 1000;
      const bytes = address.endsWith('head.mp4') ? headOf(type) : pieceOf(beginMs, [2000, mp4Cue('Hello')]);
      return new Response(Uint8Array.from(bytes));
    });
    const fetched = fetchCaptions(track, control).catch(({ code }: { code: string }) => ({ text: code }));
    expect(await fetched).toMatchObject({ text: made });
    expect(addresses.filter((address) => address.endsWith('head.mp4'))).toHaveLength(1);
  },
);

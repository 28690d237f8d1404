import { afterEach, expect, it, vi } from 'vitest';
import { createSpeedLimit } from '../../../shared/net/speed-limit.ts';
import { readTrack } from '../stream/read-stream.ts';
import { lookAt } from './look-at.ts';
import { describeMedia } from './resolve-media.ts';

const control = {
  signal: new AbortController().signal,
  timing: { stallTimeoutMs: 1000, pace: 0, saveEveryMs: 1000 },
  speed: createSpeedLimit(null),
  cookieDomains: [],
};

/** What each address holds, or where it leads. */
function serve(places: Record<string, { text: string } | { to: string }>): void {
  vi.stubGlobal('fetch', async (asked: string) => {
    let address = asked;
    for (let place = places[address]; place && 'to' in place; place = places[address]) address = place.to;
    const place = places[address];
    const response = new Response(place && 'text' in place ? place.text : null, {
      status: place ? 200 : 404,
    });
    Object.defineProperties(response, { url: { value: address }, redirected: { value: address !== asked } });
    return response;
  });
}
afterEach(() => vi.unstubAllGlobals());

const list = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n';
const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=160x90\nfilm.m3u8\n';
const manifest = `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT4S"><Period>
  <AdaptationSet mimeType="video/mp4"><SegmentTemplate timescale="1" duration="2" media="$Number$.m4s" initialization="i.mp4"/>
  <Representation id="v" bandwidth="1" width="160" height="90" codecs="avc1.42c00d"/></AdaptationSet></Period></MPD>`;

it.each([
  ['a media playlist', list, 'https://far.test/deep/a.ts'],
  ['a master playlist', master, 'https://other.test/tracks/a.ts'],
  ['a manifest', manifest, 'https://far.test/deep/1.m4s'],
])(
  'what %s names is read from where a redirect led to, and its hosts are asked for',
  async (_name, text, first) => {
    serve({
      'https://short.test/go': { to: 'https://far.test/deep/one?signed=1' },
      'https://far.test/deep/one?signed=1': { text },
      'https://far.test/deep/film.m3u8': { to: 'https://other.test/tracks/film.m3u8' },
      'https://other.test/tracks/film.m3u8': { text: list },
    });
    const found = await lookAt('https://short.test/go', control);
    const [video] = found.type === 'stream' ? found.stream.videos : [];
    const source = video && (await readTrack(video, control));
    expect(source?.type === 'segments' && source.list.segments[0]?.url).toBe(first);
    const look = (url: string) => lookAt(url, control);
    const readPage = () => ({ title: '', addresses: [], thumbnail: null });
    const { hosts } = await describeMedia('https://short.test/go', { look, readPage });
    expect(hosts).toEqual(
      expect.arrayContaining(['https://short.test', 'https://far.test', new URL(first).origin]),
    );
  },
);

it('what a page names is read from where a redirect led to', async () => {
  serve({
    'https://short.test/page': { to: 'https://far.test/deep/page' },
    'https://far.test/deep/page': { text: '<!doctype html><video src="film.m3u8"></video>' },
    'https://far.test/deep/film.m3u8': { text: list },
  });
  const { hosts } = await describeMedia('https://short.test/page', {
    look: (url) => lookAt(url, control),
    readPage: (_html, base) => ({ title: '', addresses: [new URL('film.m3u8', base).href], thumbnail: null }),
  });
  expect(hosts).toEqual(['https://far.test']);
});

it('N08: a redirect to where nothing may be asked is refused', async () => {
  serve({
    'https://short.test/go': { to: 'https://192.168.1.1/list.m3u8' },
    'https://192.168.1.1/list.m3u8': { text: list },
  });
  await expect(lookAt('https://short.test/go', control)).rejects.toMatchObject({
    code: 'net.private_address',
  });
});

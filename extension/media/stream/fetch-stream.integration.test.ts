/** Streams in a real browser: made by ffmpeg and read by it again, and some that no server should send. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readToolsRecord } from '../../../scripts/tools.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import { hashOf, type Respond, readRange } from '../../../testbed/origin.ts';
import { bestTracks } from '../testing/best-tracks.ts';
import { openStage, type Stage } from '../testing/stage.ts';
import type { TrackWish } from './choose-tracks.ts';
import type { FetchedStream, StreamProgress } from './fetched-stream.ts';

let stage: Stage;
let work: string;
const tools = await readToolsRecord();
const ffmpeg = tools?.ffmpeg?.path ?? 'ffmpeg';

type Result = { stream: FetchedStream; told: StreamProgress[] } | { error: WireError };
const get = (path: string, wish: Partial<TrackWish> = {}): Promise<Result> =>
  stage.ask<Result>('stream', {
    url: `${stage.origin.base}${path}`,
    wish: { ...bestTracks, ...wish },
    timing: { stallTimeoutMs: 10_000, pace: 0.01, saveEveryMs: 20 },
  });

async function getStream(path: string, wish?: Partial<TrackWish>): Promise<FetchedStream> {
  const result = await get(path, wish);
  if ('error' in result) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.stream;
}

async function getCode(path: string, wish?: Partial<TrackWish>): Promise<string> {
  const result = await get(path, wish);
  return 'error' in result ? result.error.code : 'nothing went wrong';
}

/** Files of a folder, ranges too. */
const serveFolder: Respond = async (request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const whole = await readFile(join(work, path)).catch(() => null);
  if (!whole) return void response.writeHead(404).end();
  const range = readRange(request);
  const bytes = range ? whole.subarray(range.from, range.last + 1) : whole;
  response.writeHead(range ? 206 : 200, {
    etag: '"one"',
    'content-length': bytes.length,
    'content-type': extname(path) === '.vtt' ? 'text/vtt' : 'application/octet-stream',
    ...(range && { 'content-range': `bytes ${range.from}-${range.from + bytes.length - 1}/${whole.length}` }),
  });
  response.end(bytes);
};

/** Reads a track as ffmpeg sees it, to its last frame. */
async function decode(path: string): Promise<{ frames: number; errors: string }> {
  const file = join(work, `out-${path.replaceAll('/', '-')}`);
  await writeFile(file, Buffer.from(await stage.ask<string>('read', path), 'base64'));
  const { stderr, stdout } = await execa(ffmpeg, [
    ...['-v', 'error', '-i', file, '-f', 'null', '-', '-progress', 'pipe:1'],
  ]);
  const frames = Number([...stdout.matchAll(/^frame=\s*(\d+)/gm)].at(-1)?.[1] ?? 0);
  return { frames, errors: stderr };
}

const film = ['-f', 'lavfi', '-i', 'testsrc=duration=12:size=320x180:rate=10'];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=12'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '10'];
const make = (...args: string[]) => execa(ffmpeg, ['-loglevel', 'error', '-y', ...args], { cwd: work });
const hls = ['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod'];

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'star-stream-'));
  await writeFile(join(work, 'the.key'), Buffer.from('0123456789abcdef'));
  await writeFile(join(work, 'key-file'), 'the.key\nthe.key\n');
  const both = [...film, ...tone, ...h264, '-c:a', 'aac', '-shortest'];
  await Promise.all([
    make(...both, ...hls, '-hls_segment_filename', 'ts%d.ts', 'ts.m3u8'),
    make(...both, ...hls, '-hls_key_info_file', 'key-file', '-hls_segment_filename', 'enc%d.ts', 'enc.m3u8'),
    make(...both, ...hls, '-hls_flags', 'single_file', '-hls_segment_filename', 'one.ts', 'one.m3u8'),
    make(
      ...film,
      ...h264,
      ...hls,
      '-hls_segment_type',
      'fmp4',
      '-hls_fmp4_init_filename',
      'v-init.mp4',
      '-hls_segment_filename',
      'v%d.m4s',
      'v.m3u8',
    ),
    make(...tone, '-c:a', 'aac', ...hls, '-hls_segment_filename', 'a%d.ts', 'a.m3u8'),
    make(...both, '-f', 'dash', '-seg_duration', '2', '-use_template', '1', '-use_timeline', '1', 'tl.mpd'),
    make(
      ...film,
      ...h264,
      '-movflags',
      '+frag_keyframe+empty_moov+default_base_moof+global_sidx',
      'sidx.mp4',
    ),
  ]);
  await writeFile(
    join(work, 'master.m3u8'),
    [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Tone",DEFAULT=YES,URI="a.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",LANGUAGE="en",URI="en.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=90000,RESOLUTION=320x180,CODECS="avc1.42c00d,mp4a.40.2",AUDIO="a",SUBTITLES="s"',
      'v.m3u8',
    ].join('\n'),
  );
  const caption = (n: number) => `WEBVTT\n\n00:0${n}.000 --> 00:0${n + 1}.000\nLine ${n}\n`;
  for (const n of [1, 2]) await writeFile(join(work, `en${n}.vtt`), caption(n));
  const captions =
    '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nen1.vtt\n#EXTINF:6,\nen2.vtt\n#EXT-X-ENDLIST\n';
  await writeFile(join(work, 'en.m3u8'), captions);
  stage = await openStage();
});
afterAll(async () => {
  await stage?.stop();
  await rm(work, { recursive: true, force: true });
});
beforeEach(async () => {
  await stage.reset();
  stage.origin.serve(serveFolder);
});

describe('HLS', () => {
  test.each(['ts', 'enc', 'one'])(
    'N14: in segments (%s) becomes a file that ffmpeg reads to its end',
    async (name) => {
      const { video, audio } = await getStream(`/${name}.m3u8`);
      expect(audio).toBe(null);
      expect(video).toMatchObject({ path: 'media/film.video.ts', kind: 'ts', missing: [], breaks: [] });
      expect(await decode('media/film.video.ts')).toEqual({ frames: 120, errors: '' });
    },
  );

  test('N14: with sound and captions apart becomes a file of each', async () => {
    const { video, audio, subtitles, refused } = await getStream('/master.m3u8', {
      subtitleLanguages: ['en'],
    });
    expect([video?.path, audio?.path, refused]).toEqual(['media/film.video.mp4', 'media/film.audio.ts', []]);
    expect(await decode('media/film.video.mp4')).toEqual({ frames: 120, errors: '' });
    expect((await decode('media/film.audio.ts')).errors).toBe('');
    const [captions] = subtitles;
    expect(captions).toMatchObject({ language: 'en', name: 'English' });
    expect(Buffer.from(await stage.ask<string>('read', captions?.path), 'base64').toString()).toBe(
      'WEBVTT\n\n00:01.000 --> 00:02.000\nLine 1\n\n00:02.000 --> 00:03.000\nLine 2\n',
    );
  });

  test('N14: names the segments that the server does not have, and keeps the others', async () => {
    stage.origin.serve((request, response, count) => {
      if (request.url === '/ts3.ts') response.writeHead(404).end();
      else serveFolder(request, response, count);
    });
    const { video } = await getStream('/ts.m3u8');
    expect(video?.missing).toEqual([{ place: 3, startSec: 6, durationSec: 2 }]);
    expect((await decode('media/film.video.ts')).frames).toBe(100);
  });

  test('N14: a page or nothing in the place of a segment is missing, and asked for again', async () => {
    stage.origin.serve((request, response, count) => {
      if (request.url === '/v1.m4s') response.end('<!doctype html><title>Not found</title>');
      else if (request.url === '/v4.m4s') response.writeHead(200, { 'content-length': 0 }).end();
      else void serveFolder(request, response, count);
    });
    const { video } = await getStream('/v.m3u8');
    expect(video?.missing.map(({ place }) => place)).toEqual([1, 4]);
    expect(await decode('media/film.video.mp4')).toEqual({ frames: 80, errors: '' });
    stage.origin.serve(serveFolder);
    expect((await getStream('/v.m3u8')).video?.missing).toEqual([]);
    expect(await decode('media/film.video.mp4')).toEqual({ frames: 120, errors: '' });
  });

  describe('with gaps, asked for again', () => {
    const without =
      (...names: string[]): Respond =>
      (request, response, count) => {
        if (names.includes(request.url ?? '')) response.writeHead(404).end();
        else void serveFolder(request, response, count);
      };
    /** Which files of the stream a call asks for. */
    const listAsked = async (path: string): Promise<string[]> => {
      const before = stage.origin.requests.length;
      await getStream(path);
      return stage.origin.requests.slice(before).flatMap(({ url = '' }) => (/m3u8/.test(url) ? [] : [url]));
    };

    test.each([
      {
        name: 'in the middle and at the end',
        list: 'ts',
        gone: ['ts1.ts', 'ts2.ts', 'ts5.ts'],
        type: 'ts',
        init: [],
      },
      {
        name: 'behind the beginning',
        list: 'v',
        gone: ['v0.m4s', 'v3.m4s'],
        type: 'm4s',
        init: ['v-init.mp4'],
      },
    ])(
      '$name: only what is missing is fetched, and the file is the whole one',
      async ({ list, gone, type, init }) => {
        stage.origin.serve(without(...gone.map((name) => `/${name}`)));
        expect((await getStream(`/${list}.m3u8`)).video?.missing).toHaveLength(gone.length);
        stage.origin.serve(serveFolder);
        const wanted = [...gone, ...init].map((name) => `/${name}`);
        expect((await listAsked(`/${list}.m3u8`)).toSorted()).toEqual(wanted.toSorted());
        const { video } = await getStream(`/${list}.m3u8`);
        const names = [...init, ...[...Array(6).keys()].map((place) => `${list}${place}.${type}`)];
        const whole = await Promise.all(names.map((name) => readFile(join(work, name))));
        expect(video).toMatchObject({ missing: [], sha256: hashOf(Buffer.concat(whole)) });
        expect(await decode(video?.path ?? '')).toEqual({ frames: 120, errors: '' });
        expect(await listAsked(`/${list}.m3u8`)).toEqual([]);
      },
    );

    test('keeps what came of them when others are missing still', async () => {
      stage.origin.serve(without('/ts1.ts', '/ts3.ts', '/ts4.ts'));
      await getStream('/ts.m3u8');
      stage.origin.serve(without('/ts1.ts', '/ts4.ts'));
      expect((await getStream('/ts.m3u8')).video?.missing.map(({ place }) => place)).toEqual([1, 4]);
      stage.origin.serve(serveFolder);
      expect(await listAsked('/ts.m3u8')).toEqual(['/ts1.ts', '/ts4.ts']);
      expect(await decode('media/film.video.ts')).toEqual({ frames: 120, errors: '' });
    });

    test('stays as it was when the server breaks off, and is filled afterwards', async () => {
      stage.origin.serve(without('/ts1.ts', '/ts4.ts'));
      await getStream('/ts.m3u8');
      stage.origin.serve((request, response, count) => {
        if (request.url === '/ts4.ts') response.writeHead(403).end();
        else void serveFolder(request, response, count);
      });
      expect(await getCode('/ts.m3u8')).toBe('media.expired');
      stage.origin.serve(serveFolder);
      expect(await listAsked('/ts.m3u8')).toEqual(['/ts1.ts', '/ts4.ts']);
      expect(await decode('media/film.video.ts')).toEqual({ frames: 120, errors: '' });
    });
  });

  test('N14: that begins anew says where', async () => {
    const text = await readFile(join(work, 'ts.m3u8'), 'utf8');
    await writeFile(
      join(work, 'break.m3u8'),
      text.replace(/(#EXTINF[^#]*ts2\.ts)/, '#EXT-X-DISCONTINUITY\n$1'),
    );
    expect((await getStream('/break.m3u8')).video?.breaks).toEqual([4]);
  });

  test('N10: whose addresses have ended says so, and goes on with new ones of the same stream', async () => {
    stage.origin.serve((request, response, count) => {
      if (request.url === '/ts4.ts') response.writeHead(403).end();
      else serveFolder(request, response, count);
    });
    expect(await getCode('/ts.m3u8')).toBe('media.expired');
    const text = await readFile(join(work, 'ts.m3u8'), 'utf8');
    await writeFile(join(work, 'signed.m3u8'), text.replaceAll('.ts', '.ts?signed=2'));
    stage.origin.serve(serveFolder);
    await getStream('/signed.m3u8');
    expect(stage.origin.requests.map(({ url }) => url)).not.toContain('/ts0.ts?signed=2');
    expect(await decode('media/film.video.ts')).toEqual({ frames: 120, errors: '' });
  });

  test('N07: a segment that is busy is asked for again', async () => {
    const asked = new Map<string, number>();
    stage.origin.serve((request, response, count) => {
      const { url = '' } = request;
      asked.set(url, (asked.get(url) ?? 0) + 1);
      if (url.endsWith('.ts') && asked.get(url) === 1) response.writeHead(503).end();
      else serveFolder(request, response, count);
    });
    expect((await getStream('/ts.m3u8')).video?.missing).toEqual([]);
  });

  test('that is a page, or leads to one, is refused', async () => {
    await writeFile(join(work, 'page.m3u8'), '<!doctype html>');
    expect(await getCode('/page.m3u8')).toBe('media.wrong_type');
    stage.origin.serve((request, response, count) => {
      if (request.url?.endsWith('.ts')) response.end('<!doctype html>');
      else serveFolder(request, response, count);
    });
    expect(await getCode('/ts.m3u8')).toBe('media.wrong_type');
    stage.origin.serve(serveFolder);
    expect((await getStream('/ts.m3u8')).video?.missing).toEqual([]);
  });

  test('that grows beyond the size that was chosen is given up', async () => {
    expect(await getCode('/ts.m3u8', { maxBytes: 5000 })).toBe('media.over_limit');
    expect(stage.origin.requests.length).toBeLessThan(7);
    expect(await getCode('/ts.m3u8', { maxBytes: 50_000_000 })).toBe('nothing went wrong');
  });

  test('the best that is not larger than was chosen is taken, though a master names no length', async () => {
    const toMaster = (bitrates: readonly number[]): string =>
      [
        '#EXTM3U',
        `#EXT-X-STREAM-INF:BANDWIDTH=${bitrates[0]},RESOLUTION=1080x1920\nts.m3u8`,
        `#EXT-X-STREAM-INF:BANDWIDTH=${bitrates[1]},RESOLUTION=360x640\none.m3u8`,
      ].join('\n');
    await writeFile(join(work, 'honest.m3u8'), toMaster([9_000_000, 400_000]));
    expect(await getStream('/honest.m3u8', { maxBytes: 1_000_000 })).toMatchObject({
      videoId: '640p-400000',
    });
    expect(await getStream('/honest.m3u8', { maxBytes: 20_000_000 })).toMatchObject({
      videoId: '1920p-9000000',
    });
    await writeFile(join(work, 'lying.m3u8'), toMaster([10, 9]));
    expect(await get('/lying.m3u8', { maxBytes: 10_000 })).toMatchObject({
      error: { code: 'media.over_limit', context: { videoId: '1920p-10' } },
    });
  });

  test('N13: a playlist without an end is cut off', async () => {
    stage.origin.serve((_request, response) => {
      const block = '#EXTM3U\n'.padEnd(1024 * 1024, '#');
      const more = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    });
    expect(await getCode('/endless.m3u8')).toBe('media.too_large');
  });
});

describe('DASH', () => {
  test('by a template, in separate tracks', async () => {
    const { video, audio } = await getStream('/tl.mpd');
    expect([video?.kind, audio?.kind]).toEqual(['mp4', 'mp4']);
    expect(await decode('media/film.video.mp4')).toEqual({ frames: 120, errors: '' });
    expect((await decode('media/film.audio.mp4')).errors).toBe('');
  });

  test('with an index in one file is fetched as that file', async () => {
    const mpd = `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT12S"><Period>
      <AdaptationSet mimeType="video/mp4"><Representation id="v" bandwidth="90000" width="320" height="180" codecs="avc1.42c00d">
      <BaseURL>sidx.mp4</BaseURL><SegmentBase indexRange="700-800"/></Representation></AdaptationSet></Period></MPD>`;
    await writeFile(join(work, 'sidx.mpd'), mpd);
    expect((await getStream('/sidx.mpd')).video?.path).toBe('media/film.video.mp4');
    expect(await decode('media/film.video.mp4')).toEqual({ frames: 120, errors: '' });
  });
});

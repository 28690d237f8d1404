/** Streams with breaks, made by ffmpeg, in a real browser; what comes of them is joined and decoded by ffmpeg. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readToolsRecord } from '../../../scripts/tools.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import { openStage, type Stage } from '../testing/stage.ts';
import type { FetchedStream } from './fetched-stream.ts';

let stage: Stage;
let work: string;
/** Of a segment that the server does not hand out for now. */
let refused = '';
const ffmpeg = (await readToolsRecord())?.ffmpeg?.path ?? 'ffmpeg';
const make = (...args: string[]) => execa(ffmpeg, ['-v', 'error', '-y', ...args], { cwd: work });

interface Part {
  name: string;
  sec: number;
  /** Ticks of a second of the picture. */
  rate?: number;
  size?: string;
  codec?: readonly string[];
  /** Number of the first track. */
  first?: number;
}

const h264 = ['libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '25', '-pix_fmt', 'yuv420p'];

/** A part with picture and sound; every part begins at its own zero. */
async function makePart(type: 'mpegts' | 'fmp4', part: Part): Promise<void> {
  const { name, sec, rate = 25, size = '320x180', codec = h264, first } = part;
  const sources = ['testsrc2', 'sine'].map((kind) =>
    kind === 'sine'
      ? `sine=duration=${sec}:sample_rate=48000`
      : `testsrc2=size=${size}:rate=${rate}:duration=${sec}`,
  );
  await make(
    ...sources.flatMap((source) => ['-f', 'lavfi', '-i', source]),
    ...['-c:v', ...codec, '-c:a', 'aac', '-shortest'],
    ...(type === 'fmp4' ? ['-video_track_timescale', `${rate * 512}`] : []),
    ...(first === undefined ? [] : ['-mpegts_start_pid', String(first)]),
    ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', type],
    ...(type === 'fmp4' ? ['-hls_fmp4_init_filename', `${name}.mp4`] : []),
    ...['-hls_segment_filename', `${name}%d.${type === 'fmp4' ? 'm4s' : 'ts'}`, `${name}.m3u8`],
  );
}

/** The segments of playlists one behind the other, told apart as an ad is from a film. */
async function joinLists(names: readonly string[]): Promise<void> {
  const bodies: string[] = [];
  for (const name of names) {
    const text = await readFile(join(work, `${name}.m3u8`), 'utf8');
    bodies.push(
      text
        .split('\n')
        .filter((line) => /^#EXT-X-MAP|^#EXTINF|^[^#]/.test(line))
        .join('\n'),
    );
  }
  const head = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-PLAYLIST-TYPE:VOD\n';
  const list = `${head}${bodies.join('\n#EXT-X-DISCONTINUITY\n')}\n#EXT-X-ENDLIST\n`;
  await writeFile(join(work, `${names.join('-')}.m3u8`), list);
}

async function fetchParts(type: 'mpegts' | 'fmp4', parts: readonly Part[]) {
  for (const part of parts) await makePart(type, part);
  const names = parts.map(({ name }) => name);
  await joinLists(names);
  const wish = { id: null, maxHeight: null, isSmallest: false, audioOnly: false, codec: null };
  return stage.ask<{ stream: FetchedStream } | { error: WireError }>('stream', {
    url: `${stage.origin.base}/${names.join('-')}.m3u8`,
    wish: { ...wish, maxBytes: null, subtitleLanguages: null },
    timing: { stallTimeoutMs: 10_000, pace: 0.01, saveEveryMs: 20 },
  });
}

/** Times at which packets of a track are shown and decoded, in order of decoding. */
async function readTimes(file: string, track: 'v' | 'a'): Promise<{ pts: number; dts: number }[]> {
  const shown = ['-show_entries', 'packet=pts_time,dts_time', '-of', 'json'];
  const ffprobe = ffmpeg.replace(/ffmpeg([^/\\]*)$/, 'ffprobe$1');
  const { stdout } = await execa(ffprobe, ['-v', 'error', '-select_streams', track, ...shown, file]);
  const { packets } = JSON.parse(stdout) as { packets: { pts_time: string; dts_time: string }[] };
  return packets.map(({ pts_time: pts, dts_time: dts }) => ({ pts: Number(pts), dts: Number(dts) }));
}

/** A film of such parts: no fault in decoding, no step in time, sound with its picture. */
async function expectFilm(
  result: { stream: FetchedStream } | { error: WireError },
  parts: readonly Part[],
): Promise<void> {
  if ('error' in result) throw new Error(`${result.error.code}: ${JSON.stringify(result.error)}`);
  const { video } = result.stream;
  const lengthSec = parts.reduce((sum, { sec }) => sum + sec, 0);
  expect(video?.breaks).toHaveLength(parts.length - 1);
  const raw = join(work, `raw-${parts[0]?.name}`);
  await writeFile(raw, Buffer.from(await stage.ask<string>('read', video?.path ?? ''), 'base64'));
  const file = `${raw}.mp4`;
  const { stderr: joining } = await make('-v', 'warning', '-i', raw, '-c', 'copy', file);
  expect(joining).toBe('');
  const { stderr } = await execa(ffmpeg, [
    '-v',
    'warning',
    '-i',
    file,
    '-fps_mode',
    'passthrough',
    '-enc_time_base:v',
    '1:90000',
    '-f',
    'null',
    '-',
  ]);
  expect(stderr).toBe('');
  const ends: number[] = [];
  for (const track of ['v', 'a'] as const) {
    const times = await readTimes(file, track);
    const shown = times.map(({ pts }) => pts).sort((one, other) => one - other);
    const steps = shown.slice(1).map((time, place) => time - (shown[place] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThan(0.1);
    ends.push((shown.at(-1) ?? 0) - (shown[0] ?? 0));
    expect(Math.abs((shown.at(-1) ?? 0) - (shown[0] ?? 0) - lengthSec)).toBeLessThan(0.1);
    expect(Math.abs(shown[0] ?? 1)).toBeLessThan(0.04);
  }
  expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 0))).toBeLessThan(0.06);
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'star-breaks-'));
  stage = await openStage();
  stage.origin.serve(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (refused !== '' && path.includes(refused)) return void response.writeHead(403).end();
    const bytes = await readFile(join(work, path)).catch(() => null);
    if (!bytes) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': bytes.length, 'content-type': 'application/octet-stream' });
    response.end(bytes);
  });
}, 120_000);

afterAll(async () => {
  await stage?.stop();
  await rm(work, { recursive: true, force: true });
});

describe('a film with an advertisement in the middle', () => {
  it.each(['mpegts', 'fmp4'] as const)('goes on in time (%s)', async (type) => {
    const parts = ['film', 'ad', 'rest'].map((name, place) => ({ name: `${type}-${name}`, sec: 4 - place }));
    await expectFilm(await fetchParts(type, parts), parts);
  });

  it('goes on where its tracks have other numbers', async () => {
    const parts = [
      { name: 'numbers-film', sec: 3 },
      { name: 'numbers-ad', sec: 2, first: 300 },
      { name: 'numbers-rest', sec: 2 },
    ];
    await expectFilm(await fetchParts('mpegts', parts), parts);
  });

  it('goes on where its clock ticks otherwise', async () => {
    const parts = [
      { name: 'ticks-film', sec: 3 },
      { name: 'ticks-ad', sec: 2, rate: 50, codec: [...h264, '-r', '25'] },
    ];
    await expectFilm(await fetchParts('fmp4', parts), parts);
  });

  it.each(['mpegts', 'fmp4'] as const)('goes on in time after it was broken off (%s)', async (type) => {
    const parts = ['one', 'two', 'three'].map((name) => ({ name: `off-${type}-${name}`, sec: 2 }));
    refused = `off-${type}-two0`;
    expect(await fetchParts(type, parts)).toMatchObject({ error: { code: 'media.expired' } });
    refused = '';
    await expectFilm(await fetchParts(type, parts), parts);
  });

  it('is refused where it is of another codec, and that is said', async () => {
    for (const type of ['mpegts', 'fmp4'] as const) {
      const codec = type === 'fmp4' ? ['libx265', '-x265-params', 'log-level=none'] : ['mpeg2video'];
      const parts = [
        { name: `codec-${type}-film`, sec: 2 },
        { name: `codec-${type}-ad`, sec: 2, codec },
      ];
      expect(await fetchParts(type, parts)).toMatchObject({ error: { code: 'media.parts_differ' } });
    }
  });
});

/** Streams of parts, made by ffmpeg and fetched in a real browser. Each second flashes and beeps in its middle. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import type { WireError } from '../../../shared/wire-error.ts';
import { readRange } from '../../../testbed/origin.ts';
import type { FetchedStream } from '../stream/fetched-stream.ts';
import { bestTracks } from './best-tracks.ts';
import { ffmpegPath } from './samples.ts';
import { openStage, type Stage } from './stage.ts';

export type PartType = 'mpegts' | 'fmp4';

/** A part of a film. */
export interface Part {
  name: string;
  sec: number;
  /** When its own clock begins. */
  beginSec?: number;
  /** Pictures a second, and so ticks of its clock. */
  rate?: number;
  size?: string;
  codec?: readonly string[];
  sound?: readonly string[];
  /** Number of the first track in TS. */
  first?: number;
  /** The tracks in it. */
  tracks?: 'both' | 'picture' | 'sound';
}

export const h264 = ['libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '25', '-pix_fmt', 'yuv420p'];

export type PartsResult = { stream: FetchedStream } | { error: WireError };

/** A browser, a folder of streams, and what becomes of them. */
export interface PartStage {
  stage: Stage;
  work: string;
  /** Paths that the server answers with this status for now. */
  refuse(status: number, ...parts: readonly string[]): void;
  /** Segments, heads and keys that were asked for since the last call. */
  listAsked(): string[];
  make(...args: string[]): Promise<{ stderr: string }>;
  /** A playlist of it, and its segments. */
  makePart(type: PartType, part: Part): Promise<void>;
  /** The playlists of parts one behind the other, as `NAME.m3u8`. */
  joinLists(name: string, parts: readonly string[]): Promise<void>;
  get(path: string, captions?: readonly string[]): Promise<PartsResult>;
  /** `captions`: their languages. */
  getStream(path: string, captions?: readonly string[]): Promise<FetchedStream>;
  /** A file of the browser's storage on this disk. */
  takeOut(path: string): Promise<string>;
  stop(): Promise<void>;
}

const picture = ({ sec, rate = 25, size = '320x180' }: Part): string =>
  `color=c=black:s=${size}:r=${rate}:d=${sec},drawbox=c=white:t=fill:enable='between(mod(t,1),0.47,0.67)',format=yuv420p`;
const beeps = ({ sec }: Part): string =>
  `aevalsrc='0.8*sin(2*PI*1000*t)*between(mod(t,1),0.48,0.56)':s=48000:d=${sec}`;

function buildArguments(type: PartType, part: Part): string[] {
  const { name, rate = 25, codec = h264, sound = ['aac'], first, tracks = 'both', beginSec } = part;
  const hasPicture = tracks !== 'sound';
  const hasSound = tracks !== 'picture';
  return [
    ...(hasPicture ? ['-f', 'lavfi', '-i', picture(part)] : []),
    ...(hasSound ? ['-f', 'lavfi', '-i', beeps(part)] : []),
    ...(hasPicture ? ['-c:v', ...codec] : []),
    ...(hasSound ? ['-c:a', ...sound] : []),
    '-shortest',
    ...(type === 'fmp4' && hasPicture ? ['-video_track_timescale', `${rate * 512}`] : []),
    ...(first === undefined ? [] : ['-mpegts_start_pid', String(first)]),
    ...(beginSec === undefined ? [] : ['-output_ts_offset', String(beginSec)]),
    ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', type],
    ...(type === 'fmp4' ? ['-hls_fmp4_init_filename', `${name}.mp4`] : []),
    ...['-hls_segment_filename', `${name}-%d.${type === 'fmp4' ? 'm4s' : 'ts'}`, `${name}.m3u8`],
  ];
}

async function joinLists(work: string, name: string, parts: readonly string[]): Promise<void> {
  const bodies: string[] = [];
  for (const part of parts) {
    const text = await readFile(join(work, `${part}.m3u8`), 'utf8');
    const lines = text.split('\n').filter((line) => /^#EXT-X-MAP|^#EXTINF|^[^#]/.test(line));
    bodies.push(lines.join('\n'));
  }
  const head = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-PLAYLIST-TYPE:VOD\n';
  const list = `${head}${bodies.join('\n#EXT-X-DISCONTINUITY\n')}\n#EXT-X-ENDLIST\n`;
  await writeFile(join(work, `${name}.m3u8`), list);
}

function serveFolder(
  stage: Stage,
  work: string,
  refused: { status: number; parts: readonly string[] },
): void {
  stage.origin.serve(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (refused.parts.some((part) => path.includes(part)))
      return void response.writeHead(refused.status).end();
    const whole = await readFile(join(work, path)).catch(() => null);
    if (!whole) return void response.writeHead(404).end();
    const range = readRange(request);
    const bytes = range ? whole.subarray(range.from, range.last + 1) : whole;
    response.writeHead(range ? 206 : 200, {
      'content-length': bytes.length,
      'content-type': 'application/octet-stream',
      ...(range && {
        'content-range': `bytes ${range.from}-${range.from + bytes.length - 1}/${whole.length}`,
      }),
    });
    response.end(bytes);
  });
}

export async function openPartStage(): Promise<PartStage> {
  const work = await mkdtemp(join(tmpdir(), 'star-breaks-'));
  const stage = await openStage();
  const refused = { status: 404, parts: [] as readonly string[] };
  serveFolder(stage, work, refused);
  const make = (...args: string[]) => execa(ffmpegPath, ['-v', 'error', '-y', ...args], { cwd: work });
  let seen = 0;
  const self: PartStage = {
    stage,
    work,
    refuse(status, ...parts) {
      Object.assign(refused, { status, parts });
    },
    listAsked() {
      const urls = stage.origin.requests.slice(seen).map(({ url = '' }) => url);
      seen = stage.origin.requests.length;
      return urls.filter((url) => !/m3u8|mpd/.test(url)).toSorted();
    },
    make,
    async makePart(type, part) {
      await make(...buildArguments(type, part));
    },
    joinLists: (name, parts) => joinLists(work, name, parts),
    get: (path, captions) =>
      stage.ask<PartsResult>('stream', {
        url: `${stage.origin.base}${path}`,
        wish: { ...bestTracks, subtitleLanguages: captions ?? null },
        timing: { stallTimeoutMs: 10_000, pace: 0.01, saveEveryMs: 20 },
      }),
    async getStream(path, captions) {
      const result = await self.get(path, captions);
      if ('error' in result) throw new Error(`${result.error.code}: ${JSON.stringify(result.error)}`);
      return result.stream;
    },
    async takeOut(path) {
      const file = join(work, `out-${path.replaceAll('/', '-')}`);
      await writeFile(file, Buffer.from(await stage.ask<string>('read', path), 'base64'));
      return file;
    },
    async stop() {
      await stage.stop();
      await rm(work, { recursive: true, force: true });
    },
  };
  return self;
}

/** When a file flashes and beeps, in seconds of its own times; and what ffmpeg says against it while it decodes it. */
export async function readMarks(
  file: string,
): Promise<{ flashes: number[]; beeps: number[]; warnings: string }> {
  const { stderr } = await execa(ffmpegPath, [
    ...['-v', 'level+info', '-nostats', '-hide_banner', '-copyts', '-i', file],
    ...['-vf', 'blackdetect=d=0.05:pix_th=0.5', '-af', 'silencedetect=n=-30dB:d=0.1'],
    ...['-fps_mode', 'passthrough', '-enc_time_base:v', '1:90000', '-f', 'null', '-'],
  ]);
  const read = (pattern: RegExp): number[] => [...stderr.matchAll(pattern)].map(([, sec]) => Number(sec));
  const lines = stderr.split('\n');
  const darkFrom = read(/black_start:([\d.]+)/g);
  return {
    // Blackness ends with the file too, and where the picture gets another size; it begins again at once.
    flashes: read(/black_end:([\d.]+)/g).filter((sec) => {
      const again = darkFrom.find((from) => from >= sec - 0.001);
      return again !== undefined && Math.abs(again - sec - 0.2) < 0.03;
    }),
    beeps: read(/silence_end: ([\d.]+)/g).slice(0, -1),
    warnings: lines.filter((line) => /\[(?:warning|error|fatal)\]/.test(line)).join('\n'),
  };
}

/** A mark each second, seen and heard together: what breaks and joints do to that is less than 40 ms. */
export function expectTogether(flashes: readonly number[], beeps: readonly number[], count: number): void {
  expect([flashes.length, beeps.length]).toEqual([count, count]);
  for (const [place, flash] of flashes.entries())
    expect(Math.abs(flash - (beeps[place] ?? 0))).toBeLessThan(0.04);
}

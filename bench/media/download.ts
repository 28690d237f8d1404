/**
 * Files from a server on the same machine into the browser's storage: by ours, which checks, hashes and can be gone on
 * with, and by a bare loop of `fetch` and `write`; and onto the disk by curl and, one file at a time, by yt-dlp. In turns, the same bytes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { bestTracks } from '../../extension/media/testing/best-tracks.ts';
import {
  openUnwatchedBrowser,
  type UnwatchedBrowser,
} from '../../extension/media/testing/unwatched-browser.ts';
import { readTools } from '../../scripts/tools.ts';
import { drained, mp4Head, type Respond, readRange } from '../../testbed/origin.ts';
import { readLoad, toMiddle } from '../rounds.ts';

const mebibyte = 1024 * 1024;
const block = Buffer.alloc(mebibyte, 'so many bytes ');
const heads = {
  video: mp4Head,
  image: Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
};
type Kind = keyof typeof heads;

/** Many files are the pictures of an export, which lie together in the browser's storage. */
const toKind = ({ files }: Pick<Workload, 'files'>): Kind => (files === 1 ? 'video' : 'image');

interface Workload {
  name: string;
  files: number;
  bytes: number;
  /** Before each answer. */
  latencyMs: number;
  /** Of each connection; null: as fast as it goes. */
  bytesPerSec: number | null;
  connections: number | null;
  aim: string;
}

const workloads: Workload[] = [
  {
    name: 'one file of 512 MiB',
    files: 1,
    bytes: 512 * mebibyte,
    latencyMs: 0,
    bytesPerSec: null,
    connections: null,
    aim: '>= 0.6 of raw OPFS',
  },
  {
    name: '24 MiB at 2 MiB/s per connection',
    files: 1,
    bytes: 24 * mebibyte,
    latencyMs: 0,
    bytesPerSec: 2 * mebibyte,
    connections: 6,
    aim: '>= 10.8 MiB/s',
  },
  {
    name: '1,000 files of 20 KB',
    files: 1000,
    bytes: 20_000,
    latencyMs: 0,
    bytesPerSec: null,
    connections: null,
    aim: '>= 380 files/s',
  },
  {
    name: '400 files of 20 KB, each after 50 ms',
    files: 400,
    bytes: 20_000,
    latencyMs: 50,
    bytesPerSec: null,
    connections: null,
    aim: '>= 108 files/s',
  },
];

const hls = { segments: 200, bytes: 297_000, latencyMs: 50, aimMs: 1900 };

function* listPieces([from, to]: [number, number], mostBytes: number, kind: Kind): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const start = at % mebibyte;
    const piece = Buffer.from(block.subarray(start, Math.min(mebibyte, start + to - at, start + mostBytes)));
    if (at === 0) heads[kind].copy(piece);
    yield piece;
    at += piece.length;
  }
}

const serve =
  (workload: Workload): Respond =>
  async (request, response) => {
    const { bytes, latencyMs, bytesPerSec } = workload;
    if (latencyMs > 0) await sleep(latencyMs);
    const range = readRange(request);
    const { from, last } = range ?? { from: 0, last: bytes - 1 };
    const end = Math.min(bytes, last + 1);
    response.writeHead(range ? 206 : 200, {
      etag: '"one"',
      'content-length': end - from,
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${from}-${end - 1}/${bytes}` }),
    });
    let nextMs = performance.now();
    // A rest of a mebibyte would cost a pause of its own.
    const mostBytes = bytesPerSec === null ? mebibyte : Math.ceil(bytesPerSec / 20);
    for (const piece of listPieces([from, end], mostBytes, toKind(workload))) {
      if (response.destroyed) return;
      if (!response.write(piece)) await drained(response);
      nextMs += bytesPerSec === null ? 0 : 50;
      if (bytesPerSec !== null) await sleep(Math.max(0, nextMs - performance.now()));
    }
    response.end();
  };

/** A server for HLS: a playlist and segments that are each late. */
const serveHls: Respond = async (request, response) => {
  const isSegment = request.url?.endsWith('.ts') === true;
  if (isSegment) await sleep(hls.latencyMs);
  const lines = Array.from({ length: hls.segments }, (_, n) => `#EXTINF:2,\n/s/${n}.ts`);
  const playlist = ['#EXTM3U', '#EXT-X-TARGETDURATION:2', ...lines, '#EXT-X-ENDLIST'].join('\n');
  const segment = Buffer.alloc(hls.bytes, 1);
  for (let at = 0; at < segment.length; at += 188) segment.writeUInt8(0x47, at);
  response.end(isSegment ? segment : playlist);
};

async function runCurl(urls: readonly string[], folder: string): Promise<number> {
  const config = urls.map((url, place) => `url = "${url}"\noutput = "${join(folder, `${place}.mp4`)}"`);
  const startMs = performance.now();
  await execa('curl', ['-sS', '--parallel', '--parallel-max', '50', '--config', '-'], {
    input: config.join('\n'),
  });
  return performance.now() - startMs;
}

/** Its start and its look at the address are part of it: whoever calls it waits for them. */
async function runYtDlp([url = '']: readonly string[], folder: string): Promise<number> {
  const { command, args, env } = (await readTools()).ytDlp;
  const startMs = performance.now();
  await execa(command, [...args, '--ignore-config', '-q', '-o', join(folder, '0.mp4'), url], { env });
  return performance.now() - startMs;
}

const programs: Record<string, (urls: readonly string[], folder: string) => Promise<number>> = {
  curl: runCurl,
  'yt-dlp': runYtDlp,
};
const bare = 'bare fetch to OPFS';

/** yt-dlp has its own downloader for single files; many it takes one after the other. */
const listContenders = ({ files }: Workload): string[] =>
  files > 1 ? ['curl', bare, 'ours'] : ['curl', 'yt-dlp', bare, 'ours'];

async function measure(media: UnwatchedBrowser, workload: Workload, rounds: number): Promise<number[][]> {
  const { files, connections } = workload;
  const expect = toKind(workload);
  const contenders = listContenders(workload);
  const urls = Array.from(
    { length: files },
    (_, place) => `${media.origin.base}/${place}.${expect === 'image' ? 'jpg' : 'mp4'}`,
  );
  const taken = contenders.map((): number[] => []);
  media.origin.serve(serve(workload));
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const place = (turn + round) % contenders.length;
      const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
      await media.ask('clear');
      const name = contenders[place] ?? '';
      const ms = programs[name]
        ? await programs[name](urls, folder)
        : await media.ask<number>('fetchMany', { urls, isBare: name === bare, connections, expect });
      taken[place]?.push(ms);
      await rm(folder, { recursive: true, force: true });
    }
  return taken;
}

async function measureHls(media: UnwatchedBrowser, rounds: number): Promise<number[]> {
  const taken: number[] = [];
  media.origin.serve(serveHls);
  for (let round = 0; round < rounds; round += 1) {
    await media.ask('clear');
    const startMs = performance.now();
    const answer = await media.ask<object>('stream', {
      url: `${media.origin.base}/list.m3u8`,
      wish: bestTracks,
      timing: { stallTimeoutMs: 30_000, pace: 1, saveEveryMs: 2000 },
    });
    if ('error' in answer) throw new Error(JSON.stringify(answer.error));
    taken.push(performance.now() - startMs);
  }
  return taken;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const toSeconds = (ms: number): string => (ms / 1000).toFixed(2);

function print(workload: Workload, taken: readonly number[][]): void {
  const medians = taken.map((times) => toMiddle(times).medianMs);
  const contenders = listContenders(workload);
  const bareMs = medians[contenders.indexOf(bare)] ?? Number.NaN;
  say(`\n${workload.name} (aim: ${workload.aim})`);
  for (const [place, name] of contenders.entries()) {
    const ms = medians[place] ?? 0;
    const rate =
      workload.files > 1
        ? `${((1000 * workload.files) / ms).toFixed(0)} files/s`
        : `${((1000 * workload.bytes) / mebibyte / ms).toFixed(1)} MiB/s`;
    const cells = [`  ${name}`.padEnd(22), toSeconds(ms).padStart(7), rate.padStart(14)];
    say(
      `${cells.join(' ')}   ${(ms / bareMs).toFixed(2)} of bare   ${(taken[place] ?? []).map(toSeconds).join(' ')}`,
    );
  }
}

export const downloadBenchmark = {
  summary: 'files and HLS into the browser, against a bare loop of fetch, curl and yt-dlp; ROUNDS',
  run: async (args: string[]): Promise<void> => {
    const rounds = Math.max(1, Number(args[0] ?? 5) || 5);
    const media = await openUnwatchedBrowser();
    try {
      say(`${rounds} rounds in turns, load average ${readLoad().toFixed(2)}; s, rate, ratio, rounds`);
      for (const workload of workloads) print(workload, await measure(media, workload, rounds));
      const times = await measureHls(media, rounds);
      const { medianMs } = toMiddle(times);
      say(
        `\nHLS of ${hls.segments} segments of ${hls.bytes} bytes, each after ${hls.latencyMs} ms (aim: ${toSeconds(hls.aimMs)} s)`,
      );
      say(`  ours                  ${toSeconds(medianMs).padStart(7)}   ${times.map(toSeconds).join(' ')}`);
      say(`load average ${readLoad().toFixed(2)} at the end`);
    } finally {
      await media.stop();
    }
  },
};

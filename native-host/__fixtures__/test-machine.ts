/** A machine for tests of the whole companion: temporary folders, a stand-in for yt-dlp, and a short video. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Companion, createPlace, type Place, startCompanion } from './companion-client.ts';

const fixture = new URL('fake-yt-dlp.py', import.meta.url).pathname;
export const folder = 'youtube-me-2026';
export const stem = 'media/videos/youtube/2026-01-31_ok';

/** Two seconds of picture and sound. */
export function makeSample(): Buffer {
  const file = join(createPlace().folder, 'sample.mp4');
  const sources = ['-f', 'lavfi', '-i', 'testsrc=s=64x36:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  execFileSync('ffmpeg', ['-v', 'error', ...sources, '-c:v', 'mpeg4', '-c:a', 'aac', '-t', '2', file]);
  return readFileSync(file);
}

export interface TestMachine {
  place: Place;
  /** Where the stand-in lies and writes down how it was called. */
  tools: string;
  start(options?: Parameters<typeof startCompanion>[1]): Companion;
  /** What the stand-in has written down under this name. */
  readRecord(name: string): unknown;
  readPids(): number[];
  /** Name of the folder in which the last run has worked. */
  readWorkName(): string;
  stop(): Promise<void>;
}

export function createTestMachine(sample: Buffer): TestMachine {
  const place = createPlace();
  const tools = join(place.folder, 'tools');
  mkdirSync(tools);
  copyFileSync(fixture, join(tools, 'yt-dlp'));
  chmodSync(join(tools, 'yt-dlp'), 0o755);
  writeFileSync(join(tools, 'version.txt'), '2026.08.19\n');
  writeFileSync(join(tools, 'sample.mp4'), sample);
  writeFileSync(place.configPath, JSON.stringify({ root: place.root, ytDlp: join(tools, 'yt-dlp') }));
  const started: Companion[] = [];
  const readRecord = (name: string): unknown => JSON.parse(readFileSync(join(tools, name), 'utf8'));
  return {
    place,
    tools,
    readRecord,
    readPids: () => readRecord('pids.json') as number[],
    readWorkName: () => basename(String(readRecord('folder.json'))),
    start(options) {
      const companion = startCompanion(place, options);
      started.push(companion);
      return companion;
    },
    async stop() {
      const running = started.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      await Promise.all(running.map((companion) => companion.close()));
    },
  };
}

export const openArchive = (companion: Companion, jobId = 'job-1'): Promise<Answer> =>
  companion.call('open-archive', { jobId, name: folder });

/**
 * Asks for a download whose course the stand-in chooses by the video's id; the command's id is `dl-` and that. Its
 * place is the same for all videos unless another is given.
 */
export const download = (companion: Companion, video: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  companion.call(
    'download',
    {
      downloadId: `id-${video}`,
      platform: 'youtube',
      url: `https://www.youtube.com/watch?v=${video}`,
      destination: { in: 'archive', folder, stem },
      choice: { quality: 'original' },
      durationSec: 2,
      cookies: [],
      userAgent: null,
      ...more,
    },
    `dl-${video}`,
  );

export const sessionCookie = {
  name: 'SID',
  value: 'secret',
  domain: '.youtube.com',
  path: '/',
  secure: true,
  httpOnly: true,
  hostOnly: false,
  expiresAt: null,
};

/** Looks again until it is so; the test's own time limit ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

/** The hash of the file that a download has saved; null when it has not. */
export function readHash({ result }: Answer): unknown {
  const record = result?.record;
  return typeof record === 'object' && record !== null && 'sha256' in record ? record.sha256 : null;
}

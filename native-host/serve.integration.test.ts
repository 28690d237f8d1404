import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { protocolVersion } from '../shared/protocol/envelope.ts';
import { type Companion, createPlace, type Place, startCompanion } from './__fixtures__/companion-client.ts';
import { isAlive } from './archive/lock.ts';

const fixture = new URL('__fixtures__/fake-yt-dlp.py', import.meta.url).pathname;
const stem = 'media/videos/youtube/2026-01-31_ok';

let sample: Buffer;
let place: Place;
let tools: string;
let companion: Companion;
const started: Companion[] = [];

const start = (options = {}): Companion => {
  const one = startCompanion(place, options);
  started.push(one);
  return one;
};

const readHash = ({ record }: Record<string, unknown>): unknown =>
  typeof record === 'object' && record !== null && 'sha256' in record ? record.sha256 : null;

const readRecord = <Value>(name: string): Value => JSON.parse(readFileSync(join(tools, name), 'utf8'));

/** Looks again until it is so; the test's own time limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

beforeAll(() => {
  const file = join(createPlace().folder, 'sample.mp4');
  const sources = ['-f', 'lavfi', '-i', 'testsrc=s=64x36:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  execFileSync('ffmpeg', ['-v', 'error', ...sources, '-c:v', 'mpeg4', '-c:a', 'aac', '-t', '2', file]);
  sample = readFileSync(file);
});

beforeEach(() => {
  place = createPlace();
  tools = join(place.folder, 'tools');
  mkdirSync(tools);
  copyFileSync(fixture, join(tools, 'yt-dlp'));
  chmodSync(join(tools, 'yt-dlp'), 0o755);
  writeFileSync(join(tools, 'version.txt'), '2026.08.19\n');
  writeFileSync(join(tools, 'sample.mp4'), sample);
  writeFileSync(place.configPath, JSON.stringify({ root: place.root, ytDlp: join(tools, 'yt-dlp') }));
  companion = start();
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => (one.child.exitCode === null ? one.close() : null)));
});

const open = (one = companion, jobId = 'job-1', name = 'youtube-me-2026') =>
  one.call('open-archive', { jobId, name });

const download = (video: string, more: Record<string, unknown> = {}, one = companion) =>
  one.call(
    'download',
    {
      folder: 'youtube-me-2026',
      platform: 'youtube',
      itemId: video,
      url: `https://www.youtube.com/watch?v=${video}`,
      stem,
      quality: 'best',
      durationSec: 2,
      cookies: [],
      userAgent: null,
      ...more,
    },
    `dl-${video}`,
  );

const cookie = {
  name: 'SID',
  value: 'secret',
  domain: '.youtube.com',
  path: '/',
  secure: true,
  httpOnly: true,
  hostOnly: false,
  expiresAt: null,
};

describe('saying hello', () => {
  test('tells versions, tools and the root folder', async () => {
    const { result } = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(result).toMatchObject({
      protocol: protocolVersion,
      root: place.root,
      ytDlp: { version: '2026.08.19' },
    });
    expect(result?.freeBytes).toBeGreaterThan(0);
  });

  test('another protocol version is told apart', async () => {
    const { error } = await companion.call('hello', { protocol: 999, client: 'test' });
    expect(error?.code).toBe('host.protocol');
  });
});

describe('what comes over the wire', () => {
  test.each([
    ['an unknown command', 'exec', {}],
    ['an extra key', 'cancel', { target: 'x', shell: 'rm' }],
    ['a wrong type', 'reveal', { folder: 7 }],
    ['a command named like a property of every object', 'constructor', {}],
  ])('%s is refused', async (_name, command, params) => {
    expect((await companion.call(command, params)).error?.code).toBe('input.invalid');
  });

  test('a frame of length zero ends the connection with an error frame', async () => {
    companion.send(Buffer.alloc(4));
    expect((await companion.stray()).error?.code).toBe('input.invalid');
    expect(await companion.close()).toBe(1);
  });

  test('a frame that is not JSON is answered and the connection goes on', async () => {
    companion.send(Buffer.from([2, 0, 0, 0, 0xff, 0xfe]));
    expect((await companion.stray()).error?.code).toBe('input.invalid');
    expect((await open()).result).toMatchObject({ folder: 'youtube-me-2026' });
  });

  test('an extension that is not known is turned away', async () => {
    const stranger = start({ origin: 'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/' });
    expect((await stranger.stray()).error?.code).toBe('host.forbidden');
    await until(() => stranger.child.exitCode !== null);
    expect(stranger.child.exitCode).toBe(2);
  });

  test('the end of the input ends the companion', async () => {
    expect(await companion.close()).toBe(0);
  });
});

describe('archives', () => {
  test('a job finds its folder again, another job gets its own', async () => {
    const first = await open();
    expect((await open()).result).toEqual(first.result);
    expect((await open(companion, 'job-2')).result).toMatchObject({ folder: 'youtube-me-2026 (2)' });
  });

  test('a folder that was not made by us is never written into', async () => {
    mkdirSync(join(place.root, 'mine'), { recursive: true });
    const answer = await companion.call('write-file', {
      folder: 'mine',
      path: 'a.json',
      offset: 0,
      text: '',
      last: true,
    });
    expect(answer.error?.code).toBe('input.path_unsafe');
  });

  test('a text file in chunks is there when the last one has come, and not before', async () => {
    await open();
    const base = { folder: 'youtube-me-2026', path: 'items.json' };
    const path = join(place.root, 'youtube-me-2026', 'items.json');
    const first = await companion.call('write-file', { ...base, offset: 0, text: '["ä', last: false });
    expect(first.result).toEqual({ bytes: 4, record: null });
    expect(existsSync(path)).toBe(false);
    const wrong = await companion.call('write-file', {
      ...base,
      path: 'other.json',
      offset: 9,
      text: 'x',
      last: true,
    });
    expect(wrong.error?.code).toBe('input.invalid');
    const second = await companion.call('write-file', { ...base, offset: 4, text: '"]', last: true });
    expect(second.result).toMatchObject({ bytes: 6, record: { path: 'items.json', bytes: 6 } });
    expect(readFileSync(path, 'utf8')).toBe('["ä"]');
  });

  test.each(['link', 'file.json'])('a link at %s is not followed', async (name) => {
    await open();
    const outside = join(place.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'kept.json'), 'kept');
    const target = name === 'link' ? outside : join(outside, 'kept.json');
    symlinkSync(target, join(place.root, 'youtube-me-2026', name));
    const path = name === 'link' ? 'link/kept.json' : name;
    const answer = await companion.call('write-file', {
      folder: 'youtube-me-2026',
      path,
      offset: 0,
      text: 'lost',
      last: true,
    });
    expect(answer.error?.code).toBe('input.path_unsafe');
    expect(readFileSync(join(outside, 'kept.json'), 'utf8')).toBe('kept');
  });
});

describe('downloading', () => {
  beforeEach(async () => {
    await open();
  });

  const finalFiles = (): string[] => {
    const folder = join(place.root, 'youtube-me-2026', 'media', 'videos', 'youtube');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  test('gives a checked file with its hash, and tells how it goes', async () => {
    const { result, events } = await download('ok');
    expect(result).toMatchObject({
      record: { path: `${stem}.mp4`, bytes: sample.length, source: 'https://www.youtube.com/watch?v=ok' },
      width: 64,
      height: 36,
      videoCodec: 'mpeg4',
      audioCodec: 'aac',
    });
    const stages = events.map(({ stage }) => stage);
    expect(stages.filter((stage, index) => stage !== stages[index - 1])).toEqual([
      'starting',
      'downloading',
      'merging',
      'checking',
    ]);
    expect(finalFiles()).toEqual(['2026-01-31_ok.mp4']);
  });

  test('asks nobody when the file is there already', async () => {
    const first = await download('ok');
    const second = await download('private');
    expect(second.result?.record).toMatchObject({
      sha256: first.result && readHash(first.result),
    });
  });

  test('gives the cookies of the platform in a private file that is gone afterwards', async () => {
    await download('ok', {
      cookies: [
        cookie,
        { ...cookie, name: 'OTHER', domain: '.example.com' },
        { ...cookie, name: 'BAD', value: 'a\tb' },
      ],
    });
    const seen = readRecord<{ path: string; text: string; mode: number; folderMode: number }>('cookies.json');
    expect(seen.text).toContain('#HttpOnly_.youtube.com\tTRUE\t/\tTRUE\t0\tSID\tsecret');
    expect(seen.text).not.toMatch(/OTHER|BAD/);
    expect([seen.mode, seen.folderMode]).toEqual([0o600, 0o700]);
    expect(seen.path.startsWith(place.root)).toBe(false);
    expect(readdirSync(place.runtime)).toEqual([]);
  });

  test('starts yt-dlp with an environment that holds nothing of ours or the browser’s', async () => {
    const other = start({ env: { AWS_SECRET: 'x', PYTHONSTARTUP: '/x', LANG: 'C.UTF-8' } });
    await download('ok', {}, other);
    const env = readRecord<Record<string, string>>('env.json');
    expect(env).toMatchObject({ LANG: 'C.UTF-8' });
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['AWS_SECRET']));
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['PYTHONSTARTUP']));
  });

  test.each([
    ['private', 'platform.private'],
    ['live', 'platform.not_finished'],
    ['flood', 'platform.unavailable'],
    ['long', 'media.damaged'],
    ['link', 'media.wrong_type'],
    ['trick', 'ytdlp.failed'],
  ])('of %s fails with %s and leaves nothing under a final name', async (video, code) => {
    expect(
      (await download(video, { durationSec: video === 'long' ? 60 : 2, cookies: [cookie] })).error?.code,
    ).toBe(code);
    expect(finalFiles()).toEqual([]);
    expect(readdirSync(place.runtime)).toEqual([]);
  });

  test('refuses a yt-dlp with known holes', async () => {
    writeFileSync(join(tools, 'version.txt'), '2026.06.09');
    expect((await download('ok')).error?.code).toBe('ytdlp.outdated');
  });

  test.each(['http://www.youtube.com/watch?v=ok', 'https://evil.example/watch?v=ok', 'file:///etc/passwd'])(
    'of %s is refused',
    async (url) => {
      expect((await download('ok', { url })).error?.code).toBe('input.url_refused');
    },
  );

  test('has one writer per file', async () => {
    const slow = download('slow');
    await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
    expect((await download('ok')).error?.code).toBe('host.busy');
    expect((await download('ok', {}, start())).error?.code).toBe('host.busy');
    await companion.call('cancel', { target: 'dl-slow' });
    expect((await slow).error?.code).toBe('job.cancelled');
  });

  test('ends all processes when cancelled, keeps the part and goes on from it', async () => {
    const slow = download('slow', { cookies: [cookie] });
    await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
    expect((await companion.call('cancel', { target: 'dl-slow' })).result).toEqual({ cancelled: true });
    expect((await slow).error?.code).toBe('job.cancelled');
    const pids = readRecord<number[]>('pids.json');
    await until(() => !pids.some(isAlive));
    expect(readdirSync(place.runtime)).toEqual([]);
    const again = download('slow');
    await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
    expect(readRecord<number>('resumed.json')).toBeGreaterThan(0);
    await companion.call('cancel', { target: 'dl-slow' });
    await again;
  });

  test('kills what does not listen', async () => {
    const deaf = download('deaf');
    await companion.firstEvent('dl-deaf', ({ stage }) => stage === 'downloading');
    await companion.call('cancel', { target: 'dl-deaf' });
    expect((await deaf).error?.code).toBe('job.cancelled');
    await until(() => !readRecord<number[]>('pids.json').some(isAlive));
  });

  test('ends with the connection: no process, no cookie, no file', async () => {
    void download('slow', { cookies: [cookie] });
    await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
    expect(readdirSync(place.runtime)).toHaveLength(1);
    expect(await companion.close()).toBe(0);
    const pids = readRecord<number[]>('pids.json');
    await until(() => !pids.some(isAlive));
    expect(readdirSync(place.runtime)).toEqual([]);
    expect(finalFiles()).toEqual([]);
  });

  test('does not outlive the connection with a child that does not listen', async () => {
    void download('deaf', { cookies: [cookie] });
    await companion.firstEvent('dl-deaf', ({ stage }) => stage === 'downloading');
    companion.child.kill('SIGTERM');
    await until(() => companion.child.exitCode !== null);
    expect(readRecord<number[]>('pids.json').some(isAlive)).toBe(false);
    expect(readdirSync(place.runtime)).toEqual([]);
  });

  test('a companion that was killed leaves nothing the next one does not clear up', async () => {
    void download('slow', { cookies: [cookie] });
    await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
    companion.child.kill('SIGKILL');
    await until(() => companion.child.signalCode !== null);
    const next = start();
    const result = await download('ok', {}, next);
    expect(readdirSync(place.runtime)).toEqual([]);
    expect(result.result?.record).toMatchObject({ path: `${stem}.mp4` });
  });
});

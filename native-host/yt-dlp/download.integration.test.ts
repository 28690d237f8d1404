import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Companion } from '../__fixtures__/companion-client.ts';
import {
  createTestMachine,
  download,
  folder,
  makeSample,
  openArchive,
  readHash,
  sessionCookie,
  stem,
  type TestMachine,
  until,
} from '../__fixtures__/test-machine.ts';
import { isAlive } from '../archive/lock.ts';

let sample: Buffer;
let machine: TestMachine;
let companion: Companion;

beforeAll(() => {
  sample = makeSample();
});

beforeEach(async () => {
  machine = createTestMachine(sample);
  companion = machine.start();
  await openArchive(companion);
});

afterEach(() => machine.stop());

const finalFiles = (): string[] => {
  const videos = join(machine.place.root, folder, 'media', 'videos', 'youtube');
  return existsSync(videos) ? readdirSync(videos) : [];
};

test('gives a checked file with its hash, and tells how it goes', async () => {
  const { result, events } = await download(companion, 'ok');
  expect(result).toMatchObject({
    record: { path: `${stem}.mp4`, bytes: sample.length, source: 'https://www.youtube.com/watch?v=ok' },
    width: 64,
    height: 36,
    videoCodec: 'mpeg4',
    audioCodec: 'aac',
  });
  const stages = events.map(({ stage }) => stage);
  expect(stages.filter((stage, index) => stage !== stages[index - 1])).toEqual([
    'waiting',
    'starting',
    'downloading',
    'merging',
    'checking',
  ]);
  expect(finalFiles()).toEqual(['2026-01-31_ok.mp4']);
});

test('asks nobody when the file is there already', async () => {
  const first = await download(companion, 'ok');
  const second = await download(companion, 'private');
  expect(second.result?.record).toMatchObject({
    sha256: readHash(first),
  });
});

test('gives the cookies of the platform in a private file that is gone afterwards', async () => {
  await download(companion, 'ok', {
    cookies: [
      sessionCookie,
      { ...sessionCookie, name: 'OTHER', domain: '.example.com' },
      { ...sessionCookie, name: 'BAD', value: 'a\tb' },
    ],
  });
  const seen = machine.readRecord('cookies.json');
  expect(seen).toMatchObject({
    path: expect.not.stringContaining(machine.place.root),
    text: expect.stringContaining('#HttpOnly_.youtube.com\tTRUE\t/\tTRUE\t0\tSID\tsecret'),
    mode: 0o600,
    folderMode: 0o700,
  });
  expect(seen).toMatchObject({ text: expect.not.stringMatching(/OTHER|BAD/) });
  expect(readdirSync(machine.place.runtime)).toEqual([]);
});

test('starts yt-dlp with an environment that holds nothing of ours or the browser’s', async () => {
  const other = machine.start({ env: { AWS_SECRET: 'x', PYTHONSTARTUP: '/x', LANG: 'C.UTF-8' } });
  await download(other, 'ok');
  const env = machine.readRecord('env.json');
  expect(env).toHaveProperty('LANG', 'C.UTF-8');
  expect(env).not.toHaveProperty('AWS_SECRET');
  expect(env).not.toHaveProperty('PYTHONSTARTUP');
});

test.each([
  ['private', 'platform.private'],
  ['live', 'platform.not_finished'],
  ['flood', 'platform.unavailable'],
  ['long', 'media.damaged'],
  ['cut', 'media.damaged'],
  ['cut-part', 'media.damaged'],
  ['link', 'media.wrong_type'],
  ['trick', 'ytdlp.failed'],
  ['odd', 'ytdlp.failed'],
  ['killed', 'ytdlp.failed'],
])('of %s fails with %s and leaves nothing under a final name', async (video, code) => {
  expect(
    (await download(companion, video, { durationSec: video === 'long' ? 60 : 2, cookies: [sessionCookie] }))
      .error?.code,
  ).toBe(code);
  expect(finalFiles()).toEqual([]);
  expect(readdirSync(machine.place.runtime)).toEqual([]);
});

test('refuses a yt-dlp with known holes', async () => {
  writeFileSync(join(machine.tools, 'version.txt'), '2026.06.09');
  expect((await download(companion, 'ok')).error?.code).toBe('ytdlp.outdated');
});

test.each(['http://www.youtube.com/watch?v=ok', 'https://evil.example/watch?v=ok', 'file:///etc/passwd'])(
  'of %s is refused',
  async (url) => {
    expect((await download(companion, 'ok', { url })).error?.code).toBe('input.url_refused');
  },
);

test('has one writer per file', async () => {
  const slow = download(companion, 'slow');
  await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
  expect((await download(companion, 'ok')).error?.code).toBe('host.busy');
  expect((await download(machine.start(), 'ok')).error?.code).toBe('host.busy');
  await companion.call('cancel', { target: 'dl-slow' });
  expect((await slow).error?.code).toBe('job.cancelled');
});

test('ends all processes when cancelled, keeps the part and goes on from it', async () => {
  const slow = download(companion, 'slow', { cookies: [sessionCookie] });
  await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
  expect((await companion.call('cancel', { target: 'dl-slow' })).result).toEqual({ cancelled: true });
  expect((await slow).error?.code).toBe('job.cancelled');
  const pids = machine.readPids();
  await until(() => !pids.some(isAlive));
  expect(readdirSync(machine.place.runtime)).toEqual([]);
  const again = download(companion, 'slow');
  await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
  expect(machine.readRecord('resumed.json')).toBeGreaterThan(0);
  await companion.call('cancel', { target: 'dl-slow' });
  await again;
});

test('kills what does not listen', async () => {
  const deaf = download(companion, 'deaf');
  await companion.firstEvent('dl-deaf', ({ stage }) => stage === 'downloading');
  await companion.call('cancel', { target: 'dl-deaf' });
  expect((await deaf).error?.code).toBe('job.cancelled');
  await until(() => !machine.readPids().some(isAlive));
});

test('ends with the connection: no process, no sessionCookie, no file', async () => {
  void download(companion, 'slow', { cookies: [sessionCookie] });
  await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
  expect(readdirSync(machine.place.runtime)).toHaveLength(1);
  expect(await companion.close()).toBe(0);
  const pids = machine.readPids();
  await until(() => !pids.some(isAlive));
  expect(readdirSync(machine.place.runtime)).toEqual([]);
  expect(finalFiles()).toEqual([]);
});

test('does not outlive the connection with a child that does not listen', async () => {
  void download(companion, 'deaf', { cookies: [sessionCookie] });
  await companion.firstEvent('dl-deaf', ({ stage }) => stage === 'downloading');
  companion.child.kill('SIGTERM');
  await until(() => companion.child.exitCode !== null);
  expect(machine.readPids().some(isAlive)).toBe(false);
  expect(readdirSync(machine.place.runtime)).toEqual([]);
});

test('a companion that was killed leaves no process, and nothing that the next one does not clear up', async () => {
  void download(companion, 'slow', { cookies: [sessionCookie] });
  await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
  const pids = machine.readPids();
  companion.child.kill('SIGKILL');
  await until(() => companion.child.signalCode !== null);
  // yt-dlp, and a child of it that neither prints nor reads.
  await until(() => !pids.some(isAlive));
  const next = machine.start();
  const result = await download(next, 'ok');
  expect(readdirSync(machine.place.runtime)).toEqual([]);
  expect(result.result?.record).toMatchObject({ path: `${stem}.mp4` });
});

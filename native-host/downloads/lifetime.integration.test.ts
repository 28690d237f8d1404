/** What outlives a call, a connection and a companion; with the stand-in for yt-dlp. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Companion } from '../__fixtures__/companion-client.ts';
import {
  createTestMachine,
  download,
  makeSample,
  readHash,
  sessionCookie,
  type TestMachine,
  until,
} from '../__fixtures__/test-machine.ts';
import { isAlive } from '../archive/lock.ts';
import { createJournal } from './journal.ts';
import { makeStoredDownload } from './testing/make-stored-download.ts';

let sample: Buffer;
let machine: TestMachine;
let companion: Companion;

beforeAll(() => {
  sample = makeSample();
});
beforeEach(() => {
  machine = createTestMachine(sample);
  companion = machine.start();
});
afterEach(() => machine.stop());

const folder = (): string => join(machine.place.root, 'Downloads');
const files = (): string[] =>
  existsSync(folder()) ? readdirSync(folder()).filter((name) => !name.startsWith('.')) : [];
const journalFolder = (): string => join(machine.place.folder, 'downloads');

const start = (video: string, more: Record<string, unknown> = {}, one = companion): Promise<Answer> =>
  download(one, video, { destination: { in: 'downloads', template: null }, ...more });

/** Begins one that does not end by itself, and waits until it moves. */
async function startSlow(more: Record<string, unknown> = {}, one = companion): Promise<Promise<Answer>[]> {
  const call = start('slow', more, one);
  await one.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
  return [call];
}

const lease = { cookies: [], userAgent: null };
const pause = (one = companion): Promise<Answer> => one.call('pause', { downloadId: 'id-slow' });
const list = (more: Record<string, unknown> = {}, one = companion): Promise<Answer> =>
  one.call('list', { after: null, limit: 50, ...more });

interface Listed {
  downloadId: string;
  state: string;
}

const readPage = ({ result }: Answer): Listed[] => (result ? (result.downloads as Listed[]) : []);
const readStates = async (one = companion): Promise<string[]> =>
  readPage(await list({}, one)).map(({ downloadId, state }) => `${downloadId} ${state}`);

describe('a finished download', () => {
  test('is answered at once when it is asked for again', async () => {
    const first = await start('ok');
    rmSync(join(machine.tools, 'argv.json'));
    const second = await start('ok', {}, machine.start());
    expect(second.result).toEqual(first.result);
    expect(existsSync(join(machine.tools, 'argv.json'))).toBe(false);
    expect(files()).toEqual(['A film [ok].mp4']);
  });

  test('is fetched again when its file is gone or is another', async () => {
    const first = await start('ok');
    writeFileSync(join(folder(), 'A film [ok].mp4'), 'mine now');
    const second = await start('ok');
    expect(readHash(second)).toBe(readHash(first));
    expect(second.result).toMatchObject({ record: { path: 'A film [ok] (2).mp4' } });
    expect(readFileSync(join(folder(), 'A film [ok].mp4'), 'utf8')).toBe('mine now');
  });

  test('is in the journal, with nothing of the login', async () => {
    await start('ok', { cookies: [sessionCookie], userAgent: 'Browser/1.0' });
    expect((await list()).result).toMatchObject({
      more: false,
      downloads: [{ downloadId: 'id-ok', state: 'finished', title: 'A film', saved: { outcome: 'saved' } }],
    });
    const texts = readdirSync(journalFolder()).map((name) =>
      readFileSync(join(journalFolder(), name), 'utf8'),
    );
    expect(texts).toHaveLength(1);
    expect(texts.join()).not.toMatch(/secret|SID|Browser/);
  });
});

describe('a running download', () => {
  test('is joined by those who ask for it again, and ends with the last of them', async () => {
    const [first] = await startSlow();
    const second = companion.call('resume', { downloadId: 'id-slow', ...lease }, 'second');
    await companion.firstEvent('second', ({ stage }) => stage === 'downloading');
    await companion.call('cancel', { target: 'dl-slow' });
    expect((await first)?.error?.code).toBe('job.cancelled');
    expect(machine.readPids().every(isAlive)).toBe(true);
    await companion.call('cancel', { target: 'second' });
    expect((await second).error?.code).toBe('job.cancelled');
    await until(() => !machine.readPids().some(isAlive));
  });

  test('is another companion’s as long as that one lives', async () => {
    await startSlow();
    const other = machine.start();
    expect(await readStates(other)).toEqual(['id-slow running']);
    expect((await start('slow', {}, other)).error?.code).toBe('host.busy');
    expect((await pause(other)).error?.code).toBe('host.busy');
    expect((await other.call('cancel', { target: 'id-slow', discard: true })).error?.code).toBe('host.busy');
  });

  test('keeps its id to itself', async () => {
    await startSlow();
    const { error } = await companion.call('download', {
      downloadId: 'id-slow',
      url: 'https://www.youtube.com/watch?v=ok',
      platform: 'youtube',
      destination: { in: 'downloads', template: null },
      choice: { quality: 'original' },
      durationSec: null,
      ...lease,
    });
    expect(error?.code).toBe('input.invalid');
  });

  test('paused, it ends in order and goes on from its part', async () => {
    const [call] = await startSlow();
    expect((await pause()).result).toMatchObject({
      entry: { state: 'paused', progress: { stage: 'downloading' } },
    });
    expect((await call)?.error?.code).toBe('job.paused');
    await until(() => !machine.readPids().some(isAlive));
    void companion.call('resume', { downloadId: 'id-slow', ...lease }, 'again');
    await companion.firstEvent('again', ({ stage }) => stage === 'downloading');
    expect(machine.readRecord('resumed.json')).toBeGreaterThan(0);
  });

  test('is interrupted when the connection ends, and when its companion is killed', async () => {
    await startSlow();
    await companion.close();
    const next = machine.start();
    expect(await readStates(next)).toEqual(['id-slow interrupted']);
    await startSlow({}, next);
    next.child.kill('SIGKILL');
    await until(() => next.child.signalCode !== null);
    expect(await readStates(machine.start())).toEqual(['id-slow interrupted']);
  });

  test('cancelled for good, it leaves nothing', async () => {
    const [call] = await startSlow();
    expect((await companion.call('cancel', { target: 'id-slow', discard: true })).result).toEqual({
      cancelled: true,
    });
    expect((await call)?.error?.code).toBe('job.cancelled');
    expect(readdirSync(join(folder(), '.partial'))).toEqual([]);
    expect(await readStates()).toEqual([]);
    expect((await companion.call('cancel', { target: 'id-slow', discard: true })).result).toEqual({
      cancelled: false,
    });
  });

  test('gives way to another wish under its id, whose parts are not its own', async () => {
    await startSlow();
    await pause();
    const call = start('slow', { choice: { quality: '480p' } });
    await companion.firstEvent('dl-slow', ({ stage }) => stage === 'downloading');
    expect(machine.readRecord('resumed.json')).toBe(0);
    expect(readdirSync(join(folder(), '.partial')).filter((name) => !name.endsWith('.lock'))).toHaveLength(1);
    await pause();
    await call;
  });
});

test('a discarded download loses no finished file', async () => {
  await start('ok');
  await companion.call('cancel', { target: 'id-ok', discard: true });
  expect(files()).toEqual(['A film [ok].mp4']);
  expect(await readStates()).toEqual([]);
});

test('a failed one is kept with its reason, and can be tried again', async () => {
  await start('private');
  expect((await list()).result).toMatchObject({
    downloads: [{ state: 'failed', error: { code: 'platform.private' } }],
  });
  expect((await companion.call('resume', { downloadId: 'id-private', ...lease })).error?.code).toBe(
    'platform.private',
  );
});

test('a crash between two names is made good without asking anybody', async () => {
  const first = await start('ok');
  // What the companion leaves when it dies after it has written down what it is about to name.
  const file = join(folder(), 'A film [ok].mp4');
  const stored = JSON.parse(
    readFileSync(join(journalFolder(), readdirSync(journalFolder())[0] ?? ''), 'utf8'),
  );
  writeFileSync(
    join(journalFolder(), readdirSync(journalFolder())[0] ?? ''),
    JSON.stringify({ ...stored, state: 'running', saved: null }),
  );
  const work = join(folder(), '.partial', machine.readWorkName());
  mkdirSync(join(work, 'done'), { recursive: true });
  writeFileSync(join(work, 'done', 'video.18.mp4'), readFileSync(file));
  rmSync(file);
  const files = [{ draft: 'done/video.18.mp4', record: first.result?.record }];
  writeFileSync(join(work, 'moves.json'), JSON.stringify({ saved: first.result, files }));
  rmSync(join(machine.tools, 'argv.json'));
  const second = await companion.call('resume', { downloadId: 'id-ok', ...lease });
  expect(second.result).toEqual(first.result);
  expect(existsSync(file)).toBe(true);
  expect(existsSync(work)).toBe(false);
  expect(existsSync(join(machine.tools, 'argv.json'))).toBe(false);
});

test.each(['pause', 'resume'])('%s of what nobody knows is told as such', async (command) => {
  const params = { downloadId: 'nobody', ...(command === 'resume' ? lease : {}) };
  expect((await companion.call(command, params)).error?.code).toBe('job.unknown');
});

test('the list comes in pages that fit into frames', async () => {
  const journal = createJournal(journalFolder());
  const title = 'ﷺ'.repeat(900);
  for (let index = 0; index < 400; index += 1)
    await journal.write(
      makeStoredDownload({
        downloadId: `d${index}`,
        title,
        state: 'failed',
        startedAt: new Date(index * 1000).toISOString(),
      }),
      { durable: false },
    );
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const answer = await list({ after, limit: 200 });
    const page = readPage(answer).map(({ downloadId }) => downloadId);
    expect(page.length).toBeGreaterThan(0);
    seen.push(...page);
    after = page.at(-1) ?? null;
    more = answer.result?.more === true;
  }
  expect(seen).toEqual(Array.from({ length: 400 }, (_, index) => `d${399 - index}`));
  expect((await list({ in: 'archive' })).result).toEqual({ downloads: [], more: false });
});

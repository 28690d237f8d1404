import { beforeEach, expect, it, vi } from 'vitest';
import { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import type { Delivery, DownloadRecord, MadeMedia } from '../core/downloads/download-record.ts';
import { afterEvent, type DownloadEvent } from '../core/downloads/download-state.ts';
import type { OffscreenRequest } from './protocol.ts';

/** Never answers once the worker is dead. */
let before: (effect: string) => Promise<void>;
/** What the browser has saved, by id. */
let saved: { id: number; url: string; filename: string; state: string; fileSize: number; exists: boolean }[];
/** Files in the browser's own storage, and how often they were made. */
let held: string[];
let timesMade: number;
let urls: number;
let gaps: MadeMedia['gaps'];

const film = { path: 'target/Talks/Film.mp4', bytes: 500, sha256: '1'.repeat(64) };
const captions = { path: 'target/Talks/Film.de.vtt', bytes: 20, sha256: '2'.repeat(64) };

/** Each time another address, and another hash: a file says when it was put together. */
function make(): MadeMedia {
  timesMade += 1;
  held = ['tracks/film', film.path, captions.path];
  const facts = { durationSec: 9, width: 640, height: 360, videoCodec: 'h264', audioCodec: 'aac' };
  const record = { ...film, sha256: String(timesMade).repeat(64) };
  return { record, extras: [captions], title: 'Film', ...facts, gaps, left: [] };
}

async function answer(request: OffscreenRequest): Promise<object> {
  switch (request.verb) {
    case 'media.save':
      return { made: make() };
    case 'media.offer':
      urls += 1;
      if (held.includes(request.path)) return { url: `blob:${urls}` };
      throw new Error(`${request.path} is not there`);
    case 'drop':
      held = held.filter((path) => !request.paths.includes(path));
      return { done: true };
    case 'release':
      held = [];
      return { done: true };
    default:
      throw new Error(`nobody answers ${request.verb}`);
  }
}

vi.mock('wxt/browser', () => ({
  browser: {
    permissions: { contains: async () => true },
    downloads: {
      download: async ({ url, filename }: { url: string; filename: string }) => {
        await before('download');
        const fileSize = filename.endsWith('.vtt') ? captions.bytes : film.bytes;
        const id = saved.length + 1;
        saved.push({ id, url, filename, state: 'complete', fileSize, exists: true });
        await before('downloaded');
        return id;
      },
      search: async ({ id, url }: { id?: number; url?: string }) =>
        saved.filter((one) => one.id === id || one.url === url),
    },
  },
}));
vi.mock('./offscreen-port.ts', () => ({
  askOffscreen: async (request: OffscreenRequest) => {
    await before(request.verb);
    const reply = await answer(request);
    await before(`${request.verb} answered`);
    return reply;
  },
}));
const { createBrowserDownloads } = await import('./browser-downloads.ts');

const wanted: DownloadRecord = {
  id: '7f9c24e5-2f1a-4c8e-9d39-1d0a8f6f0b11',
  place: 1,
  url: 'https://video.example/film',
  entry: null,
  title: 'Film',
  author: null,
  durationSec: null,
  choice: downloadChoiceSchema.parse({ quality: 'original' }),
  template: null,
  withLogin: false,
  state: { status: 'running' },
  begun: true,
  losses: 0,
  createdAt: '2026-11-21T12:00:00Z',
  finishedAt: null,
};

/** The library's part: what was noted is in the record that the next worker reads. */
let record: DownloadRecord;
async function run() {
  const keep = async (_downloadId: string, delivery: Delivery): Promise<void> => {
    await before('keep');
    record = { ...record, delivery };
    await before('kept');
  };
  const finished = await createBrowserDownloads({ keep }).run(record, () => {}, new AbortController().signal);
  await before('finish');
  return finished;
}

/** Runs until the nth effect, where the worker dies; false when there are fewer. */
async function killAt(effect: number): Promise<boolean> {
  let count = 0;
  const dead = new Promise<true>((resolve) => {
    before = async () => {
      count += 1;
      if (count < effect) return;
      resolve(true);
      await new Promise(() => {});
    };
  });
  const killed = await Promise.race([dead, run().then(() => false)]);
  before = async () => {};
  return killed;
}

beforeEach(reset);

function reset(): void {
  before = async () => {};
  [saved, held, timesMade, urls, record, gaps] = [[], [], 0, 0, wanted, null];
}

const names = ['Star Export/Talks/Film.mp4', 'Star Export/Talks/Film.de.vtt'];

it.each([
  ['nothing', null, []],
  ['the tracks of one with gaps', { segments: 2, sec: 4, captions: [] }, ['tracks/film']],
])(
  'killed before any effect, saves each file once, makes nothing anew that is noted, and leaves %s',
  async (_, missing, left) => {
    gaps = missing;
    for (let effect = 1; await killAt(effect); effect += 1) {
      const times = record.delivery ? 0 : 1;
      timesMade = 0;
      const finished = await run();
      expect(timesMade).toBe(times);
      expect(saved.map(({ filename }) => filename)).toEqual(names);
      expect(finished).toMatchObject({ browserId: 1, record: { path: 'Talks/Film.mp4' }, extras: [{}] });
      expect(held).toEqual(left);
      expect(effect).toBeLessThan(100);
      reset();
      gaps = missing;
    }
  },
);

it.each(['cancel', 'pause'] as const)(
  'that was told to %s as the worker was killed is saved once when it is resumed',
  async (type) => {
    const stopped: DownloadEvent = type === 'pause' ? { type, progress: null } : { type, discard: false };
    for (let effect = 1; await killAt(effect); effect += 1) {
      for (const event of [stopped, { type: 'resume' }, { type: 'begin' }] as const)
        record = afterEvent(record, event, 0) ?? record;
      await run();
      expect(saved.map(({ filename }) => filename)).toEqual(names);
      expect(held).toEqual([]);
      expect(effect).toBeLessThan(100);
      reset();
    }
  },
);

it('saves again what was cut off or is gone, and only that', async () => {
  before = async (effect) => {
    if (effect === 'finish') throw new Error('killed');
  };
  await expect(run()).rejects.toThrow();
  before = async () => {};
  held = [film.path, captions.path];
  saved = saved.map((one) => (one.id === 1 ? { ...one, state: 'interrupted' } : { ...one }));
  await run();
  expect(saved.map(({ filename }) => filename)).toEqual([...names, names[0]]);
});

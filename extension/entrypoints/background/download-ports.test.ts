import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import type { DownloadWish, MadeMedia } from '../../core/downloads/download-record.ts';
import { applyEvent } from '../../jobs/downloads/apply-event.ts';
import { cancelDownload } from '../../jobs/downloads/cancel-download.ts';
import { createDownloadQueue } from '../../jobs/downloads/download-queue.ts';
import { pauseDownload } from '../../jobs/downloads/pause-download.ts';
import { removeDownloads } from '../../jobs/downloads/remove-downloads.ts';
import { resumeDownload } from '../../jobs/downloads/resume-download.ts';
import { startDownloads } from '../../jobs/downloads/start-downloads.ts';
import type { OffscreenRequest } from '../../messaging/protocol.ts';
import { listDownloadsIn } from '../../storage/download-store.ts';
import { readDownload } from '../../storage/queries.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';

const film = { path: 'target/Film.mp4', bytes: 500, sha256: '1'.repeat(64) };
const captions = { path: 'target/Film.de.vtt', bytes: 20, sha256: '2'.repeat(64) };

/** What the user does, and at which effect. */
let act: (() => Promise<unknown>) | null;
let actAt: number;
let effects: number;
/** Files in the browser's own storage. */
let held: string[];
/** The browser's downloads; one that comes slowly is whole when it is looked for the second time. */
let downloads: { id: number; url: string; filename: string; state: string; fileSize: number; exists: true }[];
let isSlow: boolean;
/** Whether the queue runs one. */
let isBusy = false;
let making: ((error: AppError) => void) | null;
let saveError: AppError | null;

const realTimeout = globalThis.setTimeout;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => realTimeout(resolve, ms));

/** The user acts; what the product does about it goes on meanwhile, or has ended. */
async function reach(): Promise<void> {
  effects += 1;
  if (effects === actAt && act) await Promise.race([act(), sleep(4)]);
}

async function make(): Promise<{ made: MadeMedia }> {
  if (saveError) throw saveError;
  held.push('tracks/film');
  await new Promise<void>((resolve, reject) => {
    making = reject;
    realTimeout(resolve, 2);
  });
  making = null;
  held.push(film.path, captions.path);
  const facts = { durationSec: 9, width: 640, height: 360, videoCodec: 'h264', audioCodec: 'aac' };
  return { made: { record: film, extras: [captions], title: 'Film', ...facts, gaps: null, left: [] } };
}

async function answer(request: OffscreenRequest): Promise<object> {
  switch (request.verb) {
    case 'media.save':
      return make();
    case 'media.stop':
      making?.(new AppError('job.cancelled'));
      return { done: true };
    case 'media.offer':
      if (!held.includes(request.path)) throw new Error(`${request.path} is not there`);
      return { url: `blob:${request.path}/${downloads.length}` };
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
      async download({ url, filename }: { url: string; filename: string }) {
        await reach();
        const fileSize = filename.endsWith('.vtt') ? captions.bytes : film.bytes;
        const state = isSlow ? 'in_progress' : 'complete';
        const id = downloads.push({ id: downloads.length + 1, url, filename, state, fileSize, exists: true });
        await reach();
        return id;
      },
      async search({ id, url }: { id?: number; url?: string }) {
        await reach();
        const found = downloads.filter((one) => one.id === id || one.url === url).map((one) => ({ ...one }));
        for (const one of downloads) if (one.state === 'in_progress') one.state = 'complete';
        await reach();
        return found;
      },
      async cancel(id: number) {
        for (const one of downloads)
          if (one.id === id && one.state === 'in_progress') one.state = 'interrupted';
      },
    },
  },
}));
vi.mock('../../messaging/offscreen-port.ts', () => ({
  askOffscreen: async (request: OffscreenRequest) => {
    await reach();
    const reply = await answer(request);
    await reach();
    return reply;
  },
}));
vi.mock('../../media/files/opfs-folder.ts', () => ({ hasJobFolder: async () => held.length > 0 }));
vi.mock('./read-lease.ts', () => ({ readLease: async () => ({}) }));
vi.mock('./companion.ts', () => ({
  host: {
    call: async () => {
      await reach();
      throw new AppError('host.missing');
    },
  },
}));
const { createDownloadPorts } = await import('./download-ports.ts');

const wish: DownloadWish = {
  url: 'https://video.example/film',
  entry: null,
  title: 'Film',
  author: null,
  durationSec: null,
  choice: downloadChoiceSchema.parse({ quality: 'original' }),
  template: null,
  withLogin: false,
};

function openWorker() {
  const ports = createDownloadPorts(() => undefined);
  const onTrouble = vi.fn();
  const queue = createDownloadQueue(ports, {
    prepare: async () => undefined,
    onBusy: async () => {
      isBusy = true;
    },
    onIdle: async () => {
      isBusy = false;
    },
    onTrouble,
  });
  const worker = { ports, queue };
  return {
    ports,
    onTrouble,
    tick: queue.tick,
    start: async (): Promise<string> => {
      const [id = ''] = await startDownloads(ports, [wish]);
      await queue.tick();
      return id;
    },
    pause: (id: string) => pauseDownload(worker, id).then(queue.tick),
    cancel: (id: string, discard: boolean) => cancelDownload(worker, id, discard).then(queue.tick),
    resume: (id: string) => resumeDownload(ports, id).then(queue.tick),
    remove: (id: string) => removeDownloads(ports, [id]),
  };
}
type Worker = ReturnType<typeof openWorker>;

type Deed = (worker: Worker, id: string) => Promise<unknown>;

const deeds: Record<string, Deed> = {
  pause: (worker, id) => worker.pause(id),
  'cancel and keep': (worker, id) => worker.cancel(id, false),
  'cancel and delete': (worker, id) => worker.cancel(id, true),
  'pause and resume': (worker, id) => worker.pause(id).then(() => worker.resume(id)),
  'cancel, keep and resume twice': (worker, id) =>
    worker.cancel(id, false).then(() => Promise.all([worker.resume(id), worker.resume(id)])),
  'cancel, delete and resume at once': (worker, id) =>
    Promise.all([worker.cancel(id, true), sleep(4).then(() => worker.resume(id))]),
};

const wholeNames = (): string[] =>
  downloads.flatMap(({ state, filename }) => (state === 'complete' ? [filename] : [])).sort();
const names = ['Star Export/Film.de.vtt', 'Star Export/Film.mp4'];

const statusOf = async (id: string) => (await readDownload(id))?.state.status;

/** Until nothing runs and nothing waits. */
async function rest(): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(isBusy).toBe(false);
      expect(await listDownloadsIn(['queued', 'running', 'interrupted'])).toEqual([]);
    },
    { timeout: 15_000, interval: 1 },
  );
}

async function reset(): Promise<void> {
  await freshLibrary();
  [act, actAt, effects, held, downloads, isSlow, making, saveError] = [null, 0, 0, [], [], false, null, null];
}

/** Downloads, with a deed at the nth effect; null when there are fewer. */
async function downloadWith(deed: Deed, nth: number): Promise<{ worker: Worker; id: string } | null> {
  const worker = openWorker();
  let deedEnds: Promise<unknown> = Promise.resolve();
  actAt = nth;
  act = () => {
    deedEnds = listDownloadsIn(['running']).then(([one]) => deed(worker, one?.id ?? ''));
    return deedEnds;
  };
  const id = await worker.start();
  await rest();
  await deedEnds;
  await rest();
  expect(worker.onTrouble).not.toHaveBeenCalled();
  return effects < nth ? null : { worker, id };
}

/** Goes through all moments at which a user can act; returns how many there are. */
async function walk(deed: Deed, check: (met: { worker: Worker; id: string; at: string }) => Promise<void>) {
  let moments = 0;
  for (const slow of [false, true])
    for (let nth = 1; ; nth += 1) {
      await reset();
      isSlow = slow;
      const met = await downloadWith(deed, nth);
      if (!met) break;
      await check({ ...met, at: `effect ${nth}${slow ? ', slow' : ''}` });
      moments += 1;
      expect(moments).toBeLessThan(100);
    }
  expect(moments).toBeGreaterThan(15);
}

beforeEach(async () => {
  // The browser is asked four times a second how far it is.
  vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => realTimeout(run, ms / 100));
  await reset();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a download of the browser alone', () => {
  it.each(Object.entries(deeds))(
    'is saved once and finished when it is there, whatever the moment at which its user is to %s',
    async (name, deed) => {
      await walk(deed, async ({ worker, id, at }) => {
        const status = await statusOf(id);
        expect([at, wholeNames()]).toEqual([at, status === 'finished' ? names : []]);
        if (name.includes('resume')) expect([at, status]).toEqual([at, 'finished']);
        if (name === 'cancel and delete') expect([at, held]).toEqual([at, []]);
        await Promise.all([worker.resume(id), worker.resume(id)]);
        await rest();
        expect([at, await statusOf(id), wholeNames(), held]).toEqual([at, 'finished', names, []]);
      });
    },
  );

  it('leaves nothing when it is taken out of the list as soon as it is cancelled', async () => {
    await walk(
      (worker, id) => worker.cancel(id, false).then(() => worker.remove(id)),
      async ({ id, at }) => {
        expect([at, await readDownload(id), held]).toEqual([at, null, []]);
      },
    );
  });

  it('goes on by itself when the worker was killed before anything of it was there', async () => {
    const { ports } = openWorker();
    const [id = ''] = await startDownloads(ports, [wish]);
    await applyEvent(ports, id, { type: 'begin' });
    await openWorker().tick();
    await vi.waitFor(async () => expect(await statusOf(id)).toBe('finished'), 15_000);
    expect(wholeNames()).toEqual(names);
  });

  it('that failed is gone when it is to be deleted, though the companion was never there', async () => {
    saveError = new AppError('media.drm');
    const worker = openWorker();
    const id = await worker.start();
    await rest();
    expect(await statusOf(id)).toBe('failed');
    await worker.cancel(id, true);
    expect((await readDownload(id))?.state).toEqual({ status: 'cancelled', parts: 'gone' });
  });
});

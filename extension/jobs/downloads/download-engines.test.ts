import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { DownloadRecord, SavedDownload } from '../../core/downloads/download-record.ts';
import { type BrowserEngine, createDownloadEngines } from './download-engines.ts';
import type { DownloadCompanion } from './ports.ts';

const byCompanion = { title: 'companion' } as SavedDownload;
const byBrowser = { title: 'browser' } as SavedDownload;
const record = { id: 'one', url: 'https://site.test/film.mp4', begun: false } as DownloadRecord;
const progress = {
  stage: 'downloading',
  percent: 5,
  bytes: 5,
  totalBytes: 100,
  bytesPerSec: 1,
  etaSec: 95,
} as const;

function createWorld(companionCode: ErrorCode | null = null, held: string[] = []) {
  const fail = async () => {
    if (companionCode) throw new AppError(companionCode);
  };
  const companion = {
    run: vi.fn(async () => {
      await fail();
      return byCompanion;
    }),
    pause: vi.fn(),
    cancel: vi.fn(fail),
    list: vi.fn(async () => {
      await fail();
      return new Map();
    }),
  } satisfies DownloadCompanion;
  const browser = {
    canTry: vi.fn(() => true),
    holds: vi.fn(async (id: string) => held.includes(id)),
    takeOver: vi.fn(async () => {}),
    run: vi.fn<BrowserEngine['run']>(async () => byBrowser),
    stop: vi.fn(async () => {}),
    discard: vi.fn(async () => {}),
  } satisfies BrowserEngine;
  return { companion, browser, engines: createDownloadEngines(companion, browser) };
}

const { signal } = new AbortController();
const run = ({ engines }: ReturnType<typeof createWorld>, of = record) => engines.run(of, () => {}, signal);

describe('a download', () => {
  it('is the companion’s where that is there', async () => {
    const world = createWorld();
    expect(await run(world)).toBe(byCompanion);
    expect(world.browser.run).not.toHaveBeenCalled();
  });

  it('is the browser’s where the companion is missing', async () => {
    expect(await run(createWorld('host.missing'))).toBe(byBrowser);
  });

  it('waits for the companion where that has another trouble, or the browser may not try', async () => {
    await expect(run(createWorld('host.disconnected'))).rejects.toMatchObject({ code: 'host.disconnected' });
    const world = createWorld('host.missing');
    world.browser.canTry.mockReturnValue(false);
    await expect(run(world)).rejects.toMatchObject({ code: 'host.missing' });
  });

  it('says that the companion is missing where the browser can do nothing, and the browser’s own trouble else', async () => {
    const world = createWorld('host.missing');
    world.browser.run.mockRejectedValueOnce(new AppError('input.not_supported'));
    await expect(run(world)).rejects.toMatchObject({ code: 'host.missing' });
    world.browser.run.mockRejectedValueOnce(new AppError('net.permission'));
    await expect(run(world)).rejects.toMatchObject({ code: 'net.permission' });
  });

  it('that the browser has begun is ended by it, though the companion has come', async () => {
    const world = createWorld(null, ['one']);
    expect(await run(world, { ...record, begun: true })).toBe(byBrowser);
    expect(world.companion.run).not.toHaveBeenCalled();
  });

  it('is paused where it runs, and says how far it is', async () => {
    const world = createWorld('host.missing');
    let end = (): void => {};
    world.browser.run.mockImplementationOnce((_record, onProgress) => {
      onProgress(progress);
      return new Promise((_resolve, reject) => {
        end = () => reject(new AppError('job.cancelled'));
      });
    });
    const running = run(world);
    await vi.waitFor(() => expect(world.browser.run).toHaveBeenCalled(), 15_000);
    expect(await world.engines.pause('one')).toMatchObject({ state: 'paused', progress });
    expect(world.browser.stop).toHaveBeenCalledWith('one');
    end();
    await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
    await world.engines.pause('one');
    expect(world.companion.pause).toHaveBeenCalledWith('one');
  });

  it('is forgotten by whoever holds it', async () => {
    const world = createWorld('host.missing', ['one']);
    await world.engines.cancel('one', true);
    expect(world.browser.discard).toHaveBeenCalledWith('one');
    await world.engines.cancel('one', false);
    expect(world.browser.stop).toHaveBeenCalledWith('one');
    await expect(world.engines.cancel('other', true)).rejects.toMatchObject({ code: 'host.missing' });
  });

  it('that the browser ran is in no journal, and the companion is not asked for it', async () => {
    const world = createWorld('host.busy', ['one']);
    expect(await world.engines.list(['one'])).toEqual(new Map());
    await expect(world.engines.list(['one', 'other'])).rejects.toMatchObject({ code: 'host.busy' });
    expect(world.companion.list).toHaveBeenCalledWith(['other']);
  });

  it('of which nothing is known is run again where the companion is missing', async () => {
    expect(await createWorld('host.missing').engines.list(['one'])).toEqual(new Map());
  });
});

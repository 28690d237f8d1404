/** Workers of the product whose script cannot be loaded, as after an update of the extension. */
import { beforeAll, expect, it, vi } from 'vitest';

/** Fails as Chromium does: by an event without a message, after the call. */
class LostWorker extends EventTarget {
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event('error')));
  }
  postMessage(): void {}
  terminate(): void {}
}

beforeAll(() => vi.stubGlobal('Worker', LostWorker));

const jobId = 'job';

it('an archive worker that is lost fails what was asked of it, each time', async () => {
  const { askArchiveWorker } = await import('../archive/ask-archive-worker.ts');
  const ask = () => askArchiveWorker((worker) => worker.release({ jobId }));
  await expect(ask()).rejects.toMatchObject({ code: 'storage.failed', retryable: true });
  await expect(ask()).rejects.toMatchObject({ code: 'storage.failed' });
});

it('a pack worker does', async () => {
  const { askPackWorker } = await import('../pack/ask-pack-worker.ts');
  const asked = askPackWorker((worker) => worker.closeZip({ jobId }));
  await expect(asked).rejects.toMatchObject({ code: 'storage.failed' });
});

it('a check worker does', async () => {
  const { startCheckWorker } = await import('../check/start-check-worker.ts');
  const worker = startCheckWorker();
  const asked = worker.ask((api) => api.check({ archive: { zips: [] }, known: null }, () => undefined));
  await expect(asked).rejects.toMatchObject({ code: 'storage.failed' });
  worker.end();
});

it('a hash worker does, and its file is let go of', async () => {
  const { createFileHash } = await import('../hash/file-hash.ts');
  await expect(createFileHash(() => 0, null)).rejects.toMatchObject({ code: 'storage.failed' });
});

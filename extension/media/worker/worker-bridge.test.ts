import { expect, it } from 'vitest';
import { FakeWorker } from '../testing/fake-worker.ts';
import { keepWorker } from './keep-worker.ts';
import { watchWorker } from './worker-bridge.ts';

type Api = { work(): Promise<{ done: boolean }> };
const never = () => new Promise<{ done: boolean }>(() => undefined);

function start(work: Api['work'], { signal = new AbortController().signal, silenceMs = 10_000 } = {}) {
  const worker = new FakeWorker({ work });
  const watched = watchWorker<Api>(worker as unknown as Worker, {
    signal,
    silenceMs,
    stalledCode: 'ffmpeg.stalled',
    failedCode: 'ffmpeg.failed',
  });
  return { worker, watched };
}

it('an answer comes through, and an error with its code', async () => {
  const { watched } = start(async () => ({ done: true }));
  expect(await watched.ask((api) => api.work())).toEqual({ done: true });
  const wire = { code: 'storage.full', message: 'full', context: {}, retryable: true } as const;
  await expect(watched.ask(async () => ({ error: wire }))).rejects.toMatchObject({ code: 'storage.full' });
  watched.end();
});

it('a worker that says nothing for too long has stalled', async () => {
  const { worker, watched } = start(never, { silenceMs: 20 });
  await expect(watched.ask((api) => api.work())).rejects.toMatchObject({ code: 'ffmpeg.stalled' });
  watched.end();
  expect(worker.isEnded).toBe(true);
});

it('a worker that dies fails what was asked of it', async () => {
  const { worker, watched } = start(never);
  const asked = watched.ask((api) => api.work());
  worker.dispatchEvent(Object.assign(new Event('error'), { message: 'gone' }));
  await expect(asked).rejects.toMatchObject({ code: 'ffmpeg.failed', message: 'gone' });
  watched.end();
});

it('what is cancelled ends at once, also before it began', async () => {
  const stop = new AbortController();
  const { watched } = start(never, { signal: stop.signal });
  const asked = watched.ask((api) => api.work());
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: 'job.cancelled' });
  const late = start(never, { signal: stop.signal });
  await expect(late.watched.ask((api) => api.work())).rejects.toMatchObject({ code: 'job.cancelled' });
});

it('a worker that dies fails all that wait, and what comes later', async () => {
  const { worker, watched } = start(never);
  const asked = [watched.ask((api) => api.work()), watched.ask((api) => api.work())];
  worker.dispatchEvent(new Event('messageerror'));
  for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'ffmpeg.failed' });
  await expect(watched.ask((api) => api.work())).rejects.toMatchObject({ code: 'ffmpeg.failed' });
  expect(watched.isLost()).toBe(true);
});

it('a worker that is kept is started once, and anew after it was lost', async () => {
  const workers: FakeWorker[] = [];
  const ask = keepWorker<Api>(() => {
    const worker = new FakeWorker({ work: workers.length === 0 ? never : async () => ({ done: true }) });
    workers.push(worker);
    return worker as unknown as Worker;
  }, 'storage.failed');
  expect(workers).toHaveLength(0);
  const asked = [ask((api) => api.work()), ask((api) => api.work())];
  expect(workers).toHaveLength(1);
  workers[0]?.dispatchEvent(new Event('error'));
  for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'storage.failed' });
  expect(await ask((api) => api.work())).toEqual({ done: true });
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
});

import { expect, it, vi } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { findOrStart, findRunning, type Listener } from './running.ts';

/** Ends some time after it was told to, as yt-dlp does. */
function createSlow() {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const run = ({ signal }: Listener) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => left.then(() => reject(new Error('killed'))));
    });
  return { run, leave };
}

function createCall() {
  const control = new AbortController();
  return { control, listener: { signal: control.signal, emit: vi.fn() } };
}

it('joins a download that runs', async () => {
  const { run, leave } = createSlow();
  const started = await findOrStart('a', 'key', run);
  expect(await findOrStart('a', 'key', run)).toBe(started);
  leave();
  await started.stop(new AppError('job.cancelled'));
  expect(findRunning('a')).toBeNull();
});

it('does not join one that was told to end: that is waited for, and begun anew once, whoever has waited', async () => {
  const { run, leave } = createSlow();
  const { control, listener } = createCall();
  const call = (await findOrStart('a', 'key', run)).join(listener);
  control.abort(new AppError('job.cancelled'));
  const again = vi.fn(run);
  const found = vi.fn();
  const finding = Promise.all([findOrStart('a', 'key', again), findOrStart('a', 'key', again)]).then(found);
  await new Promise((resolve) => setImmediate(resolve));
  expect(found).not.toHaveBeenCalled();
  leave();
  await finding;
  expect(again).toHaveBeenCalledTimes(1);
  await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(findRunning('a')).not.toBeNull();
  await findRunning('a')?.stop(new AppError('job.cancelled'));
});

it('stays with those who still want it when one leaves', async () => {
  const { run, leave } = createSlow();
  const [first, second] = [createCall(), createCall()];
  const started = await findOrStart('a', 'key', run);
  const calls = [started.join(first.listener), started.join(second.listener)];
  first.control.abort(new AppError('job.paused'));
  await expect(calls[0]).rejects.toMatchObject({ code: 'job.paused' });
  expect(await findOrStart('a', 'key', run)).toBe(started);
  leave();
  second.control.abort(new AppError('job.cancelled'));
  await expect(calls[1]).rejects.toMatchObject({ code: 'job.cancelled' });
});

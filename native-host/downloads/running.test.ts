import { expect, it, vi } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { findJoinable, type Listener, startRunning } from './running.ts';

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
  const started = startRunning('a', 'key', run);
  expect(await findJoinable('a')).toBe(started);
  leave();
  await started.stop(new AppError('job.cancelled'));
  expect(await findJoinable('a')).toBeNull();
});

it('does not join one that was told to end: that is waited for', async () => {
  const { run, leave } = createSlow();
  const { control, listener } = createCall();
  const call = startRunning('a', 'key', run).join(listener);
  control.abort(new AppError('job.cancelled'));
  const found = vi.fn();
  const finding = findJoinable('a').then(found);
  await new Promise((resolve) => setImmediate(resolve));
  expect(found).not.toHaveBeenCalled();
  leave();
  await finding;
  expect(found).toHaveBeenCalledWith(null);
  await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
});

it('stays with those who still want it when one leaves', async () => {
  const { run, leave } = createSlow();
  const [first, second] = [createCall(), createCall()];
  const started = startRunning('a', 'key', run);
  const calls = [started.join(first.listener), started.join(second.listener)];
  first.control.abort(new AppError('job.paused'));
  await expect(calls[0]).rejects.toMatchObject({ code: 'job.paused' });
  expect(await findJoinable('a')).toBe(started);
  leave();
  second.control.abort(new AppError('job.cancelled'));
  await expect(calls[1]).rejects.toMatchObject({ code: 'job.cancelled' });
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { holdWhenEnded } from './hold-when-ended.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failWith = (thrown: unknown) => holdWhenEnded({ ask: () => Promise.reject(thrown) });

it.each([
  new Error('No SW'),
  new AppError('bug.unexpected', 'No SW'),
  new AppError('host.disconnected', undefined, { cause: new Error('No SW') }),
])(
  'what a worker that is being ended cannot ask is not told while it can still write: %s',
  async (thrown) => {
    const told = vi.fn();
    failWith(thrown).ask().catch(told);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(told).not.toHaveBeenCalled();
    // A worker that lives all the same does not wait without end.
    await vi.advanceTimersByTimeAsync(2000);
    expect(told).toHaveBeenCalledWith(thrown);
  },
);

it('any other failure is told at once', async () => {
  await expect(failWith(new AppError('host.missing')).ask()).rejects.toMatchObject({ code: 'host.missing' });
});

it('what succeeds, what answers at once and what is no function are as they were', async () => {
  const port = holdWhenEnded({
    place: 'here',
    async ask(text: string) {
      return `${text} ${this.place}`;
    },
    count: () => 3,
  });
  expect([await port.ask('it is'), port.count(), port.place]).toEqual(['it is here', 3, 'here']);
});

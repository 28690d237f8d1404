import { expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { openLine } from './open-line.ts';

const cancelled = { code: 'job.cancelled' };

function openWaiting() {
  const outer = new AbortController();
  const asked: AbortSignal[] = [];
  const wait = (signal: AbortSignal): Promise<never> => {
    asked.push(signal);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const line = openLine<AbortSignal>(
    { askFirst: (_upTo, signal) => wait(signal), askPart: (_part, signal) => wait(signal) },
    outer.signal,
  );
  return { line, outer, asked };
}

it.each([
  ['the line', ({ line }: ReturnType<typeof openWaiting>) => line.end()],
  ['all', ({ outer }: ReturnType<typeof openWaiting>) => outer.abort(new AppError('job.cancelled'))],
])('what is asked and waited for ends with %s', async (_name, end) => {
  const opened = openWaiting();
  const { line } = opened;
  const waiting = [
    line.askFirst(null),
    line.askPart({ from: 1, to: 2, totalBytes: 3, validator: '"one"' }),
    line.sleep(60_000),
  ];
  end(opened);
  for (const one of waiting) await expect(one).rejects.toMatchObject(cancelled);
  await expect(line.sleep(60_000)).rejects.toMatchObject(cancelled);
  expect(line.throwIfAborted).toThrow();
});

it('a line that ends leaves what it was opened under', () => {
  const { line, outer } = openWaiting();
  line.end();
  expect(outer.signal.aborted).toBe(false);
});

it('what is waited for comes', async () => {
  const { line } = openWaiting();
  await line.sleep(1);
  expect(line.throwIfAborted).not.toThrow();
});

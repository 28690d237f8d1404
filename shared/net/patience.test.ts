import { expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { createPatience, type Pauses } from './patience.ts';

const atOnce: Pauses = { throwIfAborted: () => undefined, sleep: async () => undefined };
const passing = new AppError('media.incomplete');
const much = 1024 * 1024;

test('the fourth failure in a row is the last', async () => {
  const patience = createPatience(atOnce, 0);
  for (let failure = 1; failure <= 3; failure += 1) await patience.wait(passing, 0);
  await expect(patience.wait(passing, 0)).rejects.toBe(passing);
});

test('a try that brought something begins the count anew, one that brought a few bytes does not', async () => {
  const patience = createPatience(atOnce, 0);
  for (let round = 0; round < 20; round += 1) await patience.wait(passing, much);
  for (let failure = 1; failure <= 3; failure += 1) await patience.wait(passing, 100);
  await expect(patience.wait(passing, 100)).rejects.toBe(passing);
});

test.each([
  'media.expired',
  'storage.full',
  'media.wrong_type',
  'net.private_address',
  'platform.not_found',
] as const)('nothing is tried again after %s', async (code) => {
  const error = new AppError(code);
  await expect(createPatience(atOnce, 0).wait(error, much)).rejects.toBe(error);
});

test('what is none of our errors is thrown on', async () => {
  const error = new Error('bug');
  await expect(createPatience(atOnce, 0).wait(error, much)).rejects.toBe(error);
});

test('a wait of more than a minute is left to the caller', async () => {
  const error = new AppError('platform.rate_limited', undefined, { context: { retryAfterSec: 61 } });
  await expect(createPatience(atOnce, 0).wait(error, 0)).rejects.toBe(error);
});

test('giving up ends a wait', async () => {
  const ended = new Error('ended');
  const pauses: Pauses = { ...atOnce, sleep: () => Promise.reject(ended) };
  await expect(createPatience(pauses).wait(passing, 0)).rejects.toBe(ended);
});

import { expect, it, vi } from 'vitest';
import { AppError } from '../app-error.ts';
import { tryAddresses } from './try-addresses.ts';

const missing = new AppError('platform.not_found');
const expired = new AppError('media.expired');

it('an address that does not have the file is passed over', async () => {
  const fetchFrom = vi.fn(async (address: string) => {
    if (address !== 'third') throw missing;
    return address;
  });
  expect(await tryAddresses(['first', 'second', 'third', 'fourth'], fetchFrom)).toBe('third');
  expect(fetchFrom.mock.calls).toEqual([['first'], ['second'], ['third']]);
});

it('the last refusal is the answer', async () => {
  await expect(tryAddresses(['first', 'second'], () => Promise.reject(missing))).rejects.toBe(missing);
});

it('of a file that is damaged where it lies one more address is tried', async () => {
  const damaged = new AppError('media.damaged');
  const fetchFrom = vi.fn(() => Promise.reject(damaged));
  await expect(tryAddresses(['first', 'second', 'third'], fetchFrom)).rejects.toBe(damaged);
  expect(fetchFrom.mock.calls).toEqual([['first'], ['second']]);
});

it('any other failure ends it: the same file is asked for again from where it was', async () => {
  const fetchFrom = vi.fn(() => Promise.reject(expired));
  await expect(tryAddresses(['first', 'second'], fetchFrom)).rejects.toBe(expired);
  expect(fetchFrom).toHaveBeenCalledTimes(1);
});

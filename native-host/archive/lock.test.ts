import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { isLocked, takeLock } from './lock.ts';
import { readRegular } from './open-regular.ts';

vi.mock('./open-regular.ts', { spy: true });

const busy = { code: 'host.busy' };
let path: string;

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'star-lock-')), 'x.lock');
});

test('there is one holder at a time, and none after the release', async () => {
  const lock = await takeLock(path);
  await expect(takeLock(path)).rejects.toMatchObject(busy);
  await lock.release();
  await (await takeLock(path)).release();
  expect(readdirSync(dirname(path))).toEqual([]);
});

test('of many that want it at once one gets it', async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each([
  ['of a process that is gone', '999999999\n'],
  ['that is empty, as a power cut leaves it', ''],
])('a lock %s is taken over', async (_name, text) => {
  writeFileSync(path, text);
  const past = new Date(Date.now() - 60_000);
  utimesSync(path, past, past);
  await (await takeLock(path)).release();
  expect(readdirSync(dirname(path))).toEqual([]);
});

test('a lock that is empty because it is just being written is its maker’s', async () => {
  writeFileSync(path, '');
  await expect(takeLock(path)).rejects.toMatchObject(busy);
});

test('a lock that nobody has touched for long is taken over, though its number lives on in another process', async () => {
  writeFileSync(path, `${process.pid}\n`);
  const past = new Date(Date.now() - 10 * 60_000);
  utimesSync(path, past, past);
  const lock = await takeLock(path);
  await expect(takeLock(path)).rejects.toMatchObject(busy);
  await lock.release();
});

test.runIf(process.platform === 'linux')(
  'a lock whose number went to another process is taken over at once',
  async () => {
    writeFileSync(path, `${process.pid} 1\n`);
    await (await takeLock(path)).release();
    expect(readdirSync(dirname(path))).toEqual([]);
  },
);

test('a lock that was taken over by another process stays when the first one releases it', async () => {
  const lock = await takeLock(path);
  writeFileSync(path, '1\n');
  await lock.release();
  expect(readdirSync(dirname(path))).toEqual(['x.lock']);
});

test('whether a lock is held can be asked without taking it', async () => {
  expect(await isLocked(path)).toBe(false);
  const lock = await takeLock(path);
  expect(await isLocked(path)).toBe(true);
  await lock.release();
  writeFileSync(path, '999999999\n');
  expect(await isLocked(path)).toBe(false);
});

test('of many that find a dead lock one takes it over', async () => {
  writeFileSync(path, '999999999\n');
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each(['EMFILE', 'EIO'])(
  'a lock that cannot be read when it is released is gone all the same: %s',
  async (code) => {
    const lock = await takeLock(path);
    vi.mocked(readRegular).mockRejectedValueOnce(Object.assign(new Error(code), { code }));
    await lock.release();
    expect(readdirSync(dirname(path))).toEqual([]);
  },
);

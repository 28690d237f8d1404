import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from './lock.ts';

/** Beyond the largest process id of any Linux. */
const deadPid = 4_194_305;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('a lock', () => {
  it('is held by one at a time', async () => {
    const order: string[] = [];
    const use = async (name: string) => {
      const release = await takeLock(join(dir, 'lock'));
      order.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} out`);
      await release();
    };
    await Promise.all([use('a'), use('b')]);
    const first = order[0]?.[0] ?? '';
    const second = first === 'a' ? 'b' : 'a';
    expect(order).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
  });

  it('is taken over from a process that is gone', async () => {
    await writeFile(join(dir, 'lock'), String(deadPid));
    const release = await takeLock(join(dir, 'lock'));
    await release();
    await expect(stat(join(dir, 'lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

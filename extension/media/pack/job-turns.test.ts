import { expect, it } from 'vitest';
import { createJobTurns } from './job-turns.ts';

it('what is asked for a job waits for what was asked before, though that fails, and not for other jobs', async () => {
  const takeTurn = createJobTurns();
  const told: string[] = [];
  const { promise: gate, reject: fail } = Promise.withResolvers<never>();
  const run = (name: string) => async () => {
    told.push(name);
    return name;
  };
  const first = takeTurn('a', () => run('first')().then(() => gate));
  const second = takeTurn('a', run('second'));
  expect(await takeTurn('b', run('other'))).toBe('other');
  expect(told).toEqual(['first', 'other']);
  fail(new Error('No.'));
  await expect(first).rejects.toThrow('No.');
  expect(await second).toBe('second');
  expect(await takeTurn('a', run('third'))).toBe('third');
});

import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createJobGate } from './job-gate.ts';

/** What happened, in its order; each piece of work ends when it is told to. */
function watch() {
  const gate = createJobGate();
  const told: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => async () => {
    told.push(`${name} begins`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    told.push(`${name} ends`);
  };
  return {
    told,
    enter: (name: string, jobId = 'job') => gate.enter(jobId, work(name)),
    release: (name = 'remove') => gate.release('job', { stop: async () => {}, remove: work(name) }),
    async end(name: string) {
      await setImmediate();
      ends.get(name)?.();
      await setImmediate();
    },
  };
}

it('a release waits for what was asked before it', async () => {
  const { told, enter, release, end } = watch();
  const ended = Promise.all([enter('write'), release()]);
  await end('write');
  await end('remove');
  await ended;
  expect(told).toEqual(['write begins', 'write ends', 'remove begins', 'remove ends']);
});

it('what is asked in the middle of a release begins when nothing is left of it', async () => {
  const { told, enter, release, end } = watch();
  const ended = Promise.all([enter('fetch'), release(), enter('write')]);
  await end('fetch');
  const late = enter('verify');
  await end('remove');
  await end('write');
  await end('verify');
  await Promise.all([ended, late]);
  expect(told.slice(0, 4)).toEqual(['fetch begins', 'fetch ends', 'remove begins', 'remove ends']);
  expect(told.slice(4).sort()).toEqual(['verify begins', 'verify ends', 'write begins', 'write ends']);
});

it('a job that is released twice at once is released once', async () => {
  const { told, release, end } = watch();
  const ended = Promise.all([release(), release('again')]);
  await end('remove');
  await ended;
  expect(told).toEqual(['remove begins', 'remove ends']);
});

it('another job does not wait, and one whose release failed can be asked again', async () => {
  const gate = createJobGate();
  const failed = gate.release('job', {
    stop: async () => {},
    remove: () => Promise.reject(new Error('in use')),
  });
  expect(await gate.enter('other', async () => 1)).toBe(1);
  const late = gate.enter('job', async () => 2);
  await expect(failed).rejects.toThrow('in use');
  expect(await late).toBe(2);
});

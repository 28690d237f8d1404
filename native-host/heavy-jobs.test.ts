import { expect, test } from 'vitest';
import type { CommandRequest, CommandResponse } from '../shared/protocol/commands.ts';
import { createLocalHeavyJobs } from './heavy-jobs.ts';
import type { Host } from './host.ts';

type Request = CommandRequest<'download'>;
type Saved = CommandResponse<'download'>;

/** Jobs that run until they are told to end; `started` names those that have begun. */
function createBench() {
  const started: string[] = [];
  const running = new Map<string, () => void>();
  const download = ({ url }: Request): Promise<Saved> =>
    new Promise((resolve) => {
      started.push(url);
      running.set(url, () => resolve({} as Saved));
    });
  const unused = { lane: 'disk', run: () => Promise.reject(new Error('nobody asked for it')) } as const;
  const jobs = createLocalHeavyJobs({
    download: { lane: 'network', run: download },
    fetch: unused,
    mux: unused,
    transcode: unused,
    thumbnails: unused,
  });
  const run = (url: string, signal = new AbortController().signal): Promise<Saved> =>
    jobs.run(
      { kind: 'download', request: { url } as Request },
      { host: {} as Host, signal, emit: () => undefined },
    );
  return { started, run, finish: (url: string) => running.get(url)?.() };
}

test('a few jobs run at once, and the next begins when one has ended', async () => {
  const { started, run, finish } = createBench();
  const first = ['a', 'b', 'c', 'd'].map((url) => run(url));
  const fifth = run('e');
  await Promise.resolve();
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  finish('b');
  await first[1];
  await expect.poll(() => started).toContain('e');
  finish('e');
  await fifth;
});

test('long work of one kind does not hold up work of another', async () => {
  const begun: string[] = [];
  const never = (kind: string) => () => {
    begun.push(kind);
    return new Promise<never>(() => undefined);
  };
  const jobs = createLocalHeavyJobs({
    download: { lane: 'network', run: never('download') },
    fetch: { lane: 'network', run: never('fetch') },
    mux: { lane: 'disk', run: never('mux') },
    transcode: { lane: 'processor', run: never('transcode') },
    thumbnails: { lane: 'disk', run: never('thumbnails') },
  });
  const control = { host: {} as Host, signal: new AbortController().signal, emit: () => undefined };
  for (const kind of ['transcode', 'transcode', 'mux', 'thumbnails', 'download'] as const)
    void jobs.run({ kind, request: {} as never }, control);
  await expect.poll(() => begun).toEqual(['transcode', 'mux', 'thumbnails', 'download']);
});

test('a job that waits is let go at once, and never begins', async () => {
  const { started, run, finish } = createBench();
  const first = ['a', 'b', 'c', 'd'].map((url) => run(url));
  const abort = new AbortController();
  const waiting = run('e', abort.signal);
  abort.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
  for (const url of ['a', 'b', 'c', 'd']) finish(url);
  await Promise.all(first);
  expect(started).not.toContain('e');
});

test('a job that runs is waited for when it is aborted', async () => {
  const { run, finish } = createBench();
  const abort = new AbortController();
  let ended = false;
  const running = run('a', abort.signal).finally(() => {
    ended = true;
  });
  abort.abort();
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  finish('a');
  await running;
  expect(ended).toBe(true);
});

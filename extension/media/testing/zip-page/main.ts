/** The page of the benchmark of ZIPs. */
import { wrap } from 'comlink';
import type { ZipLabWorker } from './zip-lab-worker.ts';

const worker = wrap<ZipLabWorker>(
  new Worker(new URL('./zip-lab.worker.ts', import.meta.url), { type: 'module' }),
);

Object.assign(globalThis, {
  ask: async (name: keyof ZipLabWorker, argument: unknown) =>
    (worker[name] as unknown as (argument: unknown) => Promise<unknown>)(argument),
});

/** The page of the tests in a real browser: a worker of the product, which tests start, ask and kill. */
import { wrap } from 'comlink';
import type { TestWorker } from './test-worker.ts';

function startWorker() {
  const worker = new Worker(new URL('./test.worker.ts', import.meta.url), { type: 'module' });
  return { worker, calls: wrap<TestWorker>(worker) };
}

let current = startWorker();

Object.assign(globalThis, {
  ask: async (name: keyof TestWorker, argument: unknown) => {
    const call = current.calls[name] as unknown as (argument: unknown) => Promise<unknown>;
    return call(argument);
  },
  /** As the browser ends a worker: in the middle of whatever it does. */
  killWorker: () => {
    current.worker.terminate();
    current = startWorker();
  },
});

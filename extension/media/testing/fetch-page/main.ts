/** The page of the tests in a real browser: a worker of the product, which tests start, ask and kill. */
import { wrap } from 'comlink';
import type { TestWorker } from './test-worker.ts';

function startWorker() {
  const worker = new Worker(new URL('./test.worker.ts', import.meta.url), { type: 'module' });
  return { worker, calls: wrap<TestWorker>(worker) };
}

let current = startWorker();

async function ask(name: keyof TestWorker, argument: unknown): Promise<unknown> {
  const call = current.calls[name] as unknown as (argument: unknown) => Promise<unknown>;
  return call(argument);
}

/** Questions from the server, for a browser that nobody has attached a debugger to: that would keep a copy of what is fetched. */
async function answerServer(): Promise<never> {
  for (let answer: unknown = null; ; ) {
    const response = await fetch('/questions', { method: 'POST', body: JSON.stringify({ answer }) });
    const { name, argument } = (await response.json()) as { name: keyof TestWorker; argument: unknown };
    answer = await ask(name, argument);
  }
}

Object.assign(globalThis, {
  ask,
  /** As the browser ends a worker: in the middle of whatever it does. */
  killWorker: () => {
    current.worker.terminate();
    current = startWorker();
  },
});

if (location.hash === '#questions') void answerServer();

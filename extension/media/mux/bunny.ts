import type { ConvertWorker } from '../transcode/transcode-order.ts';
import { type RunningWorker, watchWorker } from '../worker/worker-bridge.ts';
import type { CopyWorker } from './mux-order.ts';

/** Reading the index of a file of many gigabytes takes a while in which nothing is told. */
const silenceMs = 120_000;

/** The worker that has mediabunny. */
export type Bunny = RunningWorker<CopyWorker & ConvertWorker>;

/** Starts it; `end` has to be called. */
export const startBunny = (signal: AbortSignal): Bunny =>
  watchWorker(new Worker(new URL('./bunny.worker.ts', import.meta.url), { type: 'module', name: 'media' }), {
    signal,
    silenceMs,
    stalledCode: 'media.unsupported',
    failedCode: 'bug.unexpected',
  });

import { AppError } from '../../../shared/app-error.ts';

/** Resolves after `ms`; rejects with `job.cancelled` as soon as the signal aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new AppError('job.cancelled'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
  });
}

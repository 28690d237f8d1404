/** A worker for all that is ever asked of it: started with the first question, and anew with the first after it was lost. */
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { type AskWorker, type RunningWorker, watchWorker } from './worker-bridge.ts';

/** Asks the worker that `start` gives. What it leaves unanswered when it is lost throws `failedCode`. */
export function keepWorker<Api>(start: () => Worker, failedCode: ErrorCode): AskWorker<Api> {
  let running: RunningWorker<Api> | null = null;
  return (question) => {
    if (running?.isLost()) {
      running.end();
      running = null;
    }
    running ??= watchWorker<Api>(start(), { failedCode });
    return running.ask(question);
  };
}

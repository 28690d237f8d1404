/** What is done about an error that nobody caught: it is told once, and the companion ends as when the browser closes the pipe. */
import type { EventEmitter } from 'node:events';
import { AppError, toWire } from '../../shared/app-error.ts';
import type { WireError } from '../../shared/wire-error.ts';

interface LastResort {
  /** Tells the browser; called at most once. */
  tell(error: WireError): void;
  /** Lets running commands end in order. */
  end(): void;
}

/** Listens on `source`, which is the process. Without this an error in a listener would leave children and cookies behind. */
export function catchTheRest(source: EventEmitter, { tell, end }: LastResort): void {
  let isTold = false;
  const onError = (thrown: unknown): void => {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    // Standard error is the browser's log.
    process.stderr.write(`star-export: ${thrown instanceof Error ? thrown.stack : why}\n`);
    if (!isTold) tell(toWire(new AppError('host.failed', undefined, { cause: thrown })));
    isTold = true;
    end();
  };
  source.on('uncaughtException', onError);
  source.on('unhandledRejection', onError);
}

/** Work that waits for its turn: only so much of a kind at once, however much is asked for. */
import PQueue from 'p-queue';

/** Runs the work when it is its turn; what is aborted while it waits rejects at once and never begins. */
export type Lane = <Result>(signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>;

/** A lane in which so many works run at once, in the order they came. */
export function createLane(concurrency: number): Lane {
  const queue = new PQueue({ concurrency });
  return (signal, work) => {
    // The queue would let go of running work at once when it is aborted; what runs must be waited for, since it still
    // has processes to end and cookies to remove.
    const waiting = new AbortController();
    const leave = (): void => waiting.abort();
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    return queue.add(
      () => {
        signal.removeEventListener('abort', leave);
        return work();
      },
      { signal: waiting.signal },
    );
  };
}

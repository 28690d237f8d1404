/** Requests to one server at a time, over all downloads: with more the browser makes them wait, which looks like a stall. */

/** What Chromium opens to one host over HTTP/1.1. */
const perHost = 6;

/** Places at the servers. */
export interface HostSlots {
  /** Waits for a place and takes it; the result gives it back, once however often it is called. */
  take(host: string, signal: AbortSignal): Promise<() => void>;
  /** Whether one more would not have to wait. */
  isFree(host: string): boolean;
}

/** A count for each host. */
export function createHostSlots(count = perHost): HostSlots {
  const taken = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();

  const give = (host: string): void => {
    const left = (taken.get(host) ?? 1) - 1;
    if (left === 0) taken.delete(host);
    else taken.set(host, left);
    const [next] = waiting.get(host) ?? [];
    next?.();
  };
  const wait = (host: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const line = waiting.get(host) ?? new Set();
      waiting.set(host, line);
      const leave = (): void => {
        line.delete(called);
        if (line.size === 0) waiting.delete(host);
        signal.removeEventListener('abort', abort);
      };
      const called = (): void => {
        leave();
        resolve();
      };
      const abort = (): void => {
        leave();
        reject(signal.reason);
      };
      line.add(called);
      signal.addEventListener('abort', abort, { once: true });
    });

  const isFree = (host: string): boolean => (taken.get(host) ?? 0) < count;
  return {
    isFree,
    async take(host, signal) {
      signal.throwIfAborted();
      while (!isFree(host)) await wait(host, signal);
      taken.set(host, (taken.get(host) ?? 0) + 1);
      let isGiven = false;
      return () => {
        if (!isGiven) give(host);
        isGiven = true;
      };
    },
  };
}

/** Those of this worker. */
export const hostSlots = createHostSlots();

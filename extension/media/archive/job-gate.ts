/**
 * Keeps the release of a job's files apart from all else that is asked of them: what was opened by a question that came in
 * the middle of it would stay open as long as the document, and its folder with it.
 */
export interface JobGate {
  /** Runs at once, or after the release that is under way. */
  enter<Result>(jobId: string, work: () => Promise<Result>): Promise<Result>;
  /** Runs `stop`, waits for who is inside, and runs `remove` alone. Asked for twice at once, it is one release. */
  release(jobId: string, steps: { stop(): Promise<void>; remove(): Promise<void> }): Promise<void>;
}

/** One for each worker. */
export function createJobGate(): JobGate {
  const inside = new Map<string, Set<Promise<unknown>>>();
  const releases = new Map<string, Promise<void>>();

  async function leave(jobId: string, work: Promise<unknown>): Promise<void> {
    await Promise.allSettled([work]);
    const known = inside.get(jobId);
    known?.delete(work);
    if (known?.size === 0) inside.delete(jobId);
  }

  return {
    async enter(jobId, work) {
      while (releases.has(jobId)) await Promise.allSettled([releases.get(jobId)]);
      const running = work();
      const known = inside.get(jobId) ?? new Set();
      inside.set(jobId, known.add(running));
      void leave(jobId, running);
      return running;
    },

    release(jobId, { stop, remove }) {
      const known = releases.get(jobId);
      if (known) return known;
      const begin = async (): Promise<void> => {
        await stop();
        await Promise.allSettled(inside.get(jobId) ?? []);
        await remove();
      };
      const release = begin().finally(() => releases.delete(jobId));
      releases.set(jobId, release);
      return release;
    },
  };
}

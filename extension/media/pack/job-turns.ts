/** Runs in the turn of its job, and gives what comes of it. */
type TakeTurn = <Result>(jobId: string, run: () => Promise<Result>) => Promise<Result>;

/**
 * What is asked for a job runs when all that was asked for it before has ended: a background that was restarted asks again
 * while the request of the one before still works. Jobs do not wait for each other.
 */
export function createJobTurns(): TakeTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (jobId, run) => {
    const work = Promise.allSettled([last.get(jobId)]).then(run);
    last.set(jobId, work);
    try {
      return await work;
    } finally {
      if (last.get(jobId) === work) last.delete(jobId);
    }
  };
}

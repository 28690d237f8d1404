/** Longer than Chrome lets a worker live that it ends. */
const holdMs = 60_000;

/** Chrome's words for what a worker asks that is being ended. */
const isEndedWorker = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.message === 'No SW' || isEndedWorker(thrown.cause));

async function hold(thrown: unknown): Promise<never> {
  if (isEndedWorker(thrown)) await new Promise((resolve) => setTimeout(resolve, holdMs));
  throw thrown;
}

/**
 * The same functions, but for what fails because this worker is being ended: it may still write, and would write down that
 * a list or an archive has failed. Such a failure is held back until the worker is gone; the next one asks again.
 */
export const holdWhenEnded = <Port extends object>(port: Port): Port =>
  new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const result: unknown = member.apply(target, given);
        return result instanceof Promise ? result.catch(hold) : result;
      };
    },
  });

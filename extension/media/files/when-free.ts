/** Files that were open in a worker that has ended: the browser lets go of them a moment later. */
const tries = 20;
const pauseMs = 100;

const isTaken = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NoModificationAllowedError';

/** Tries again while the file is open elsewhere, for two seconds. Throws what it throws at last. */
export async function whenFree<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTaken(error) || count === tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

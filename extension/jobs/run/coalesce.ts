/**
 * A function that is never run by two callers at once: asked while it runs, it runs once more afterwards, also when it has
 * thrown. Never rejects; what was thrown goes to `onTrouble`.
 */
export function coalesce(run: () => Promise<void>, onTrouble: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;

  async function runAll(): Promise<void> {
    try {
      do {
        again = false;
        await run().catch(onTrouble);
      } while (again);
    } finally {
      running = null;
    }
  }

  return () => {
    if (running) again = true;
    running ??= runAll();
    return running;
  };
}

/** When to ask a server again. Pure. */

const firstDelayMs = 1000;
/** Longer waits are the extension's business: it stops the lane and says when it goes on. */
export const maxDelayMs = 60_000;

/** Doubles with each try, with up to a half more by chance, so that many clients do not come back at once. `random` is in [0, 1). */
export const toDelayMs = (attempt: number, random: number): number =>
  Math.min(maxDelayMs, firstDelayMs * 2 ** attempt * (1 + random / 2));

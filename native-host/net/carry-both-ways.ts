import type { Socket } from 'node:net';

/** Longer than any program waits for a silent server itself. */
const idleTimeoutMs = 5 * 60_000;

function carry(from: Socket, to: Socket): void {
  from.setTimeout(idleTimeoutMs, () => from.destroy());
  from.once('close', () => {
    // What came in order is still to be delivered; after a break nothing is.
    if (from.readableEnded) to.destroySoon();
    else to.destroy();
  });
  from.pipe(to);
}

/** Joins two connections: each direction ends for itself, and a side that breaks takes the other with it. */
export function carryBothWays(one: Socket, other: Socket): void {
  carry(one, other);
  carry(other, one);
}

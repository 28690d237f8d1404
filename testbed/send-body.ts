import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { resetTunnel } from './tunnel.ts';

const PACES_PER_SEC = 20;
const RESET_GRACE_MS = 50;

/** Writes a body, slowed, stalled or cut as the fault says. Ends or destroys the response. `onSent` gets the bytes of each written piece. */
export async function sendBody(
  response: ServerResponse,
  body: AsyncIterable<Buffer>,
  { fault, onSent }: { fault: Fault | undefined; onSent: (bytes: number) => void },
): Promise<void> {
  const limit = fault?.kind === 'cut' || fault?.kind === 'stall' ? fault.afterBytes : Infinity;
  response.flushHeaders();
  for await (const piece of slice(body, fault, limit)) {
    if (response.destroyed) return;
    const isRoomLeft = response.write(piece);
    onSent(piece.length);
    if (!isRoomLeft) await waitForDrain(response);
  }
  if (fault?.kind === 'cut') return cutConnection(response, fault.how ?? 'destroy');
  if (fault?.kind !== 'stall') response.end();
}

async function* slice(
  body: AsyncIterable<Buffer>,
  fault: Fault | undefined,
  limit: number,
): AsyncGenerator<Buffer> {
  let left = limit;
  for await (const chunk of body) {
    if (left <= 0) return;
    const piece = chunk.subarray(0, left);
    left -= piece.length;
    if (fault?.kind === 'slow') yield* pace(piece, fault.bytesPerSec);
    else yield piece;
  }
}

async function* pace(chunk: Buffer, bytesPerSec: number): AsyncGenerator<Buffer> {
  const step = Math.max(1, Math.floor(bytesPerSec / PACES_PER_SEC));
  for (let offset = 0; offset < chunk.length; offset += step) {
    const piece = chunk.subarray(offset, offset + step);
    yield piece;
    await sleep((piece.length / bytesPerSec) * 1000);
  }
}

async function waitForDrain(response: ServerResponse): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    done.abort(),
  );
}

/** Ends the connection in the middle of an answer, after what was written has left this process. */
async function cutConnection(response: ServerResponse, how: 'reset' | 'destroy' | 'fin'): Promise<void> {
  const { socket } = response;
  if (!socket) return;
  await new Promise<void>((resolve) => void socket.write('', () => resolve()));
  if (how === 'fin') socket.end();
  else if (how === 'destroy') socket.destroy();
  else {
    // An RST throws away what the client has not read yet.
    await sleep(RESET_GRACE_MS);
    resetTunnel(socket);
  }
}

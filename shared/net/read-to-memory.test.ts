import { expect, it, vi } from 'vitest';
import { readToMemory } from './read-to-memory.ts';
import { createSpeedLimit } from './speed-limit.ts';
import type { FileBody } from './transfer.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251);

/** Gives the content in pieces from one buffer that is used again and again; `to` null where nobody said how much comes. */
function serve(to: number | null, pieceBytes = 50_000): FileBody {
  const memory = new Uint8Array(pieceBytes);
  let at = 0;
  return {
    from: 0,
    to,
    totalBytes: to,
    validator: null,
    hasRanges: false,
    async read() {
      const piece = content.subarray(at, at + pieceBytes);
      at += piece.length;
      memory.set(piece);
      return piece.length > 0 ? memory.subarray(0, piece.length) : null;
    },
    close: vi.fn(),
  };
}

const options = {
  stallTimeoutMs: 5000,
  speed: createSpeedLimit(null),
  sleep: async () => undefined,
  maxBytes: content.length,
};

it.each([
  ['that was said', content.length],
  ['nobody told', null],
])('a body of a length %s is there, byte by byte', async (_name, to) => {
  const body = serve(to);
  expect(Buffer.from(content).equals(await readToMemory(body, options))).toBe(true);
  expect(body.close).toHaveBeenCalled();
});

it.each([
  ['shorter', content.length + 1],
  ['longer', content.length - 1],
])('a body that is %s than was said is refused', async (_name, to) => {
  const body = serve(to);
  await expect(readToMemory(body, { ...options, maxBytes: 2 * content.length })).rejects.toMatchObject({
    code: 'media.incomplete',
  });
  expect(body.close).toHaveBeenCalled();
});

it.each([
  ['before it is read where that is said', content.length, 0],
  ['where it turns out to be', null, 2],
])('a body that is too large is refused %s', async (_name, to, reads) => {
  const body = serve(to);
  const read = vi.spyOn(body, 'read');
  await expect(readToMemory(body, { ...options, maxBytes: 99_999 })).rejects.toMatchObject({
    code: 'media.too_large',
  });
  expect(read).toHaveBeenCalledTimes(reads);
  expect(body.close).toHaveBeenCalled();
});

it('a body is not read faster than is allowed', async () => {
  const sleep = vi.fn(async (_ms: number) => undefined);
  await readToMemory(serve(null, 100_000), { ...options, speed: createSpeedLimit(100_000), sleep });
  const sleptMs = sleep.mock.calls.map(([ms]) => ms);
  expect(Math.max(...sleptMs)).toBeGreaterThan(1500);
});

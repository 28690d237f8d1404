import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBodyReader } from './http-body.ts';
import type { Framing } from './http-head.ts';

/** Reads a body that comes in pieces cut at these places. */
function readPieces(framing: Framing, wire: Buffer, cuts: readonly number[] = []) {
  const reader = createBodyReader(framing);
  const found: Buffer[] = [];
  const edges = [0, ...[...cuts].sort((one, other) => one - other), wire.length];
  let usedBytes = 0;
  for (const [index, end] of edges.entries()) {
    let piece = wire.subarray(edges[index - 1] ?? 0, end);
    while (piece.length > 0 && reader && !reader.isDone()) {
      const next = reader.next(piece);
      if (next.bytes) found.push(next.bytes);
      usedBytes += next.usedBytes;
      piece = piece.subarray(next.usedBytes);
    }
  }
  return { body: Buffer.concat(found), isDone: reader?.isDone() ?? false, usedBytes };
}

const chunked: Framing = { kind: 'chunked' };

test('a length ends the body, and what is behind it is left', () => {
  expect(readPieces({ kind: 'length', bytes: 3 }, Buffer.from('abcdef'))).toEqual({
    body: Buffer.from('abc'),
    isDone: true,
    usedBytes: 3,
  });
  expect(createBodyReader({ kind: 'length', bytes: 0 })?.isDone()).toBe(true);
});

test('chunks are put together, without their extensions and trailers', () => {
  const wire = Buffer.from('3\r\nabc\r\nA;x="y"\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nrest');
  expect(readPieces(chunked, wire)).toEqual({
    body: Buffer.from('abc0123456789'),
    isDone: true,
    usedBytes: wire.length - 4,
  });
});

test('a body that ends with its connection cannot be read', () => {
  expect(createBodyReader({ kind: 'close' })).toBeNull();
});

test.each(['x\r\n', '\r\n', '-1\r\n', '3\r\nabcd\r\n', '3\r\nabc0\r\n', 'fffffffffffff\r\n', '0x3\r\n'])(
  '%j is no body in chunks',
  (wire) => {
    expect(() => readPieces(chunked, Buffer.from(wire))).toThrow(
      expect.objectContaining({ code: 'net.http' }),
    );
  },
);

test.each([
  ['a length', Buffer.alloc(5000, '1')],
  ['a trailer', Buffer.concat([Buffer.from('0\r\n'), Buffer.from('a: b\r\n'.repeat(5000))])],
])('%s without an end is refused', (_what, wire) => {
  expect(() => readPieces(chunked, wire)).toThrow(expect.objectContaining({ code: 'net.http' }));
});

test('wherever it is cut, the same bytes come out', () => {
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.array(fc.nat(500), { maxLength: 20 }), (pieces, cuts) => {
      const body = Buffer.concat(pieces);
      const wire = Buffer.concat([
        ...pieces.flatMap((piece) => [
          Buffer.from(`${piece.length.toString(16)}\r\n`),
          piece,
          Buffer.from('\r\n'),
        ]),
        Buffer.from('0\r\n\r\n'),
      ]);
      const inside = cuts.filter((cut) => cut < wire.length);
      expect(readPieces(chunked, wire, inside)).toEqual({ body, isDone: true, usedBytes: wire.length });
      const length: Framing = { kind: 'length', bytes: body.length };
      const plain = readPieces(length, Buffer.concat([body, Buffer.from('next')]), inside);
      expect(plain).toEqual({ body, isDone: true, usedBytes: body.length });
    }),
  );
});

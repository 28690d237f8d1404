import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readAnswerText } from './read-answer-text.ts';

const mebibyte = 1024 * 1024;

/** An answer in pieces of one mebibyte; tells how many were taken, and whether the rest was let go. */
function answerOf(pieces: number, piece: Uint8Array<ArrayBuffer>) {
  const seen = { taken: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(control) {
        if (seen.taken === pieces) control.close();
        else control.enqueue(piece);
        seen.taken += 1;
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, response: new Response(body) };
}

it('what a site answers is read as it would be otherwise, wherever it was cut on the way', async () => {
  const text = '\ufeff{"title":"Ä 🚢 \ufeffé"}';
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(control) {
      for (const byte of bytes) control.enqueue(Uint8Array.of(byte));
      control.close();
    },
  });
  expect(await readAnswerText(new Response(body))).toBe(await new Response(bytes).text());
  expect(await readAnswerText(new Response(null, { status: 204 }))).toBe('');
});

it('a page of fifteen million characters is read', async () => {
  const { response } = answerOf(15, new Uint8Array(mebibyte).fill(0x61));
  expect(await readAnswerText(response)).toHaveLength(15 * mebibyte);
});

it('an answer that goes on is refused, and no more of it is taken', async () => {
  const { response, seen } = answerOf(1024, new Uint8Array(mebibyte).fill(0x20));
  await expect(readAnswerText(response)).rejects.toMatchObject({ code: 'media.too_large', retryable: false });
  expect(seen).toEqual({ taken: 17, isCancelled: true });
});

it('a small answer that unpacks to a large one is refused while it is unpacked', async () => {
  const packed = gzipSync(new Uint8Array(64 * mebibyte), { level: 1 });
  let unpackedBytes = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, control) {
      unpackedBytes += piece.length;
      control.enqueue(piece);
    },
  });
  const unpacked = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(count);
  await expect(readAnswerText(new Response(unpacked))).rejects.toMatchObject({ code: 'media.too_large' });
  expect(unpackedBytes).toBeLessThan(20 * mebibyte);
});

it('a connection that breaks is said to have failed', async () => {
  const body = new ReadableStream({ pull: (control) => control.error(new TypeError('network error')) });
  await expect(readAnswerText(new Response(body))).rejects.toMatchObject({ code: 'net.failed' });
});

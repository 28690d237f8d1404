/** Reads the body of an answer into one buffer again and again, so that memory stays the same however much comes. */

const mostBufferBytes = 512 * 1024;

/** The next bytes, valid until the next call; null at the end. */
export type ReadBody = () => Promise<Uint8Array | null>;

/** A stream of a kind that does not fill buffers of ours gives its own. */
function openPlain(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadBody {
  const reader = stream.getReader();
  return async () => (await reader.read()).value ?? null;
}

/** Opens a body of so many bytes, null where nobody said, for reading; an answer without one is at its end. */
export function openBody(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  bytes: number | null,
): ReadBody {
  if (!stream) return async () => null;
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: 'byob' });
  } catch (error) {
    if (error instanceof TypeError) return openPlain(stream);
    throw error;
  }
  // One byte more than nothing: a buffer without any is refused.
  let buffer = new ArrayBuffer(Math.max(1, Math.min(mostBufferBytes, bytes ?? mostBufferBytes)));
  return async () => {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (value) buffer = value.buffer;
    return done ? null : (value ?? null);
  };
}

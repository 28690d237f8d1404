import { AppError } from '../app-error.ts';
import { createStallGuard } from './stall-guard.ts';
import type { FileBody } from './transfer.ts';

/**
 * All of a body that is small enough for memory. Throws `media.incomplete` when it is not as long as was said,
 * `net.timeout` when the server falls silent.
 */
export async function readSmallBody(
  body: FileBody,
  stallTimeoutMs: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(body.totalBytes ?? 0);
  const guard = createStallGuard(stallTimeoutMs, () => body.close(new AppError('net.timeout')));
  let bytes = 0;
  try {
    for (let chunk = await body.read(); chunk; chunk = await body.read()) {
      guard.add(chunk.length);
      if (bytes + chunk.length > content.length) throw new AppError('media.incomplete');
      content.set(chunk, bytes);
      bytes += chunk.length;
    }
  } finally {
    guard.stop();
    body.close();
  }
  if (bytes !== content.length) throw new AppError('media.incomplete');
  return content;
}

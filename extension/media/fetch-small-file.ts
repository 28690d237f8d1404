/** Fetches pictures and captions: small files, whole or not at all. */
import { AppError } from '../../shared/errors.ts';

/** What the bytes are checked to be. */
export type ExpectedFile = 'image' | 'subtitle';

const timeoutMs = 30_000;
const maxBytes = 32 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte);

/** By their first bytes, because servers name any type: JPEG, PNG, GIF, WebP, AVIF. */
function isImage(bytes: Uint8Array): boolean {
  return (
    startsWith(bytes, [0xff, 0xd8, 0xff]) ||
    startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) ||
    startsWith(bytes, [0x47, 0x49, 0x46, 0x38]) ||
    (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8)) ||
    startsWith(bytes, [0x66, 0x74, 0x79, 0x70], 4)
  );
}

function isSubtitle(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return start.startsWith('WEBVTT') || start.startsWith('<?xml') || start.startsWith('{');
}

const toError = (response: Response): AppError => {
  const context = { status: response.status, host: new URL(response.url).host };
  if (response.status === 404 || response.status === 410)
    return new AppError('platform.not_found', undefined, { context });
  if (response.status === 403) return new AppError('media.expired', undefined, { context });
  if (response.status === 429) return new AppError('platform.rate_limited', undefined, { context });
  return new AppError('net.http', undefined, { context });
};

/** `fetch` decodes gzip, so Content-Length says how long the body is only when it was sent plain. */
function checkLength(response: Response, bytes: Uint8Array): void {
  const stated = response.headers.get('content-length');
  if (stated === null || response.headers.has('content-encoding')) return;
  if (Number(stated) !== bytes.byteLength)
    throw new AppError('media.incomplete', undefined, {
      context: { stated: Number(stated), bytes: bytes.byteLength },
    });
}

async function fetchOne(url: string, expect: ExpectedFile): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw toError(response);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code =
      error instanceof DOMException && error.name === 'TimeoutError' ? 'net.timeout' : 'net.failed';
    throw new AppError(code, undefined, { context: { host: new URL(url).host }, cause: error });
  }
  checkLength(response, bytes);
  const fits = expect === 'image' ? isImage(bytes) : isSubtitle(bytes);
  if (!fits || bytes.byteLength > maxBytes)
    throw new AppError('media.wrong_type', undefined, {
      context: { host: new URL(url).host, bytes: bytes.byteLength },
    });
  return bytes;
}

/** Bytes and address of the first URL that exists. Throws AppError; the next URL is tried only after a 404. */
export async function fetchSmallFile(
  urls: string[],
  expect: ExpectedFile,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; url: string }> {
  let missing: AppError | null = null;
  for (const url of urls) {
    try {
      return { bytes: await fetchOne(url, expect), url };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'platform.not_found') throw error;
      missing = error;
    }
  }
  throw missing ?? new AppError('platform.not_found');
}

/** Fetches files into memory, whole or not at all: pictures, captions, and videos and sounds of a size that fits. */
import { AppError } from '../../shared/errors.ts';
import { type FileExpectation, isExpectedType } from '../../shared/file-type.ts';

const mebibyte = 1024 * 1024;

/** How large a file of each kind may be, and how long it may take. Larger ones are the companion's. */
const limits: Record<FileExpectation, { maxBytes: number; timeoutMs: number }> = {
  image: { maxBytes: 32 * mebibyte, timeoutMs: 30_000 },
  subtitle: { maxBytes: 32 * mebibyte, timeoutMs: 30_000 },
  video: { maxBytes: 192 * mebibyte, timeoutMs: 300_000 },
  audio: { maxBytes: 64 * mebibyte, timeoutMs: 120_000 },
};

/** What is wanted: the bytes are checked to be of the kind that is expected at the path. */
export interface WantedFile {
  expect: FileExpectation;
  path: string;
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

function checkSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw new AppError('media.too_large', undefined, { context: { bytes, maxBytes } });
}

async function fetchOne(url: string, { expect, path }: WantedFile): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, timeoutMs } = limits[expect];
  // Videos are handed out to the session that was given their addresses.
  const credentials = expect === 'video' ? 'include' : 'omit';
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(url, { credentials, signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw toError(response);
    checkSize(Number(response.headers.get('content-length') ?? 0), maxBytes);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code =
      error instanceof DOMException && error.name === 'TimeoutError' ? 'net.timeout' : 'net.failed';
    throw new AppError(code, undefined, { context: { host: new URL(url).host }, cause: error });
  }
  checkLength(response, bytes);
  checkSize(bytes.byteLength, maxBytes);
  if (!isExpectedType(bytes, expect, path))
    throw new AppError('media.wrong_type', undefined, {
      context: { host: new URL(url).host, bytes: bytes.byteLength },
    });
  return bytes;
}

/** Bytes and address of the first URL that exists. Throws AppError; the next URL is tried only after a 404. */
export async function fetchSmallFile(
  urls: string[],
  wanted: WantedFile,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; url: string }> {
  let missing: AppError | null = null;
  for (const url of urls) {
    try {
      return { bytes: await fetchOne(url, wanted), url };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'platform.not_found') throw error;
      missing = error;
    }
  }
  throw missing ?? new AppError('platform.not_found');
}

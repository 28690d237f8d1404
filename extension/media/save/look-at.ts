/** What lies behind an address: a media file, a stream, or a page. Runs in the archive worker. */
import { AppError } from '../../../shared/app-error.ts';
import { toFileExtension } from '../../../shared/file-extension.ts';
import { isExpectedType } from '../../../shared/file-type.ts';
import { RangeRefused } from '../../../shared/net/answer.ts';
import { createFileRequests, type FileRequests, type PlacedBody } from '../download/file-request.ts';
import { hostSlots } from '../download/host-slots.ts';
import { fetchText, type PieceControl } from '../stream/fetch-bytes.ts';
import { findStreamType, readStream, readTrack } from '../stream/read-stream.ts';
import type { Stream } from '../stream/stream.ts';
import type { Looked } from './looked.ts';
import { readExtension } from './page-media.ts';

/** Enough to tell what it is. */
const lookBytes = 16 * 1024;
const maxPageBytes = 8 * 1024 * 1024;

/** A server that answers wrongly when it is asked for a part may still give the whole. */
async function askHead(requests: FileRequests, signal: AbortSignal): Promise<PlacedBody> {
  try {
    return await requests.askFirst(lookBytes, signal);
  } catch (refused) {
    if (!(refused instanceof RangeRefused)) throw refused;
    return requests.askFirst(null, signal).catch((thrown: unknown) => {
      if (!(thrown instanceof RangeRefused)) throw thrown;
      throw new AppError('net.http', thrown.message, { cause: thrown, retryable: false });
    });
  }
}

async function readHead(
  url: string,
  { signal, timing, cookieDomains }: PieceControl,
): Promise<{ head: Uint8Array; bytes: number | null; address: string }> {
  const requests = createFileRequests({
    address: url,
    cookieDomains,
    mayBePacked: true,
    slots: hostSlots,
    timeoutMs: timing.stallTimeoutMs,
  });
  const body = await askHead(requests, signal);
  const head = new Uint8Array(lookBytes);
  let filled = 0;
  try {
    for (let chunk = await body.read(); chunk && filled < lookBytes; chunk = await body.read()) {
      const piece = chunk.subarray(0, lookBytes - filled);
      head.set(piece, filled);
      filled += piece.length;
    }
  } finally {
    body.close();
  }
  return { head: head.subarray(0, filled), bytes: body.totalBytes, address: body.address };
}

const toHosts = (urls: readonly string[]): string[] => [...new Set(urls.map((url) => new URL(url).origin))];

/** Of the best video and the sound: others are mostly beside them. */
async function listHosts({ videos, audios }: Stream, control: PieceControl): Promise<string[]> {
  const urls: string[] = [];
  for (const track of [videos[0], audios[0]]) {
    if (!track) continue;
    if ('url' in track.source) urls.push(track.source.url);
    const source = await readTrack(track, control).catch((error: unknown) => {
      // A host that may not be asked yet: it is named, and asked when it may.
      if (error instanceof AppError && error.code === 'net.failed') return null;
      throw error;
    });
    if (source?.type !== 'segments') continue;
    if (source.address) urls.push(source.address);
    const [first] = source.list.segments;
    for (const piece of [first, first?.key, source.list.inits[0]]) if (piece) urls.push(piece.url);
  }
  return toHosts(urls);
}

/** Throws `input.not_supported` for what is none of them, `media.wrong_type` for nothing at all, and as `readStream`. */
export async function lookAt(url: string, control: PieceControl): Promise<Looked> {
  const { head, bytes, address } = await readHead(url, control);
  if (head.length === 0) throw new AppError('media.wrong_type', 'The file at this address is empty.');
  const text = new TextDecoder().decode(head);
  if (findStreamType(text)) {
    const stream = await readStream(url, control);
    return { type: 'stream', address, stream, hosts: await listHosts(stream, control) };
  }
  for (const kind of ['video', 'audio'] as const) {
    if (!isExpectedType(head, kind, '')) continue;
    const extension = toFileExtension(head, readExtension(url)) ?? 'mp4';
    return { type: 'file', address, kind, bytes, extension };
  }
  if (!/<(?:!doctype html|html|head|body|meta|video)\b/i.test(text))
    throw new AppError('input.not_supported');
  const page = await fetchText(url, control, maxPageBytes);
  return { type: 'page', address: page.address, html: page.text };
}

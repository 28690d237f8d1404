import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** What is sent for a file: all of it, one range (206), nothing new (304) or no such range (416). */
export interface FileResponse {
  status: number;
  headers: Record<string, string>;
  /** Length of the body in bytes. */
  length: number;
  open(): Readable;
}

/** A part of a file. */
export interface ByteRange {
  /** First byte. */
  start: number;
  /** Last byte, included. */
  end: number;
}

/**
 * Reads what a request with these headers gets of a file (RFC 9110: Range, If-Range, If-None-Match). Several ranges at
 * once get the whole file. `validators` are the site's own words for ETag and Last-Modified.
 */
export async function readFileResponse(
  file: string,
  headers: Readonly<Record<string, string>>,
  validators: { etag?: string; lastModified?: string } = {},
): Promise<FileResponse> {
  const { size, mtime, mtimeMs } = await stat(file);
  const etag = validators.etag ?? `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
  const lastModified = validators.lastModified ?? mtime.toUTCString();
  const shared = { 'accept-ranges': 'bytes', etag, 'last-modified': lastModified };
  const empty = (status: number, more = {}): FileResponse => {
    return {
      status,
      headers: { ...shared, ...more },
      length: 0,
      open: () => Readable.from([]),
    };
  };
  if (headers['if-none-match'] === etag) return empty(304);
  const ifRange = headers['if-range'];
  const isRangeWanted = ifRange === undefined || ifRange === etag || ifRange === lastModified;
  const range = isRangeWanted ? parseRange(headers.range, size) : 'whole';
  if (range === 'unsatisfiable') return empty(416, { 'content-range': `bytes */${size}` });
  if (range === 'whole')
    return { status: 200, headers: shared, length: size, open: () => createReadStream(file) };
  return {
    status: 206,
    headers: { ...shared, 'content-range': `bytes ${range.start}-${range.end}/${size}` },
    length: range.end - range.start + 1,
    open: () => createReadStream(file, range),
  };
}

/** A Range header against a file of `size` bytes; what is malformed or of another unit counts as absent, as the RFC asks. */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 || size === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, size - suffix), end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end };
}

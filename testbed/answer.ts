import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Fault } from './faults.ts';
import { readFileResponse } from './file-response.ts';
import { applyJsonFault } from './json-fault.ts';
import type { Site, SiteRequest, SiteResponse } from './site.ts';

const GZIP_FROM_BYTES = 1024;

/** An answer ready to be written: final status and headers, and a body of a known length unless it is a stream. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  /** Undefined for a stream, which is sent chunked. */
  length: number | undefined;
  open(): AsyncIterable<Buffer>;
}

/** Asks the site, or the fault in its place, and applies those faults that change what an answer says. */
export async function createAnswer(
  site: Site,
  request: SiteRequest,
  fault: Fault | undefined,
): Promise<Answer> {
  const asked = changeRequest(request, fault);
  const response = toFaultResponse(fault) ?? (await site.respond(asked));
  const answer = await toAnswer(await changeBody(response, fault), asked);
  if (fault?.kind === 'wrong_content_range') shiftContentRange(answer, fault.byBytes ?? 1);
  if (fault?.kind === 'wrong_length' && answer.length !== undefined) {
    answer.headers['content-length'] = String(answer.length + fault.byBytes);
    answer.headers.connection = 'close';
  }
  return answer;
}

function changeRequest(request: SiteRequest, fault: Fault | undefined): SiteRequest {
  if (fault?.kind === 'without_cookies') {
    const cookies = new Map([...request.cookies].filter(([name]) => !fault.names.includes(name)));
    return { ...request, cookies };
  }
  const dropped = fault?.kind === 'ignore_range' ? ['range'] : [];
  const names = fault?.kind === 'without_headers' ? fault.names : dropped;
  if (names.length === 0) return request;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !names.includes(name)),
  );
  return { ...request, headers, cookies: names.includes('cookie') ? new Map() : request.cookies };
}

function toFaultResponse(fault: Fault | undefined): SiteResponse | undefined {
  switch (fault?.kind) {
    case 'status': {
      const headers: Record<string, string> = {
        'content-type': 'text/html; charset=utf-8',
        ...fault.headers,
      };
      if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
      return { status: fault.status, headers, body: fault.body ?? '' };
    }
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.to }, body: '' };
    case 'body':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': fault.contentType ?? 'text/html; charset=utf-8' },
        body: fault.body,
      };
    default:
      return undefined;
  }
}

/** A stream is read to its end before it is changed, and then comes in one piece. */
async function changeBody(response: SiteResponse, fault: Fault | undefined): Promise<SiteResponse> {
  const { body } = response;
  if (fault?.kind !== 'json' || body === undefined) return response;
  if (body instanceof Readable) return { ...response, body: applyJsonFault(await text(body), fault) };
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return response;
  return { ...response, body: applyJsonFault(body.toString(), fault) };
}

async function toAnswer(response: SiteResponse, request: SiteRequest): Promise<Answer> {
  const status = response.status ?? 200;
  const headers = toLowerCaseNames(response.headers ?? {});
  const { body = '' } = response;
  if (body instanceof Readable) return { status, headers, length: undefined, open: () => body };
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    const bytes = await compress(Buffer.from(body), headers, request);
    if (!isBodyless(status)) headers['content-length'] = String(bytes.length);
    return {
      status,
      headers,
      length: bytes.length,
      open: () => Readable.from(bytes.length > 0 ? [bytes] : []),
    };
  }
  const file = await readFileResponse(body.file, request.headers, toValidators(headers));
  Object.assign(headers, { ...file.headers, ...headers });
  if (!isBodyless(file.status)) headers['content-length'] = String(file.length);
  return {
    status: file.status,
    headers,
    length: file.length,
    open: file.open,
  };
}

function toValidators({ etag, 'last-modified': lastModified }: Answer['headers']) {
  return {
    ...(typeof etag === 'string' && { etag }),
    ...(typeof lastModified === 'string' && { lastModified }),
  };
}

/** Text goes out compressed to those who accept it, as on the platforms: lengths then differ from what is read. */
async function compress(bytes: Buffer, headers: Answer['headers'], request: SiteRequest): Promise<Buffer> {
  const isText = /^(text\/|application\/(json|javascript))/.test(String(headers['content-type'] ?? ''));
  const isAccepted = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (!isText || !isAccepted || bytes.length < GZIP_FROM_BYTES || headers['content-encoding']) return bytes;
  headers['content-encoding'] = 'gzip';
  headers.vary = 'Accept-Encoding';
  return promisify(gzip)(bytes, { level: 1 });
}

function shiftContentRange(answer: Answer, byBytes: number): void {
  const range = answer.headers['content-range'];
  if (typeof range !== 'string') return;
  answer.headers['content-range'] = range.replace(
    /(\d+)-(\d+)/,
    (_, first: string, last: string) => `${Number(first) + byBytes}-${Number(last) + byBytes}`,
  );
}

function toLowerCaseNames(headers: Record<string, string | string[]>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function isBodyless(status: number): boolean {
  return status === 204 || status === 304;
}

/** A server of files for tests of downloads, which behaves as each test says. */
import { createCipheriv, createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A version of a file. */
export interface Version {
  body: Buffer;
  etag?: string;
  lastModified?: string;
}

/** Answers a request; `count` is how many came before. */
export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Finds what lies under `/page/`; null for nothing. */
export type ReadPage = (path: string) => Promise<{ bytes: Buffer; type: string } | null>;

/** The running server. */
export interface Origin {
  /** Without a slash at its end; by number, whatever the certificate says. */
  base: string;
  port: number;
  /** For files, since the last `serve`. */
  requests: IncomingMessage[];
  serve(respond: Respond): void;
  setPage(read: ReadPage): void;
  stop(): Promise<void>;
}

/** An MP4 up to its media, which go on to the end. */
export const mp4Head = Buffer.from('\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\0mdat', 'latin1');

/** Bytes that differ wherever one looks, so that a wrong piece is noticed: a key stream behind the head of an MP4. */
export function makeBody(bytes: number, seed = 'a'): Buffer {
  const key = createHash('sha256').update(seed).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
  return Buffer.concat([mp4Head, stream]).subarray(0, bytes);
}

/** SHA-256 in hexadecimal. */
export const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

/** First and last byte that a request asks for; null when it wants the whole. */
export function readRange({ headers }: IncomingMessage): { from: number; last: number } | null {
  const [, from, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  return from === undefined ? null : { from: Number(from), last: Number(last) };
}

const headersOf = ({ etag, lastModified }: Version): Record<string, string> => ({
  'accept-ranges': 'bytes',
  ...(etag && { etag }),
  ...(lastModified && { 'last-modified': lastModified }),
});

/** Begins the answer that the RFC asks for and gives back the bytes that belong into it. */
export function begin(request: IncomingMessage, response: ServerResponse, version: Version): Buffer {
  const { body, etag, lastModified } = version;
  const range = readRange(request);
  const condition = request.headers['if-range'];
  const isSame = condition === undefined || condition === etag || condition === lastModified;
  if (!range || !isSame) {
    response.writeHead(200, { ...headersOf(version), 'content-length': body.length });
    return body;
  }
  const part = body.subarray(range.from, range.last + 1);
  response.writeHead(206, {
    ...headersOf(version),
    'content-length': part.length,
    'content-range': `bytes ${range.from}-${range.from + part.length - 1}/${body.length}`,
  });
  return part;
}

/** As it should be. */
export const serveFile =
  (version: Version): Respond =>
  (request, response) =>
    void response.end(begin(request, response, version));

/** Falls silent in the middle of every answer but the first. */
export const serveHalf =
  (version: Version): Respond =>
  (request, response, count) => {
    const part = begin(request, response, version);
    if (count === 0) response.end(part);
    else response.write(part.subarray(0, part.length / 2));
  };

/** So many bytes at once. */
export const serveSlowly =
  (version: Version, { bytes, everyMs }: { bytes: number; everyMs: number }): Respond =>
  (request, response) => {
    const part = begin(request, response, version);
    let at = 0;
    const timer = setInterval(() => {
      response.write(part.subarray(at, at + bytes));
      at += bytes;
      if (at < part.length) return;
      clearInterval(timer);
      response.end();
    }, everyMs);
    response.on('close', () => clearInterval(timer));
  };

/** The TCP connections under those of TLS, by the port at their other end: only they can be reset. */
const carriers = new Map<number, Socket>();

function cut({ socket }: ServerResponse, how: 'fin' | 'reset' | 'close'): void {
  if (how === 'fin') socket?.end();
  else if (how === 'reset') carriers.get(socket?.remotePort ?? 0)?.resetAndDestroy();
  else socket?.destroy();
}

/** Breaks off after so many bytes of each answer. */
export const serveCut =
  (version: Version, bytes: number, how: 'fin' | 'reset' | 'close' = 'close'): Respond =>
  (request, response) => {
    const part = begin(request, response, version);
    if (part.length <= bytes) return void response.end(part);
    response.write(part.subarray(0, bytes), () => setTimeout(() => cut(response, how), 20));
  };

/** When more can be written to an answer, or nobody reads it any more. */
export const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });

/** Settles when the origin can be reached, by TLS where there is a certificate. */
export async function startOrigin(certificate?: { cert: string; key: string }): Promise<Origin> {
  const requests: IncomingMessage[] = [];
  let respond: Respond = (_request, response) => void response.writeHead(404).end();
  let readPage: ReadPage = async () => null;
  const servePage = async (path: string, response: ServerResponse): Promise<void> => {
    const found = await readPage(path);
    if (found) response.writeHead(200, { 'content-type': found.type }).end(found.bytes);
    else response.writeHead(404).end();
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => undefined);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/page/')) void servePage(pathname.slice('/page/'.length), response);
    else if (pathname === '/favicon.ico') response.writeHead(404).end();
    else {
      requests.push(request);
      respond(request, response, requests.length - 1);
    }
  };
  const server = certificate ? createSecureServer(certificate, answer) : createServer(answer);
  server.on('connection', (socket: Socket) => carriers.set(socket.remotePort ?? 0, socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    base: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    serve(next) {
      requests.length = 0;
      respond = next;
    },
    setPage(read) {
      readPage = read;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

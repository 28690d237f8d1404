/** A server of files for tests in a browser, which behaves as each test says. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A version of a file. */
export interface Version {
  body: Buffer;
  etag?: string;
  lastModified?: string;
}

/** Answers a request; `count` is how many came before. */
export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

type ReadPage = (path: string) => Promise<{ bytes: Buffer; type: string } | null>;

export interface Origin {
  base: string;
  port: number;
  /** For files, since the last `serve`. */
  requests: IncomingMessage[];
  serve(respond: Respond): void;
  setPage(read: ReadPage): void;
  stop(): Promise<void>;
}

/** Bytes that differ wherever one looks, so that a wrong piece is noticed. */
export function makeBody(bytes: number, seed = 'a'): Buffer {
  const blocks: Buffer[] = [Buffer.from('\0\0\0\x20ftypisom', 'latin1')];
  for (let at = 12, n = 0; at < bytes; at += 32, n += 1)
    blocks.push(createHash('sha256').update(`${seed}${n}`).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
}

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

/** Breaks off after so many bytes of each answer. */
export const serveCut =
  (version: Version, bytes: number, how: 'fin' | 'reset' | 'close' = 'close'): Respond =>
  (request, response) => {
    const part = begin(request, response, version);
    if (part.length <= bytes) return void response.end(part);
    response.write(part.subarray(0, bytes), () =>
      setTimeout(() => {
        if (how === 'fin') response.socket?.end();
        else if (how === 'reset') response.socket?.resetAndDestroy();
        else response.socket?.destroy();
      }, 20),
    );
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

/** Settles when the origin can be reached. */
export async function startOrigin(): Promise<Origin> {
  const requests: IncomingMessage[] = [];
  let respond: Respond = (_request, response) => void response.writeHead(404).end();
  let readPage: ReadPage = async () => null;
  const servePage = async (path: string, response: ServerResponse): Promise<void> => {
    const found = await readPage(path);
    if (found) response.writeHead(200, { 'content-type': found.type }).end(found.bytes);
    else response.writeHead(404).end();
  };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/page/')) void servePage(pathname.slice('/page/'.length), response);
    else if (pathname === '/favicon.ico') response.writeHead(404).end();
    else {
      requests.push(request);
      respond(request, response, requests.length - 1);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
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

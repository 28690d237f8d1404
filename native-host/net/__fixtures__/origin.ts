/** A server of files for tests, over TLS under names of its own, which behaves as each test says. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificates } from '../../../testbed/certificates.ts';
import { buildDefaultConfig } from '../../config.ts';
import { readMachine } from '../../directories.ts';
import { type Client, createClient } from '../client.ts';
import { readNetwork } from '../settings.ts';

export const hosts = ['files.example', 'other.example'];

/** A version of a file. */
export interface Version {
  body: Buffer;
  etag?: string;
  lastModified?: string;
}

/** Answers a request; `count` is how many came before. */
export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export interface Origin {
  /** https://files.example:PORT */
  base: string;
  port: number;
  client: Client;
  /** Since the last `serve`. */
  requests: IncomingMessage[];
  serve(respond: Respond): void;
  stop(): Promise<void>;
}

/** Bytes that differ wherever one looks, so that a wrong piece is noticed. */
export function makeBody(bytes: number, seed = 'a'): Buffer {
  const blocks: Buffer[] = [Buffer.from('\0\0\0\x20ftypisom', 'latin1')];
  for (let at = 12, n = 0; at < bytes; at += 32, n += 1) blocks.push(createHash('sha256').update(`${seed}${n}`).digest());
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
  const { from, last } = range;
  const part = body.subarray(from, last + 1);
  response.writeHead(206, {
    ...headersOf(version),
    'content-length': part.length,
    'content-range': `bytes ${from}-${from + part.length - 1}/${body.length}`,
  });
  return part;
}

/** As it should be. */
export const serveFile =
  (version: Version): Respond =>
  (request, response) =>
    void response.end(begin(request, response, version));

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

/** Settles when the origin can be reached; everything is on this machine, under names that the client alone knows. */
export async function startOrigin(): Promise<Origin> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'star-origin-'));
  const { leafPem, leafKeyPem, caPem } = await readCertificates(hosts, cacheDir);
  const requests: IncomingMessage[] = [];
  let respond: Respond = (_request, response) => void response.writeHead(404).end();
  const server = createServer({ cert: leafPem, key: leafKeyPem }, (request, response) => {
    response.on('error', () => undefined);
    requests.push(request);
    respond(request, response, requests.length - 1);
  });
  server.on('connection', (socket: Socket) => carriers.set(socket.remotePort ?? 0, socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const machine = { ...readMachine(), env: {} };
  const client = createClient({
    ...readNetwork({ machine, config: buildDefaultConfig(machine) }),
    authorities: caPem,
    isAllowed: (host) => hosts.includes(host),
    lookup: async (name) => {
      if (hosts.includes(name)) return [{ address: '127.0.0.1', family: 4 }];
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    },
  });
  return {
    base: `https://${hosts[0]}:${port}`,
    port,
    client,
    requests,
    serve(next) {
      requests.length = 0;
      respond = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

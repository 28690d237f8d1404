import { readFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';

/** What a client needs to know of a running testbed. */
export interface ProxyAddress {
  proxyUrl: string;
  caFile: string;
}

export interface Received {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** Set when the connection ended before the answer did. */
  error?: string;
}

export interface Wanted {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Knows no authority at all, so that no certificate verifies. */
  trustNothing?: boolean;
}

/** CONNECT through the proxy, then one request over TLS that is verified against the testbed's authority. A refused CONNECT is its status. */
export async function fetchThrough(
  testbed: ProxyAddress,
  url: string,
  wanted: Wanted = {},
): Promise<Received> {
  const { hostname, port } = new URL(url);
  const { status, carrier } = await connectThrough(testbed.proxyUrl, `${hostname}:${port || 443}`);
  if (status !== 200) return { status, headers: {}, body: Buffer.alloc(0) };
  const ca = wanted.trustNothing ? [] : [await readFile(testbed.caFile, 'utf8')];
  const tls = tlsConnect({ socket: carrier, servername: hostname, ca });
  return sendRequest(url, wanted, tls).finally(() => tls.destroy());
}

function connectThrough(proxyUrl: string, target: string): Promise<{ status: number; carrier: Duplex }> {
  const { hostname, port } = new URL(proxyUrl);
  return new Promise((resolve, reject) => {
    const tunnel = httpRequest({ host: hostname, port, method: 'CONNECT', path: target });
    tunnel.on('error', reject);
    tunnel.on('connect', ({ statusCode = 0 }, carrier) => resolve({ status: statusCode, carrier }));
    tunnel.end();
  });
}

function sendRequest(url: string, wanted: Wanted, connection: Duplex): Promise<Received> {
  const { method = 'GET', headers, body } = wanted;
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, {
      method,
      headers: { host: new URL(url).host, ...headers },
      createConnection: () => connection,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      // From here on a broken connection is part of what was received.
      request.off('error', reject);
      resolve(
        readResponse(response, new Promise((fail) => request.on('error', ({ message }) => fail(message)))),
      );
    });
    request.end(body);
  });
}

async function readResponse(response: IncomingMessage, broken: Promise<string>): Promise<Received> {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<string | undefined>((resolve) => {
    response.on('error', ({ message }) => resolve(message));
    response.on('end', () => resolve(undefined));
  });
  const error = await Promise.race([ended, broken]);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: Buffer.concat(chunks), ...(error !== undefined && { error }) };
}

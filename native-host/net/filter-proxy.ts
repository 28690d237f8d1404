/**
 * A proxy on loopback through which a program may reach the internet, and nothing of this machine or its networks. It
 * is made for one job, wants a password that only that job's programs know, and checks every connection they ask for,
 * which are all their requests and all their redirects.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  request as requestPlain,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { AppError, toAppError } from '../../shared/app-error.ts';
import type { Host } from '../host.ts';
import { type JobFolder, openJobFolder } from '../programs/job-folder.ts';
import { carryBothWays } from './carry-both-ways.ts';
import { openConnection } from './connect.ts';
import { type Network, readNetwork } from './settings.ts';
import { resolveTarget } from './target.ts';

/** yt-dlp opens one per fragment it fetches at once; what comes above this is not a download any more. */
const maxConnections = 128;
const maxRefusals = 100;

/** What was asked for and not given. */
export interface ProxyRefusal {
  host: string;
  /** `net.private_address`; `input.url_refused` for http and for odd names and ports; `net.*` when it could not be reached. */
  code: AppError['code'];
  /** For the log; without secrets. */
  reason: string;
}

/** A running filter. */
export interface FilterProxy {
  /** For the environment of the programs: the proxy under every name that programs read, and whom to trust. */
  env: Record<string, string>;
  /** The first hundred, in the order in which they were asked for. */
  refusals(): readonly ProxyRefusal[];
  /** Ends every connection; settles when the port is free. */
  close(): Promise<void>;
}

/** Python's programs take one file for all they trust: the usual authorities and the user's own together. */
async function writeTrust(
  machine: Host['machine'],
  authorities: string,
): Promise<JobFolder & { file: string }> {
  const folder = await openJobFolder(machine);
  const file = join(folder.path, 'authorities.pem');
  await writeFile(file, [...getCACertificates('default'), authorities].join('\n'));
  return { ...folder, file };
}

interface FilterOptions {
  /** Closes the filter when aborted. */
  signal: AbortSignal;
  /** @default what settings and environment say */
  network?: Network;
  /** Settles when a connection that is asked for may be made. @default at once */
  pause?(): Promise<void>;
}

function buildEnvironment(
  port: number,
  password: string,
  authorities: string | null,
): Record<string, string> {
  const url = `http://star-export:${password}@127.0.0.1:${port}`;
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'FTP_PROXY'].flatMap((name) => [
    [name, url],
    [name.toLowerCase(), url],
  ]);
  const trust = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];
  return {
    ...Object.fromEntries(proxies),
    // An empty list: not even what the machine lists goes past the filter.
    NO_PROXY: '',
    no_proxy: '',
    ...(authorities === null ? {} : Object.fromEntries(trust.map((name) => [name, authorities]))),
  };
}

/** Whether a request brings the password of this filter. */
function createGate(password: string): (request: IncomingMessage) => boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`star-export:${password}`).toString('base64')}`);
  return (request) => {
    const given = Buffer.from(request.headers['proxy-authorization'] ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

/** `host:port` of a CONNECT. Throws `input.url_refused`. */
function parseAuthority(text: string): { host: string; port: number } {
  const [, host, port] = /^(\[[^\]]+\]|[^:/@\s]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined)
    throw new AppError('input.url_refused', 'The address was refused: it names no port.');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** For the connection between client and proxy alone; the rest is passed on. */
const hopByHop = ['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive', 'te', 'upgrade'];

const toStatus = ({ code }: AppError): number =>
  code.startsWith('net.') && code !== 'net.private_address' ? 502 : 403;

/** An answer to CONNECT, after which the connection ends. Nothing of the request is repeated in it. */
const refuse = (client: Socket, status: number): void =>
  void client.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );

interface Filter {
  network: Network;
  /** Aborted when the filter is closed. */
  closing: AbortSignal;
  /** Keeps a socket in view, so that it is ended with the filter. */
  watch(socket: Socket): void;
}

/** The connection that a CONNECT asks for, when it may be made. */
async function openTunnel(authority: string, client: Socket, filter: Filter): Promise<Socket> {
  const { network, closing } = filter;
  const asked = parseAuthority(authority);
  if (asked.port !== 443 && !network.isAllowed(asked.host, asked.port))
    throw new AppError('input.url_refused', `The address was refused: port ${asked.port}.`);
  const target = await resolveTarget(asked, network);
  const left = new AbortController();
  const leave = (): void => left.abort();
  client.once('close', leave);
  try {
    return await openConnection(target, {
      signal: AbortSignal.any([closing, left.signal]),
      allowHalfOpen: true,
    });
  } finally {
    client.off('close', leave);
  }
}

/** A request without TLS, passed on only to what the user has allowed. */
async function forward(request: IncomingMessage, response: ServerResponse, filter: Filter): Promise<void> {
  const url = URL.parse(request.url ?? '');
  const port = Number(url?.port) || 80;
  if (url?.protocol !== 'http:' || !filter.network.isAllowed(url.hostname, port))
    throw new AppError('input.url_refused', 'The address was refused: it is not https.');
  const target = await resolveTarget({ host: url.hostname, port }, filter.network);
  const socket = await openConnection(target, { signal: filter.closing });
  filter.watch(socket);
  const headers = Object.entries(request.headers).filter(([name]) => !hopByHop.includes(name));
  const sent = requestPlain(url, {
    method: request.method,
    headers: { ...Object.fromEntries(headers), connection: 'close' },
    createConnection: () => socket,
  });
  sent.on('error', () => response.destroy());
  sent.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  response.once('close', () => sent.destroy());
  request.pipe(sent);
}

/** Listens on a free port of loopback. Throws `input.invalid` and `net.failed` for network settings that cannot be used. */
export async function openFilterProxy(
  host: Pick<Host, 'machine' | 'config'>,
  { signal, network = readNetwork(host), pause = async () => undefined }: FilterOptions,
): Promise<FilterProxy> {
  const password = randomBytes(24).toString('hex');
  const isKnown = createGate(password);
  const refused: ProxyRefusal[] = [];
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  const watch = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const filter: Filter = { network, closing: closing.signal, watch };
  const note = (asked: string, thrown: unknown): number => {
    const error = toAppError(thrown);
    const name = asked.replace(/^\w+:\/\/([^/?#]*@)?/, '').replace(/[/?#].*$/s, '');
    if (refused.length < maxRefusals) refused.push({ host: name, code: error.code, reason: error.message });
    return toStatus(error);
  };

  const onConnect = async (request: IncomingMessage, client: Socket, head: Buffer): Promise<void> => {
    if (!isKnown(request)) return refuse(client, 407);
    await pause();
    // Nobody waits any more.
    if (client.destroyed) return;
    try {
      const upstream = await openTunnel(request.url ?? '', client, filter);
      watch(upstream);
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) upstream.write(head);
      carryBothWays(client, upstream);
    } catch (thrown) {
      if (!client.destroyed) refuse(client, note(request.url ?? '', thrown));
    }
  };
  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number): void =>
      void response.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
    if (!isKnown(request)) return answer(407);
    await pause();
    try {
      await forward(request, response, filter);
    } catch (thrown) {
      answer(note(request.url ?? '', thrown));
    }
  };

  const server = createServer((request, response) => void onRequest(request, response));
  server.maxConnections = maxConnections;
  server.on('connection', watch);
  server.on('connect', (request, client: Socket, head) => void onConnect(request, client, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const trust = network.authorities === null ? null : await writeTrust(host.machine, network.authorities);
  const close = async (): Promise<void> => {
    closing.abort();
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
    await trust?.remove();
  };
  if (signal.aborted) await close();
  else signal.addEventListener('abort', () => void close(), { once: true });
  return {
    env: buildEnvironment(port, password, trust?.file ?? null),
    refusals: () => refused,
    close,
  };
}

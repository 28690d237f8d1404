/** HTTP requests that end only where they may: every connection is made to an address that was checked. */
import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { type RequestOptions, request as requestTls, Agent as TlsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getCACertificates } from 'node:tls';
import { AppError } from '../../shared/errors.ts';
import { readErrno } from '../archive/file-errors.ts';
import type { Config } from '../config.ts';
import type { Host } from '../host.ts';
import { openConnection } from './connect.ts';
import { type Network, readNetwork } from './settings.ts';
import { resolveTarget } from './target.ts';

/** Sends requests; connections are kept for the next one. */
export interface Client {
  /** Settles with the answer's head; its body is the caller's to read or destroy. Throws our codes. */
  get(url: URL, options: GetOptions): Promise<IncomingMessage>;
}

interface GetOptions {
  headers: Record<string, string>;
  /** Ends the request and its body. */
  signal: AbortSignal;
  /** How long the server may take to answer. */
  timeoutMs: number;
}

/** Kept connections beyond this many per host are closed. */
const agentOptions = { keepAlive: true, maxFreeSockets: 16, timeout: 60_000 } as const;

type Settle = NonNullable<Parameters<PlainAgent['createConnection']>[1]>;

/** Gives an agent its connection when it is there; Node's types do not know that an error comes alone. */
function deliver(opening: Promise<Duplex>, settle: Settle | undefined): undefined {
  const fail = settle as ((error: Error) => void) | undefined;
  opening.then(
    (socket) => settle?.(null, socket),
    (error: Error) => fail?.(error),
  );
}

function buildAgents(network: Network): { plain: PlainAgent; tls: TlsAgent } {
  const never = new AbortController().signal;
  const open = async (host: string, port: number): Promise<Socket> =>
    openConnection(await resolveTarget({ host, port }, network), { signal: never });
  const plain = new PlainAgent(agentOptions);
  plain.createConnection = ({ host, port }, settle) => deliver(open(host ?? '', Number(port)), settle);
  // Read once: building a list of certificates for every connection would cost more than the connection.
  const ca =
    network.authorities === null ? undefined : [...getCACertificates('default'), network.authorities];
  const tls = new TlsAgent({ ...agentOptions, ...(ca && { ca }) });
  const encrypt = tls.createConnection.bind(tls);
  tls.createConnection = (options, settle) => {
    const opening = open(options.host ?? '', Number(options.port)).then((socket) => {
      const withSocket: RequestOptions & { socket: Socket } = { ...options, socket };
      const encrypted = encrypt(withSocket);
      if (!encrypted) throw new AppError('bug.unexpected', 'TLS gave no connection.');
      return encrypted;
    });
    return deliver(opening, settle);
  };
  return { plain, tls };
}

/** Network errors in our codes. */
export function toNetworkError(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown;
  const errno = readErrno(thrown);
  switch (errno) {
    case 'EAI_AGAIN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return new AppError('net.offline', undefined, { cause: thrown });
    case 'ETIMEDOUT':
      return new AppError('net.timeout', undefined, { cause: thrown });
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new AppError('media.incomplete', undefined, { cause: thrown });
    case null:
      return thrown;
    default:
      return new AppError('net.failed', `The request failed on the way (${errno}).`, {
        cause: thrown,
        // Neither a certificate nor a broken answer gets better by asking again.
        retryable: !/CERT|SIGNATURE|ISSUER|ALTNAME|^HPE_/.test(errno),
      });
  }
}

function settleResponse(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.on('error', reject);
    sent.end();
  });
}

/** A kept connection that the server closed in the same moment says nothing about the request. */
const isStaleConnection = (sent: ClientRequest, error: unknown): boolean =>
  sent.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(readErrno(error) ?? '');

/** One per settings; it holds connections but keeps no process alive that has nothing else to do. */
export function createClient(network: Network): Client {
  const agents = buildAgents(network);
  const send = async (url: URL, { headers, signal, timeoutMs }: GetOptions): Promise<IncomingMessage> => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    const options = { headers, signal: AbortSignal.any([signal, late.signal]) };
    const sent =
      url.protocol === 'https:'
        ? requestTls(url, { ...options, agent: agents.tls })
        : requestPlain(url, { ...options, agent: agents.plain });
    try {
      return await settleResponse(sent);
    } catch (error) {
      signal.throwIfAborted();
      if (late.signal.aborted) throw new AppError('net.timeout', undefined, { cause: error });
      if (isStaleConnection(sent, error)) return send(url, { headers, signal, timeoutMs });
      throw toNetworkError(error);
    } finally {
      clearTimeout(timer);
    }
  };
  return { get: send };
}

const clients = new WeakMap<Config, Client>();

/** The client for the settings as they are; the same one while they are the same. */
export function findClient(host: Pick<Host, 'machine' | 'config'>): Client {
  const known = clients.get(host.config) ?? createClient(readNetwork(host));
  clients.set(host.config, known);
  return known;
}

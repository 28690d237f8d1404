/** HTTP requests that end only where they may: every connection is made to an address that was checked. */
import type { OnReadOpts } from 'node:net';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { AppError } from '../../shared/app-error.ts';
import { readErrno } from '../archive/file-errors.ts';
import type { Config } from '../config.ts';
import type { Host } from '../host.ts';
import { openConnection, openSecureConnection, readsAsTold } from './connect.ts';
import { type Answer, type AskOptions, type HttpConnection, openHttpConnection } from './http-connection.ts';
import { buildRequestHead } from './http-head.ts';
import { type Network, readNetwork } from './settings.ts';
import { resolveTarget } from './target.ts';

/** Kept connections beyond this many per server are closed. */
const maxIdle = 64;
const maxIdleMs = 60_000;

/** Sends requests; connections are kept for the next one. */
export interface Client {
  /** Settles with the head of the answer; its body is the caller's to read or let go of. Throws our codes. */
  get(url: URL, options: GetOptions): Promise<Answer>;
}

interface GetOptions extends AskOptions {
  headers: Readonly<Record<string, string>>;
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
      return new AppError('media.incomplete', undefined, { cause: thrown });
    case null:
      return thrown;
    default:
      return new AppError('net.failed', `The request failed on the way (${errno}).`, {
        cause: thrown,
        // A certificate does not get better by asking again.
        retryable: !/CERT|SIGNATURE|ISSUER|ALTNAME/.test(errno),
      });
  }
}

/** Where requests for an address go: what is the same here shares connections. */
interface Origin {
  isSecure: boolean;
  host: string;
  port: number;
}

const toOrigin = ({ protocol, hostname, port }: URL): Origin => {
  const isSecure = protocol === 'https:';
  return { isSecure, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isSecure ? 443 : 80) };
};

/** Opens connections to origins and keeps TLS sessions, which make the next one cheaper. */
function createDialer(network: Network) {
  let context: SecureContext | null = null;
  const sessions = new Map<string, Buffer>();
  // Made once: reading all certificates for every connection would cost more than the connection.
  const findContext = (): SecureContext => {
    const { authorities } = network;
    const ca = authorities === null ? undefined : [...getCACertificates('default'), authorities];
    context ??= createSecureContext(ca ? { ca } : {});
    return context;
  };
  return async ({ isSecure, host, port }: Origin, signal: AbortSignal, onread: OnReadOpts) => {
    const target = await resolveTarget({ host, port }, network);
    const key = `${host}:${port}`;
    const session = sessions.get(key);
    const socket = isSecure
      ? await openSecureConnection(target, {
          signal,
          onread,
          context: findContext(),
          ...(session && { session }),
          onSession: (fresh) => sessions.set(key, fresh),
        })
      : await openConnection(target, { signal, onread });
    return { socket, readsAsTold: readsAsTold(target) };
  };
}

/** Connections that wait for their next request, by origin. */
function createPool() {
  const idle = new Map<string, Map<HttpConnection, NodeJS.Timeout>>();
  const remove = (key: string, connection: HttpConnection): void => {
    clearTimeout(idle.get(key)?.get(connection));
    idle.get(key)?.delete(connection);
  };
  return {
    remove,
    take(key: string): HttpConnection | null {
      for (const connection of [...(idle.get(key)?.keys() ?? [])].reverse()) {
        remove(key, connection);
        if (connection.isIdle()) return connection;
        connection.destroy();
      }
      return null;
    },
    put(key: string, connection: HttpConnection): void {
      const waiting = idle.get(key) ?? new Map<HttpConnection, NodeJS.Timeout>();
      idle.set(key, waiting);
      if (waiting.size >= maxIdle) connection.destroy();
      else waiting.set(connection, setTimeout(() => connection.destroy(), maxIdleMs).unref());
    },
  };
}

/** A kept connection that the server closed in the same moment says nothing about the request. */
const isStale = (error: unknown): boolean =>
  ['ECONNRESET', 'EPIPE'].includes(readErrno(error) ?? '') ||
  (error instanceof AppError && error.code === 'media.incomplete');

/** One per settings. */
export function createClient(network: Network): Client {
  const dial = createDialer(network);
  const pool = createPool();

  const open = async (origin: Origin, key: string, signal: AbortSignal): Promise<HttpConnection> => {
    const connection: HttpConnection = await openHttpConnection((onread) => dial(origin, signal, onread), {
      onIdle: () => pool.put(key, connection),
      onClose: () => pool.remove(key, connection),
    });
    return connection;
  };

  /** Asks on a kept connection, and on a fresh one when that turns out to be gone. */
  const ask = async (origin: Origin, head: string, options: AskOptions): Promise<Answer> => {
    const key = `${origin.isSecure} ${origin.host} ${origin.port}`;
    const kept = pool.take(key);
    if (kept) {
      try {
        return await kept.ask(head, options);
      } catch (error) {
        if (options.signal.aborted || !isStale(error)) throw error;
      }
    }
    const fresh = await open(origin, key, options.signal);
    return fresh.ask(head, options);
  };

  return {
    async get(url, { headers, ...options }) {
      try {
        return await ask(toOrigin(url), buildRequestHead(url, headers), options);
      } catch (error) {
        options.signal.throwIfAborted();
        throw toNetworkError(error);
      }
    },
  };
}

const clients = new WeakMap<Config, Client>();

/** The client for the settings as they are; the same one while they are the same. */
export function findClient(host: Pick<Host, 'machine' | 'config'>): Client {
  const known = clients.get(host.config) ?? createClient(readNetwork(host));
  clients.set(host.config, known);
  return known;
}

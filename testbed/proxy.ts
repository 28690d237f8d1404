import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import type { Certificates } from './certificates.ts';
import { isHostListed } from './host-match.ts';
import type { RequestLog } from './request-log.ts';
import { createTunnel } from './tunnel.ts';

export interface ProxyParts {
  /** Exact names or `*.suffix`; everything else is refused. */
  hosts: readonly string[];
  certificates: Certificates;
  requests: RequestLog;
  /** Gets the decrypted requests. */
  onSiteRequest: RequestListener;
  /** Gets requests made to the proxy's own address, as any web server's. */
  onOwnRequest: RequestListener;
  /** @default 0: any free port */
  port?: number;
}

export interface Proxy {
  port: number;
  /** Breaks all connections and takes no new one until what it returns is called, as if a cable were pulled. */
  disconnect(): () => void;
  stop(): Promise<void>;
}

/**
 * Starts a forward proxy on 127.0.0.1 that leads nowhere: TLS to an allowed host ends here and is answered by the
 * listener, http:// to one is redirected to https, anything else gets 403 and is logged as a refusal.
 */
export async function startProxy(parts: ProxyParts): Promise<Proxy> {
  const { certificates } = parts;
  const sockets = new Set<Duplex>();
  let isConnected = true;
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
    inner.closeAllConnections();
  };
  const secureContext = createSecureContext({ key: certificates.leafKeyPem, cert: certificates.leafPem });
  const inner = createServer({ keepAliveTimeout: 60_000 }, parts.onSiteRequest);
  const outer = createServer((request, response) => answerPlain(parts, request, response));
  outer.on('connection', (socket: Socket) => {
    if (!isConnected) return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  outer.on('connect', (request, socket, head) => {
    if (!isAllowed(parts, request)) return refuseConnect(parts, request, socket);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    inner.emit('connection', createTunnel(socket as Socket, secureContext));
  });
  await new Promise<void>((resolve, reject) => {
    outer.once('error', reject);
    outer.listen(parts.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (outer.address() as AddressInfo).port,
    disconnect: () => {
      isConnected = false;
      breakAll();
      return () => {
        isConnected = true;
      };
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => void outer.close(() => resolve()));
      breakAll();
      await closed;
    },
  };
}

function isAllowed(parts: ProxyParts, request: IncomingMessage): boolean {
  const [, host = '', port] = /^([^:]+):(\d+)$/.exec(request.url ?? '') ?? [];
  return port === '443' && isHostListed(host, parts.hosts);
}

function refuseConnect(parts: ProxyParts, request: IncomingMessage, socket: Duplex): void {
  parts.requests.refuse({ method: 'CONNECT', target: request.url ?? '', reason: 'host not allowed' });
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
}

/** Absolute URLs are meant for elsewhere; a path alone is meant for the testbed itself. */
function answerPlain(parts: ProxyParts, request: IncomingMessage, response: ServerResponse): void {
  const target = request.url ?? '/';
  if (target.startsWith('/')) {
    parts.onOwnRequest(request, response);
    return;
  }
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url?.protocol === 'http:' && url.port === '' && isHostListed(url.hostname, parts.hosts)) {
    url.protocol = 'https:';
    response.writeHead(301, { location: url.href, 'content-length': 0 }).end();
    return;
  }
  parts.requests.refuse({ method: request.method ?? '', target, reason: 'host not allowed' });
  response.writeHead(403, { 'content-length': 0 }).end();
}

import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';

/** The TCP connection under each TLS one: only it can be reset. */
const carriers = new WeakMap<Socket, Socket>();

/** Ends TLS on a connection that a client opened through CONNECT. */
export function createTunnel(carrier: Socket, secureContext: SecureContext): TLSSocket {
  const tunnel = new TLSSocket(carrier, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
  // A client that leaves, even during the handshake, is no fault of the testbed.
  tunnel.on('error', () => tunnel.destroy());
  carriers.set(tunnel, carrier);
  return tunnel;
}

/** Sends a TCP RST, which a TLS socket cannot do by itself. */
export function resetTunnel(tunnel: Socket): void {
  carriers.get(tunnel)?.resetAndDestroy();
  tunnel.destroy();
}

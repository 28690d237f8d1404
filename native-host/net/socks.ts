/** A way through a SOCKS 5 proxy (RFC 1928, login by RFC 1929). */
import { isIP, type Socket } from 'node:net';
import { AppError } from '../../shared/app-error.ts';
import type { ProxyAddress } from './proxy-choice.ts';
import { readAnswer } from './read-answer.ts';
import type { Target } from './target.ts';

const version = 5;
const noLogin = 0;
const byPassword = 2;

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
};

const failed = (why: string): AppError =>
  new AppError('net.failed', `The SOCKS proxy ${why}.`, { retryable: false });

/** Names are sent as names, so that the proxy resolves them; an IPv4 address as one. */
function buildRequest({ host, port }: Target): Buffer {
  const address =
    isIP(host) === 4
      ? Buffer.from([1, ...host.split('.').map(Number)])
      : Buffer.concat([Buffer.from([3]), text(host)]);
  const portBytes = Buffer.from([port >> 8, port & 0xff]);
  return Buffer.concat([Buffer.from([version, 1, 0]), address, portBytes]);
}

/** Four bytes, the bound address by its kind, its port. */
function measureReply(bytes: Buffer): number | null {
  if (bytes.length < 5) return null;
  const [, , , kind, first = 0] = bytes;
  if (kind === 1) return 10;
  return kind === 4 ? 22 : 7 + first;
}

/** Greets, logs in where asked to, and asks for a connection to the target. Throws `net.failed`. */
export async function requestSocksTunnel(
  socket: Socket,
  target: Target,
  { login }: ProxyAddress,
): Promise<void> {
  socket.write(Buffer.from(login ? [version, 2, noLogin, byPassword] : [version, 1, noLogin]));
  const [, method] = await readAnswer(socket, () => 2);
  if (method === byPassword && login) {
    socket.write(Buffer.concat([Buffer.from([1]), text(login.name), text(login.password)]));
    const [, status] = await readAnswer(socket, () => 2);
    if (status !== 0) throw failed('did not accept the name and password');
  } else if (method !== noLogin) throw failed('wants a login of another kind');
  socket.write(buildRequest(target));
  const [, status] = await readAnswer(socket, measureReply);
  if (status !== 0) throw failed(`refused with code ${status}`);
}

/** A TCP connection to a checked target, directly or through the user's proxy. */
import { connect as connectTcp, isIP, type OnReadOpts, type Socket, type TcpNetConnectOpts } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { AppError } from '../../shared/app-error.ts';
import { readErrno } from '../archive/file-errors.ts';
import type { ProxyAddress } from './proxy-choice.ts';
import { readAnswer } from './read-answer.ts';
import { requestSocksTunnel } from './socks.ts';
import type { Target } from './target.ts';

const connectTimeoutMs = 30_000;

interface ConnectOptions {
  signal: AbortSignal;
  /** How a socket reads that is made here and not by a proxy's answer (see `readsAsTold`). */
  onread?: OnReadOpts;
  /** The end of one direction leaves the other open. @default false */
  allowHalfOpen?: boolean;
}

interface SecureOptions extends ConnectOptions {
  context: SecureContext;
  /** Of an earlier connection to the same server. */
  session?: Buffer;
  onSession(session: Buffer): void;
}

/** Whether sockets to this target honour `onread`; one that leads through a proxy has been read from before. */
export const readsAsTold = ({ proxy }: Target): boolean => proxy === null;

/** Waits for `event`; any other end destroys the socket and rejects. */
function settle(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new AppError('net.timeout')), connectTimeoutMs);
    const abort = (): void => void socket.destroy();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('error', fail).off('close', close).off(event, succeed);
    };
    const fail = (error: Error): void => {
      finish();
      // A second error of a socket that is given up has nobody to tell.
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const close = (): void => fail(new AppError('net.failed', 'The connection was closed at once.'));
    const succeed = (): void => {
      finish();
      resolve(socket);
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail).once('close', close).once(event, succeed);
    if (signal.aborted) abort();
  });
}

/** The addresses that were checked and no others: the name is not looked up again. */
function toPlace({ host, port, addresses }: Target): TcpNetConnectOpts {
  const [first] = addresses;
  if (addresses.length === 1 && first) return { host: first.address, port };
  return { host, port, autoSelectFamily: true, lookup: (_name, _options, done) => done(null, addresses) };
}

/** Up to the empty line after the head of an HTTP answer. */
function measureHead(bytes: Buffer): number | null {
  const at = bytes.indexOf('\r\n\r\n');
  return at < 0 ? null : at + 4;
}

const bracket = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** Asks an HTTP proxy for a way through. */
async function requestTunnel(socket: Socket, target: Target, { login }: ProxyAddress): Promise<void> {
  const authority = `${bracket(target.host)}:${target.port}`;
  const credentials = login && Buffer.from(`${login.name}:${login.password}`).toString('base64');
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(credentials ? [`Proxy-Authorization: Basic ${credentials}`] : []),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = (await readAnswer(socket, measureHead)).toString('latin1');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  if (status >= 200 && status < 300) return;
  throw new AppError(
    'net.failed',
    status === 407 ? 'The proxy wants a name and a password.' : `The proxy refused with status ${status}.`,
    { context: { status }, retryable: status >= 500 },
  );
}

async function connectToProxy(
  proxy: ProxyAddress,
  { signal, allowHalfOpen = false }: ConnectOptions,
): Promise<Socket> {
  const { host, port, protocol } = proxy;
  try {
    if (protocol === 'https:') {
      const servername = isIP(host) === 0 ? host : '';
      return await settle(
        connectTls({ host, port, servername, rejectUnauthorized: true }),
        'secureConnect',
        signal,
      );
    }
    return await settle(connectTcp({ host, port, allowHalfOpen }), 'connect', signal);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why = readErrno(cause) ?? 'unknown';
    throw new AppError('net.failed', `The proxy cannot be reached (${why}).`, { cause, context: { host } });
  }
}

/** Opens it; the caller ends it. Aborting destroys it while it is being opened. Throws the system's errors and `net.*`. */
export async function openConnection(target: Target, options: ConnectOptions): Promise<Socket> {
  const { signal, onread, allowHalfOpen = false } = options;
  signal.throwIfAborted();
  const { proxy } = target;
  if (!proxy)
    return settle(
      connectTcp({ ...toPlace(target), allowHalfOpen, ...(onread && { onread }) }),
      'connect',
      signal,
    );
  const socket = await connectToProxy(proxy, options);
  const abort = (): void => void socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (proxy.protocol.startsWith('socks')) await requestSocksTunnel(socket, target, proxy);
    else await requestTunnel(socket, target, proxy);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** The same with TLS: the certificate is checked against the target's name. */
export async function openSecureConnection(target: Target, options: SecureOptions): Promise<Socket> {
  const { signal, context, session, onSession, onread } = options;
  const servername = isIP(target.host) === 0 ? target.host : '';
  const place = target.proxy
    ? { socket: await openConnection(target, { signal }) }
    : { ...toPlace(target), ...(onread && { onread }) };
  const socket = connectTls({
    ...place,
    // The name that the certificate is checked against; `host` is the address to connect to.
    servername,
    secureContext: context,
    ALPNProtocols: ['http/1.1'],
    // Said here, because the environment can say otherwise (NODE_TLS_REJECT_UNAUTHORIZED).
    rejectUnauthorized: true,
    ...(session && { session }),
  });
  socket.on('session', onSession);
  return settle(socket, 'secureConnect', signal);
}

/** One HTTPS request, made so that it cannot end anywhere but at a public host of the platform. */
import { lookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { getCACertificates } from 'node:tls';
import { AppError } from '../../shared/errors.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { readErrno } from '../archive/file-errors.ts';
import type { Machine } from '../directories.ts';
import { packageVersion } from '../package-version.ts';
import { isPrivateAddress } from './private-address.ts';
import { parseFileUrl } from './url.ts';

/** Silence for this long ends a request. */
const stallTimeoutMs = 30_000;
const maxRedirects = 5;

/** A CA of the user's own (company proxy) is trusted beside the usual ones; certificates are always checked. */
export function createAgent({ env }: Pick<Machine, 'env'>): Agent {
  const own = env.SSL_CERT_FILE ? [readFileSync(env.SSL_CERT_FILE, 'utf8')] : [];
  return new Agent({
    keepAlive: true,
    timeout: stallTimeoutMs,
    proxyEnv: { ...env },
    ca: [...getCACertificates('default'), ...own],
  });
}

/** Resolves names for a request and hands only public addresses to the socket, so that what was checked is what is connected to. */
const buildLookup =
  (host: string): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      // Behind a proxy it is the proxy's name that is resolved here; that one is the user's choice.
      const open = name === host ? addresses.filter(({ address }) => !isPrivateAddress(address)) : addresses;
      const [first] = open;
      if (!first)
        return done(
          new AppError('input.url_refused', 'The address leads into a private network.', {
            context: { host },
          }),
          [],
        );
      return options.all ? done(null, open) : done(null, first.address, first.family);
    });
  };

/** Network errors in our codes. */
export function toNetworkError(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown;
  switch (readErrno(thrown)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENETUNREACH':
      return new AppError('net.offline', undefined, { cause: thrown });
    case 'ETIMEDOUT':
      return new AppError('net.timeout', undefined, { cause: thrown });
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new AppError('media.incomplete', undefined, { cause: thrown });
    case null:
      return thrown;
    default:
      return new AppError('net.failed', `The request failed on the way (${readErrno(thrown)}).`, {
        cause: thrown,
        // A certificate does not get better by asking again.
        retryable: !/CERT|SIGNATURE|ISSUER|ALTNAME/.test(readErrno(thrown) ?? ''),
      });
  }
}

interface RequestOptions {
  platform: PlatformId;
  agent: Agent;
  signal: AbortSignal;
}

function send(url: URL, { agent, signal }: RequestOptions): Promise<IncomingMessage> {
  if (isIP(url.hostname) !== 0) throw new AppError('input.url_refused');
  return new Promise((resolve, reject) => {
    const headers = {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': `star-export/${packageVersion}`,
    };
    const sent = request(
      url,
      { agent, signal, lookup: buildLookup(url.hostname), headers, timeout: stallTimeoutMs },
      resolve,
    );
    sent.on('timeout', () => sent.destroy(new AppError('net.timeout')));
    sent.on('error', (error) => reject(toNetworkError(error)));
    sent.end();
  });
}

/** Asks for an address and follows redirects, each checked like the first. The body is the caller's to read or destroy. */
export async function requestFile(address: string, options: RequestOptions): Promise<IncomingMessage> {
  let url = parseFileUrl(address, options.platform);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await send(url, options);
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || !location) return response;
    response.destroy();
    url = parseFileUrl(URL.parse(location, url.href)?.href ?? '', options.platform);
  }
  throw new AppError('net.http', 'The server redirects in circles.', { retryable: false });
}

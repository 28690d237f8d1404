/** Which proxy a request goes through: the user's setting, else what the environment says. Pure. */
import { isIP } from 'node:net';
import { AppError } from '../../shared/app-error.ts';

/** How the proxy itself is spoken to; the two kinds of SOCKS are one here, names are always left to the proxy. */
export type ProxyProtocol = 'http:' | 'https:' | 'socks5:' | 'socks5h:';
const defaultPorts: Readonly<Record<ProxyProtocol, number>> = {
  'http:': 80,
  'https:': 443,
  'socks5:': 1080,
  'socks5h:': 1080,
};

/** A proxy that is to be used. */
export interface ProxyAddress {
  protocol: ProxyProtocol;
  /** A name, or an address without brackets. */
  host: string;
  port: number;
  /** Null when it wants no login. */
  login: { name: string; password: string } | null;
}

const isKnown = (protocol: string): protocol is ProxyProtocol => Object.hasOwn(defaultPorts, protocol);

/**
 * A proxy as people write it: `http://name:password@host:3128`, also without the protocol. Throws `input.invalid` for
 * kinds we do not speak: going without the proxy would show what it is there to hide.
 */
export function parseProxy(text: string): ProxyAddress {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (!url?.hostname || !isKnown(url.protocol))
    throw new AppError('input.invalid', 'The proxy is not one of http, https, socks5 or socks5h.');
  const { protocol, hostname, username, password } = url;
  return {
    protocol,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || defaultPorts[protocol],
    login:
      username === '' ? null : { name: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
}

/** Whether a list such as `localhost,.example.org,10.0.0.1:8080` names a host; a name stands for those below it too. */
export function isListed(list: string, host: string, port: number): boolean {
  const plain = host.replace(/\.$/, '').toLowerCase();
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = entry, onlyPort] = (isIP(entry) === 0 && /^(.+):(\d+)$/.exec(entry)) || [];
      if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
      const bare = name.replace(/^\*?\./, '');
      return name === '*' || plain === bare || plain.endsWith(`.${bare}`);
    });
}

type Environment = Readonly<Record<string, string | undefined>>;

const read = (env: Environment, name: string): string | undefined =>
  env[name] || env[name.toLowerCase()] || undefined;

/** Finds the proxy for a host and port; null: none. `chosen` is the user's setting and goes before the environment. */
export function createProxyChoice(
  chosen: string | null,
  env: Environment,
): (host: string, port: number) => ProxyAddress | null {
  const text = chosen ?? read(env, 'HTTPS_PROXY') ?? read(env, 'ALL_PROXY');
  const without = read(env, 'NO_PROXY') ?? '';
  const proxy = text === undefined ? null : parseProxy(text);
  return (host, port) => (proxy && !isListed(without, host, port) ? proxy : null);
}

/** How requests leave this machine. The one place where settings and environment are read for it. */

import { promises as dns, type LookupAddress } from 'node:dns';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { AppError } from '../../shared/app-error.ts';
import type { Host } from '../host.ts';
import { readTestSwitch } from '../packaged.ts';
import { createProxyChoice, type ProxyAddress } from './proxy-choice.ts';

/** What a request depends on besides its address. */
export interface Network {
  /** Null: go there directly. Throws `input.invalid` for a proxy that cannot be used. */
  findProxy(host: string, port: number): ProxyAddress | null;
  /** Whether the user has allowed this name or address, which may then be private and is spoken to without TLS too. */
  isAllowed(host: string, port: number): boolean;
  /** PEM of authorities that are trusted beside the usual ones; null: only those. */
  authorities: string | null;
  /** All addresses of a name. Throws the system's error. */
  lookup(name: string): Promise<LookupAddress[]>;
}

/** `HOST` or `HOST:PORT` as the user has allowed it; an IPv6 address with a port is in brackets. */
export function matchesAllowed(entry: string, host: string, port: number): boolean {
  const bare = (text: string): string => text.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(bare(entry)) !== 0 || !/:\d+$/.test(entry)) return bare(entry) === bare(host);
  const colon = entry.lastIndexOf(':');
  return bare(entry.slice(0, colon)) === bare(host) && Number(entry.slice(colon + 1)) === port;
}

function readAuthorities(path: string | null): string | null {
  if (path === null) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('net.failed', `The certificates at ${path} (SSL_CERT_FILE) cannot be read.`, {
      cause,
      retryable: false,
    });
  }
}

/**
 * The user's proxy is the one in the settings, else the environment's. `STAR_EXPORT_TEST_PROXY` and
 * `STAR_EXPORT_TEST_CA` go before both, for the testbed; a packaged build does not look at them.
 */
export function readNetwork({ machine, config }: Pick<Host, 'machine' | 'config'>): Network {
  const testProxy = readTestSwitch(machine, 'STAR_EXPORT_TEST_PROXY');
  const findProxy = testProxy
    ? createProxyChoice(testProxy, {})
    : createProxyChoice(config.proxy, machine.env);
  const authoritiesPath =
    readTestSwitch(machine, 'STAR_EXPORT_TEST_CA') ?? (machine.env.SSL_CERT_FILE || null);
  return {
    findProxy,
    isAllowed: (host, port) => config.allowedAddresses.some((entry) => matchesAllowed(entry, host, port)),
    authorities: readAuthorities(authoritiesPath),
    lookup: (name) => dns.lookup(name, { all: true }),
  };
}

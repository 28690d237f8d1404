/** Where a request would really end, found out and checked before anything is sent. */
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { AppError } from '../../shared/app-error.ts';
import { readErrno } from '../archive/file-errors.ts';
import { isPrivateAddress } from './private-address.ts';
import type { ProxyAddress } from './proxy-choice.ts';
import type { Network } from './settings.ts';

/** A checked place to connect to. */
export interface Target {
  /** Name or address, without brackets. */
  host: string;
  port: number;
  /** Only these are connected to; empty when the proxy alone knows the name. */
  addresses: LookupAddress[];
  proxy: ProxyAddress | null;
}

/**
 * The name as addresses are written in URLs, so that `0x7f.1` is seen for what it is. Throws `net.private_address`
 * for IPv4 in any other way of writing than the usual one, which nobody uses in good faith.
 */
function toPlainHost(host: string): string {
  const url = URL.parse(`https://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}/`);
  const plain = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (plain === '' || url?.href !== `https://${url?.hostname}/`)
    throw new AppError('input.url_refused', 'The address was refused: its host is not a name.');
  if (isIP(plain) === 4 && plain !== host) throw refuse(host);
  return plain;
}

const refuse = (host: string): AppError =>
  new AppError('net.private_address', undefined, { context: { host } });

/** True when no network but the machine's own is up. */
const isUnplugged = (): boolean =>
  !Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

/** Why a name has no addresses: no network, no answer, or no such name. */
function toLookupError(host: string, cause: unknown): AppError {
  const isOffline = readErrno(cause) !== 'ENOTFOUND' || isUnplugged();
  if (isOffline) return new AppError('net.offline', undefined, { cause, context: { host } });
  return new AppError('net.failed', `The name of the server is not known: ${host}`, {
    cause,
    context: { host },
  });
}

async function findAddresses(
  host: string,
  network: Network,
  proxy: ProxyAddress | null,
): Promise<LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    return await network.lookup(host);
  } catch (cause) {
    if (proxy) return [];
    throw toLookupError(host, cause);
  }
}

/**
 * Resolves a name once and checks every address of it. Throws `net.private_address` unless one is public or was
 * allowed. What lies behind a proxy is the proxy's to resolve: it gets the name, but no name that is private from here.
 */
export async function resolveTarget(
  { host, port }: { host: string; port: number },
  network: Network,
): Promise<Target> {
  const plain = toPlainHost(host);
  const proxy = network.findProxy(plain, port);
  const found = await findAddresses(plain, network, proxy);
  const isNameAllowed = network.isAllowed(plain, port);
  const isOpen = ({ address }: LookupAddress): boolean =>
    isNameAllowed || !isPrivateAddress(address) || network.isAllowed(address, port);
  const addresses = found.filter(isOpen);
  const isMixed = addresses.length < found.length;
  if (isMixed && (proxy || addresses.length === 0)) throw refuse(plain);
  if (addresses.length === 0 && !proxy) throw toLookupError(plain, null);
  // What the user has allowed on this machine or in this network is not to be had from a proxy.
  const isHere = addresses.some(({ address }) => isPrivateAddress(address));
  return { host: plain, port, addresses, proxy: isHere ? null : proxy };
}

/** Addresses that messages bring. Only https, only the platform's hosts, no credentials, no ports, no smuggled parts. */
import { isIP } from 'node:net';
import { AppError } from '../../shared/app-error.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { isAllowedHost, platformHosts } from '../allowed-hosts.ts';
import { isPrivateAddress } from './private-address.ts';

function refuse(host: string, why: string): never {
  throw new AppError('input.url_refused', `The address was refused: ${why}.`, { context: { host } });
}

/** Line breaks and the like would be dropped silently. */
function parseAnyUrl(text: string): URL {
  const url = /\p{Cc}/u.test(text) ? null : URL.parse(text);
  return url ?? refuse('', 'it is not one');
}

function parseUrl(text: string, patterns: readonly string[]): URL {
  const url = parseAnyUrl(text);
  if (url.protocol !== 'https:') refuse(url.host, 'it is not https');
  if (url.username !== '' || url.password !== '') refuse(url.hostname, 'it holds a name or password');
  if (url.port !== '') refuse(url.host, 'it names a port');
  if (!isAllowedHost(url.hostname, patterns))
    refuse(url.hostname, 'its host does not belong to the platform');
  return url;
}

/** Names and addresses that the user has allowed, see `Network.isAllowed`. */
type IsAllowed = (host: string, port: number) => boolean;

/** Any site's page. What it leads to is checked where it is asked for, by the filter that programs go through. */
function parseOpenUrl(text: string, isAllowed: IsAllowed, mayNamePort = false): URL {
  const url = parseAnyUrl(text);
  if (!['https:', 'http:'].includes(url.protocol)) refuse(url.host, 'it is not https');
  if (url.username !== '' || url.password !== '') refuse(url.hostname, 'it holds a name or password');
  if (isAllowed(url.hostname, Number(url.port || (url.protocol === 'https:' ? 443 : 80)))) return url;
  if (url.protocol !== 'https:') refuse(url.host, 'it is not https');
  if (url.port !== '' && !mayNamePort) refuse(url.host, 'it names a port');
  const plain = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(plain) !== 0 && isPrivateAddress(plain))
    throw new AppError('net.private_address', undefined, { context: { host: url.hostname } });
  return url;
}

/**
 * Address of a page for yt-dlp: of a platform, or of any site. The fragment is dropped: yt-dlp reads options from one
 * (`#__youtubedl_smuggle`). Throws `input.url_refused`, `net.private_address`.
 */
export function parsePageUrl(
  text: string,
  platform: PlatformId | null,
  isAllowed: IsAllowed = () => false,
): URL {
  const url = platform ? parseUrl(text, platformHosts[platform].pages) : parseOpenUrl(text, isAllowed);
  url.hash = '';
  return url;
}

/** Address of a file; also used for every hop of a redirect. */
export const parseFileUrl = (text: string, platform: PlatformId): URL =>
  parseUrl(text, platformHosts[platform].files);

/**
 * Address of a file that a person has named in a terminal, and of the redirects from there: any host and port with
 * https, and what they have allowed. Throws as `parsePageUrl` does.
 */
export const parseChosenUrl = (text: string, isAllowed: IsAllowed): URL =>
  parseOpenUrl(text, isAllowed, true);

/** What may be written into an archive about where a file came from: query strings of media hold tokens and the user's IP. */
export const toSource = (url: URL): string => url.origin + url.pathname;

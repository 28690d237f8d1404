/** Addresses that messages bring. Only https, only the platform's hosts, no credentials, no ports, no smuggled parts. */
import { AppError } from '../../shared/errors.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { isAllowedHost, platformHosts } from '../allowed-hosts.ts';

function refuse(host: string, why: string): never {
  throw new AppError('input.url_refused', `The address was refused: ${why}.`, { context: { host } });
}

function parseUrl(text: string, patterns: readonly string[]): URL {
  const url = URL.parse(text);
  if (!url) refuse('', 'it is not one');
  if (url.protocol !== 'https:') refuse(url.host, 'it is not https');
  if (url.username !== '' || url.password !== '') refuse(url.hostname, 'it holds a name or password');
  if (url.port !== '') refuse(url.host, 'it names a port');
  if (!isAllowedHost(url.hostname, patterns))
    refuse(url.hostname, 'its host does not belong to the platform');
  return url;
}

/** Address of a page for yt-dlp. The fragment is dropped: yt-dlp reads options from one (`#__youtubedl_smuggle`). */
export function parsePageUrl(text: string, platform: PlatformId): URL {
  const url = parseUrl(text, platformHosts[platform].pages);
  url.hash = '';
  return url;
}

/** Address of a file; also used for every hop of a redirect. */
export const parseFileUrl = (text: string, platform: PlatformId): URL =>
  parseUrl(text, platformHosts[platform].files);

/** What may be written into an archive about where a file came from: query strings of media hold tokens and the user's IP. */
export const toSource = (url: URL): string => url.origin + url.pathname;

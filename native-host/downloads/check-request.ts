/** What a message may ask yt-dlp for, checked before anybody is asked. */
import { AppError } from '../../shared/app-error.ts';
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import type { Host } from '../host.ts';
import { readNetwork } from '../net/settings.ts';
import { parsePageUrl } from '../net/url.ts';

/** Throws `input.invalid`, `input.url_refused`, `net.private_address`. */
export function checkRequest(
  { url, platform, userAgent }: Pick<CommandRequest<'info'>, 'url' | 'platform' | 'userAgent'>,
  host: Host,
): URL {
  if (userAgent !== null && !/^[\x20-\x7e]+$/.test(userAgent))
    throw new AppError('input.invalid', 'The user agent is not plain text.');
  return parsePageUrl(url, platform, readNetwork(host).isAllowed);
}

import { AppError } from '../../../shared/app-error.ts';

/** Addresses of this machine and of local networks, as the browser writes them after it has read them. */
const privateHost =
  /^(?:localhost|.*\.(?:localhost|local|internal|home\.arpa)|0\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|127\.\d+\.\d+\.\d+|169\.254\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+|\[(?:::|f[cde]|64:ff9b:).*\])$/;

/**
 * An address that a file may be fetched from; our own pages may be of any kind. The end of a redirect is checked too,
 * when its answer has come; by the extension's policy the browser goes to none that is not encrypted. Throws
 * `input.url_refused`, `net.private_address`.
 */
export function parseFileUrl(address: string): URL {
  if (!URL.canParse(address)) throw new AppError('input.url_refused');
  const url = new URL(address);
  const isOwn = url.origin === globalThis.location?.origin;
  if (url.protocol !== 'https:' && !isOwn)
    throw new AppError('input.url_refused', 'Files are only fetched over https.', {
      context: { protocol: url.protocol },
    });
  if (privateHost.test(url.hostname.replace(/\.$/, '')) && !isOwn)
    throw new AppError('net.private_address', undefined, { context: { host: url.host } });
  return url;
}

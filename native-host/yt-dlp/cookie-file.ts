/** The user's cookies for one job: a file only they can read, in a folder only they can open, gone when the job ends. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformId } from '../../shared/model/source.ts';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { platformHosts } from '../allowed-hosts.ts';
import type { Machine } from '../directories.ts';
import { openJobFolder } from '../programs/job-folder.ts';

const isClean = (text: string): boolean => !/\p{Cc}/u.test(text);

/** Whose cookies a job may have: those of its platform, or those that the browser would send to the page itself. */
export interface CookieScope {
  platform: PlatformId | null;
  /** Of the page. */
  host: string;
}

const isBelow = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

function isOwn(domain: string, { platform, host }: CookieScope): boolean {
  if (platform) return platformHosts[platform].cookies.some((known) => isBelow(domain, known));
  return isBelow(host, domain);
}

/** Whether a cookie is one of the job's and fits on a line. */
const isUsable = (cookie: Cookie, scope: CookieScope): boolean =>
  isOwn(cookie.domain.replace(/^\./, '').toLowerCase(), scope) &&
  cookie.name !== '' &&
  [cookie.name, cookie.value, cookie.domain, cookie.path].every(isClean);

function toLine(cookie: Cookie): string {
  const host = cookie.domain.replace(/^\./, '');
  const domain = cookie.hostOnly ? host : `.${host}`;
  return [
    (cookie.httpOnly ? '#HttpOnly_' : '') + domain,
    cookie.hostOnly ? 'FALSE' : 'TRUE',
    cookie.path,
    cookie.secure ? 'TRUE' : 'FALSE',
    // 0 marks a session cookie; browsers give fractions of seconds.
    String(Math.trunc(cookie.expiresAt ?? 0)),
    cookie.name,
    cookie.value,
  ].join('\t');
}

/** Netscape's format as yt-dlp reads it. Cookies of other sites and those with control characters are left out. */
export const buildCookieText = (cookies: readonly Cookie[], scope: CookieScope): string =>
  [
    '# Netscape HTTP Cookie File',
    ...cookies.filter((cookie) => isUsable(cookie, scope)).map(toLine),
    '',
  ].join('\n');

export interface CookieFile {
  path: string;
  remove(): Promise<void>;
}

/** Writes the file outside of every archive. The caller removes it in a `finally`. */
export async function writeCookieFile(machine: Machine, text: string): Promise<CookieFile> {
  const folder = await openJobFolder(machine);
  const path = join(folder.path, 'cookies.txt');
  await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  return { path, remove: folder.remove };
}

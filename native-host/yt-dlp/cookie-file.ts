/** The user's cookies for one job: a file only they can read, in a folder only they can open, gone when the job ends. */
import { chmod, lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformId } from '../../shared/model/source.ts';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { platformHosts } from '../allowed-hosts.ts';
import { isAlive } from '../archive/lock.ts';
import { buildSecretsDirectory, type Machine } from '../directories.ts';

const prefix = 'star-export-job-';

const isClean = (text: string): boolean => !/\p{Cc}/u.test(text);

/** Whether a cookie belongs to the platform and fits on a line. */
function isUsable(cookie: Cookie, platform: PlatformId): boolean {
  const domain = cookie.domain.replace(/^\./, '').toLowerCase();
  const own = platformHosts[platform].cookies.some(
    (known) => domain === known || domain.endsWith(`.${known}`),
  );
  return own && cookie.name !== '' && [cookie.name, cookie.value, cookie.domain, cookie.path].every(isClean);
}

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
export const buildCookieText = (cookies: readonly Cookie[], platform: PlatformId): string =>
  [
    '# Netscape HTTP Cookie File',
    ...cookies.filter((cookie) => isUsable(cookie, platform)).map(toLine),
    '',
  ].join('\n');

export interface CookieFile {
  path: string;
  remove(): Promise<void>;
}

/** Writes the file outside of every archive. The caller removes it in a `finally`. */
export async function writeCookieFile(machine: Machine, text: string): Promise<CookieFile> {
  // mkdtemp makes the folder 0700 under a name nobody can guess.
  const folder = await mkdtemp(join(buildSecretsDirectory(machine), `${prefix}${process.pid}-`));
  await chmod(folder, 0o700);
  const path = join(folder, 'cookies.txt');
  await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Removes what a companion left that was killed before it could. Folders of running ones and of other users stay. */
export async function sweepSecrets(machine: Machine): Promise<void> {
  const parent = buildSecretsDirectory(machine);
  const own = process.getuid?.();
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = /^star-export-job-(\d+)-\w{6}$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(parent, name);
    const status = await lstat(path).catch(() => null);
    if (status?.isDirectory() && (own === undefined || status.uid === own))
      await rm(path, { recursive: true, force: true });
  }
}

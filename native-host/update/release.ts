/** Fetches the official release of yt-dlp. What arrives is believed only with the hash that was published beside it. */
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { Host } from '../host.ts';
import { findClient } from '../net/client.ts';
import { type FetchControl, fetchFile } from '../net/fetch-file.ts';
import type { Offer } from './offer.ts';
import {
  chooseFile,
  newestAddress,
  parseHash,
  parseRelease,
  parseReleaseUrl,
  readRunner,
  toFileAddress,
} from './release-files.ts';

/** Answers and lists of hashes are a few kilobytes; a program is some forty megabytes. */
const maxTextBytes = 4 * 1024 * 1024;
const sumsFile = 'SHA2-256SUMS';

/** With what a release is fetched, and where to; the folder is ours and holds nothing else. */
export interface ReleaseControl {
  host: Host;
  folder: string;
  signal: AbortSignal;
  onProgress(percent: number | null): void;
}

interface Wanted {
  address: string;
  name: string;
  sha256: string | null;
}

async function fetchInto(
  { address, name, sha256 }: Wanted,
  { host, folder, signal }: ReleaseControl,
  onProgress: FetchControl['onProgress'],
): Promise<string> {
  const target = join(folder, name);
  const credentials = { platform: null, cookies: [], referer: null, userAgent: null };
  await fetchFile(
    {
      addresses: [address],
      parse: parseReleaseUrl,
      credentials,
      expect: null,
      bytes: null,
      sha256,
      connections: null,
    },
    { target, draft: `${target}.part` },
    { client: findClient(host), signal, ...(onProgress && { onProgress }) },
  );
  return target;
}

async function fetchText(address: string, name: string, control: ReleaseControl): Promise<string> {
  const limit = ({ bytes }: { bytes: number }): void => {
    if (bytes > maxTextBytes)
      throw new AppError('ytdlp.update_failed', 'The answer about the release is too long.');
  };
  return readFile(await fetchInto({ address, name, sha256: null }, control, limit), 'utf8');
}

/** Puts the program for this machine into the folder; its name. */
async function fetchProgram(version: string, control: ReleaseControl): Promise<string> {
  const runner = readRunner();
  const file = chooseFile(runner);
  const sha256 = parseHash(await fetchText(toFileAddress(version, sumsFile), sumsFile, control), file);
  const name = runner.platform === 'win32' ? 'yt-dlp.exe' : 'yt-dlp';
  const wanted = { address: toFileAddress(version, file), name, sha256 };
  const program = await fetchInto(wanted, control, ({ bytes, totalBytes }) =>
    control.onProgress(totalBytes ? (bytes / totalBytes) * 100 : null),
  );
  await chmod(program, 0o755);
  return name;
}

/** The newest release. Throws `ytdlp.update_failed` and the codes of `fetchFile`. */
export async function findRelease(control: ReleaseControl): Promise<Offer> {
  const version = parseRelease(await fetchText(newestAddress, 'release.json', control));
  return {
    version,
    from: 'release',
    install: async () => ({ relative: await fetchProgram(version, control), settings: {} }),
  };
}

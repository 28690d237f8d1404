/** The official release of yt-dlp, checked against the list of hashes that is published with it. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { System } from './system.ts';
import { SetupError } from './system-package.ts';

/** The release's file for a system: stand-alone programs, which need no Python. */
export function toReleaseFile({ platform, arch }: Pick<System, 'platform' | 'arch'>): string | null {
  if (platform === 'darwin') return 'yt-dlp_macos';
  if (platform === 'win32') return arch === 'arm64' ? 'yt-dlp_arm64.exe' : 'yt-dlp.exe';
  if (platform !== 'linux') return null;
  if (arch === 'x64') return 'yt-dlp_linux';
  return arch === 'arm64' ? 'yt-dlp_linux_aarch64' : null;
}

/** The SHA-256 of a file in a list as `sha256sum` writes it, or null. */
export function parseSum(list: string, file: string): string | null {
  const line = list.split('\n').find((candidate) => candidate.trim().split(/\s+\*?/)[1] === file);
  return line?.trim().split(/\s+/)[0]?.toLowerCase() ?? null;
}

export interface Release {
  /** As the release is tagged: `2026.08.19`. */
  version: string;
  /** Where the program goes. */
  folder: string;
  /** @default the network */
  fetchBytes?: (url: string) => Promise<Uint8Array>;
}

async function fetchFromNetwork(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok) throw new SetupError(`${url} answered ${response.status}.`);
  return response.bytes();
}

const toSum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Absolute path of the program, fetched unless the right one is there; throws when it cannot be had or its hash differs. */
export async function fetchYtDlpRelease(system: System, release: Release): Promise<string> {
  const { version, folder, fetchBytes = fetchFromNetwork } = release;
  const file = toReleaseFile(system);
  if (!file) throw new SetupError(`yt-dlp has no release for ${system.platform} on ${system.arch}.`);
  const path = join(folder, `${version}_${file}`);
  // The hash was checked before the file got this name.
  if (system.isFile(path)) return path;

  const address = `https://github.com/yt-dlp/yt-dlp/releases/download/${version}`;
  system.say(`Fetching yt-dlp ${version} from its official release …`);
  const sum = parseSum(Buffer.from(await fetchBytes(`${address}/SHA2-256SUMS`)).toString('utf8'), file);
  if (!sum) throw new SetupError(`The release's list of hashes does not name ${file}.`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.part`, await fetchBytes(`${address}/${file}`));
  const arrived = toSum(await readFile(`${path}.part`));
  if (arrived !== sum)
    throw new SetupError(`${file} has the hash ${arrived} instead of ${sum}; it was not used.`);
  await chmod(`${path}.part`, 0o755);
  await rename(`${path}.part`, path);
  return path;
}

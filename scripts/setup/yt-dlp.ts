/** Finds a recent yt-dlp or fetches one: from PATH, by pip, the official release, and only then Debian's. */
import { join } from 'node:path';
import type { YtDlp } from '../tools.ts';
import type { System } from './system.ts';
import { installSystemPackage, SetupError, type SystemPackage } from './system-package.ts';
import { fetchYtDlpRelease } from './yt-dlp-release.ts';

/** The version the tests were written against. */
const pinnedVersion = '2026.08.19';

/** Older ones do not read today's YouTube, and some have known holes. */
export const oldestVersion = '2026.07.04';

const pythonPackage: SystemPackage = {
  label: 'Python with pip',
  apt: 'python3 python3-pip',
  dnf: 'python3-pip',
  pacman: 'python-pip',
  brew: 'python',
  winget: 'Python.Python.3.13',
  otherwise: 'see https://www.python.org/downloads',
};

const ytDlpPackage: SystemPackage = {
  label: 'yt-dlp',
  apt: 'yt-dlp',
  dnf: 'yt-dlp',
  pacman: 'yt-dlp',
  brew: 'yt-dlp',
  winget: 'yt-dlp.yt-dlp',
  otherwise: 'see https://github.com/yt-dlp/yt-dlp/wiki/Installation',
};

/** `2026.8.19` and `2026.08.19.232845` as a number that orders by date; null for anything else. */
export function toVersionDate(version: string): number | null {
  const match = /^(\d{4})\.(\d{1,2})\.(\d{1,2})(?:\.|$)/.exec(version.trim());
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  return Number(year) * 10_000 + Number(month) * 100 + Number(day);
}

/** True for a version that is safe to use on the real sites. */
export const isRecent = (version: string): boolean =>
  (toVersionDate(version) ?? 0) >= (toVersionDate(oldestVersion) ?? 0);

/** The call with its version filled in, or null when it does not start. */
async function askYtDlp(system: System, call: Omit<YtDlp, 'version'>): Promise<YtDlp | null> {
  const { ok, stdout } = await system.run(call.command, [...call.args, '--version'], { env: call.env });
  const version = stdout.trim();
  return ok && toVersionDate(version) !== null ? { ...call, version } : null;
}

async function findOnPath(system: System): Promise<YtDlp | null> {
  const path = system.find('yt-dlp');
  return path ? askYtDlp(system, { command: path, args: [], env: {}, location: path }) : null;
}

const buildPipCall = (python: string, folder: string): Omit<YtDlp, 'version'> => ({
  command: python,
  args: ['-m', 'yt_dlp'],
  env: { PYTHONPATH: folder },
  location: folder,
});

/** The real executable, not a version manager's stand-in that depends on the caller's environment. */
async function findPython(system: System): Promise<string | null> {
  for (const name of ['python3', 'python']) {
    const path = system.find(name);
    // yt-dlp of 2026 needs Python 3.10.
    const check = 'import sys, pip; sys.version_info < (3, 10) and sys.exit(1); print(sys.executable)';
    const ended = path ? await system.run(path, ['-c', check]) : null;
    if (ended?.ok && ended.stdout.trim()) return ended.stdout.trim();
  }
  return null;
}

async function installWithPip(system: System, folder: string): Promise<YtDlp | null> {
  let python = await findPython(system);
  if (!python) {
    try {
      await installSystemPackage(system, pythonPackage);
    } catch (reason) {
      if (!(reason instanceof SetupError)) throw reason;
      return null;
    }
    python = await findPython(system);
  }
  if (!python) return null;
  const here = await askYtDlp(system, buildPipCall(python, folder));
  if (here && isRecent(here.version)) return here;

  for (const wanted of [`yt-dlp==${pinnedVersion}`, `yt-dlp>=${oldestVersion}`]) {
    system.say(`Installing ${wanted} with pip into ${folder} …`);
    const pip = ['-m', 'pip', 'install', '--quiet', '--retries', '0', '--timeout', '3', '--upgrade'];
    const ended = await system.run(python, [...pip, '--target', folder, wanted], { timeoutMs: 180_000 });
    const found = ended.ok ? await askYtDlp(system, buildPipCall(python, folder)) : null;
    if (found) return found;
    system.say(`pip could not: ${ended.stderr.trim().split('\n').at(-1)}`);
  }
  return null;
}

async function installRelease(system: System, folder: string): Promise<YtDlp | null> {
  try {
    const path = await fetchYtDlpRelease(system, { version: pinnedVersion, folder });
    return askYtDlp(system, { command: path, args: [], env: {}, location: path });
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason);
    system.say(`The official release of yt-dlp could not be fetched: ${why}`);
    return null;
  }
}

async function takeWhatThereIs(system: System, onPath: YtDlp | null): Promise<YtDlp> {
  if (!onPath) await installSystemPackage(system, ytDlpPackage);
  const found = onPath ?? (await findOnPath(system));
  if (!found) throw new SetupError('yt-dlp was installed but does not start; try `yt-dlp --version`.');
  return found;
}

/**
 * A yt-dlp that runs; `folder` is where a private one goes. Throws a SetupError with what to type when there is
 * none and none can be had.
 */
export async function prepareYtDlp(system: System, folder: string): Promise<YtDlp> {
  const onPath = await findOnPath(system);
  if (onPath && isRecent(onPath.version)) return onPath;
  return (
    (await installWithPip(system, folder)) ??
    (await installRelease(system, join(folder, 'release'))) ??
    (await takeWhatThereIs(system, onPath))
  );
}

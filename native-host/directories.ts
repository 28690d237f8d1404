/** Where the companion keeps its own files, by operating system. Pure: the machine is passed in. */
import { homedir, tmpdir } from 'node:os';
import { posix, win32 } from 'node:path';
import { AppError } from '../shared/app-error.ts';

/** What decides about places on a machine. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  temp: string;
}

/** The machine we run on. */
export const readMachine = (): Machine => ({
  platform: process.platform,
  env: process.env,
  home: homedir(),
  temp: tmpdir(),
});

/** Throws `host.failed` where nobody knows which folder is the user's, as with an empty HOME. */
export function checkHome(machine: Pick<Machine, 'platform' | 'home'>): void {
  const { platform, home } = machine;
  if (pathsOf(machine).isAbsolute(home)) return;
  const name = platform === 'win32' ? 'USERPROFILE' : 'HOME';
  const flaw = home === '' ? 'is empty' : `is ${home}, which is not a full path`;
  throw new AppError('host.failed', `${name} ${flaw}; set it to your own folder and try again.`);
}

/** The path functions of that machine, which may not be the one we run on. */
export const pathsOf = (machine: Pick<Machine, 'platform'>): typeof posix =>
  machine.platform === 'win32' ? win32 : posix;

/** Folder of the settings and the log. `STAR_EXPORT_CONFIG` names another settings file (profiles for tests and trials). */
export function buildConfigPath(machine: Machine): string {
  const { env, home, platform } = machine;
  const { join } = pathsOf(machine);
  if (env.STAR_EXPORT_CONFIG) return env.STAR_EXPORT_CONFIG;
  if (platform === 'win32')
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Star Export', 'config.json');
  if (platform === 'darwin')
    return join(home, 'Library', 'Application Support', 'Star Export', 'config.json');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'star-export', 'config.json');
}

/** Folder of what the companion installs for itself: launcher, private yt-dlp. The launcher names it in `STAR_EXPORT_HOME`. */
export function buildPrivateDirectory(machine: Machine): string {
  const { env, home, platform } = machine;
  const { join, dirname } = pathsOf(machine);
  if (env.STAR_EXPORT_HOME) return env.STAR_EXPORT_HOME;
  if (env.STAR_EXPORT_CONFIG) return dirname(env.STAR_EXPORT_CONFIG);
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Star Export');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Star Export');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'star-export');
}

/**
 * Folder in which Node keeps what it has compiled of the companion: without it every start would read and compile all of it
 * again. A part of the private directory.
 */
export const buildCompiledFolder = (machine: Pick<Machine, 'platform'>, privateFolder: string): string =>
  pathsOf(machine).join(privateFolder, 'compiled');

/** Where archives go until the user chooses otherwise with `install --root`. Throws `host.failed` where nobody knows that. */
export function buildDefaultRoot(machine: Machine): string {
  const { join, isAbsolute } = pathsOf(machine);
  const named = machine.env.XDG_DOWNLOAD_DIR;
  if (named && isAbsolute(named)) return join(named, 'Star Export');
  checkHome(machine);
  return join(machine.home, 'Downloads', 'Star Export');
}

/** Folder for secrets that live as long as one job; in memory where the system has such a place. */
export const buildSecretsDirectory = (machine: Machine): string =>
  machine.env.XDG_RUNTIME_DIR || machine.temp;

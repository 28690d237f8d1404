/** The scripts that browsers start, as text. Absolute paths only: browsers started from a desktop have a bare PATH. */
import { AppError, toWire } from '../../shared/app-error.ts';
import { buildFrame } from '../connection/framing.ts';
import { buildCompiledFolder, type Machine, pathsOf } from '../directories.ts';

/** What runs the companion: a program by itself, or Node with a script. Paths are absolute. */
export interface Program {
  /** Null for a single executable. */
  nodePath: string | null;
  mainPath: string;
}

/** What a launcher passes on, so that it works the same whoever starts it. Paths are absolute. */
export interface LauncherSettings {
  configPath: string;
  /** Folder of the launcher, and of what the companion installs for itself. */
  privateFolder: string;
}

interface LaunchedWith extends LauncherSettings {
  compiledFolder: string;
}

/** As one word for a shell. */
export const quoteShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const toOctal = (bytes: Buffer): string =>
  [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** A call of the script's own function `gone`, with the frame for a browser and the sentence for a terminal. */
function buildGoneCall(what: string, path: string): string {
  const message = `${what} of the companion is not at ${path} any more; run the install command again.`;
  const frame = buildFrame({ id: null, error: toWire(new AppError('host.moved', message)) });
  const parts = [toOctal(frame.subarray(0, 4)), frame.subarray(4).toString(), message];
  return `gone ${parts.map(quoteShell).join(' ')}`;
}

/**
 * When a part of the companion is gone, the script itself answers as the companion would: the browser could only say that
 * something has ended. It waits for the end of the input, because a browser that cannot write drops what it could read.
 */
const goneFunction = `gone() {
  case "$called" in
    *-extension://* | *.json\\ *) printf "$1"; printf '%s' "$2"; while read -r line; do :; done ;;
    *) printf 'star-export: %s\\n' "$3" >&2 ;;
  esac
  exit 127
}`;

/** For Linux and macOS. */
function buildShellLauncher({ nodePath, mainPath }: Program, settings: LaunchedWith): string {
  const checks = nodePath
    ? [
        `[ -x ${quoteShell(nodePath)} ] || ${buildGoneCall('The Node', nodePath)}`,
        `[ -f ${quoteShell(mainPath)} ] || ${buildGoneCall('The program', mainPath)}`,
      ]
    : [`[ -x ${quoteShell(mainPath)} ] || ${buildGoneCall('The program', mainPath)}`];
  const command = [nodePath, mainPath].flatMap((path) => (path ? quoteShell(path) : [])).join(' ');
  return `${[
    '#!/bin/sh',
    "# Starts Star Export's companion. Written by its install command, which writes it anew.",
    'called="$*"',
    goneFunction,
    ...checks,
    `export STAR_EXPORT_CONFIG=${quoteShell(settings.configPath)}`,
    `export STAR_EXPORT_HOME=${quoteShell(settings.privateFolder)}`,
    // What somebody has set is theirs; a single executable is compiled already.
    ...(nodePath
      ? [`[ -n "$NODE_COMPILE_CACHE" ] || export NODE_COMPILE_CACHE=${quoteShell(settings.compiledFolder)}`]
      : []),
    // Options for Node that somebody has set for work of their own.
    'unset NODE_OPTIONS',
    `exec ${command} "$@"`,
  ].join('\n')}\n`;
}

const quoteBatch = (text: string): string => `"${text.replaceAll('%', '%%')}"`;

function buildBatchLauncher({ nodePath, mainPath }: Program, settings: LaunchedWith): string {
  const command = [nodePath, mainPath].flatMap((path) => (path ? quoteBatch(path) : [])).join(' ');
  return `${[
    '@echo off',
    'setlocal',
    `set ${quoteBatch(`STAR_EXPORT_CONFIG=${settings.configPath}`)}`,
    `set ${quoteBatch(`STAR_EXPORT_HOME=${settings.privateFolder}`)}`,
    ...(nodePath
      ? [
          `if not defined NODE_COMPILE_CACHE set ${quoteBatch(`NODE_COMPILE_CACHE=${settings.compiledFolder}`)}`,
        ]
      : []),
    `${command} %*`,
  ].join('\r\n')}\r\n`;
}

/** Absolute path of the launcher. */
export const buildLauncherPath = (
  machine: Machine,
  { privateFolder }: Pick<LauncherSettings, 'privateFolder'>,
): string =>
  pathsOf(machine).join(privateFolder, machine.platform === 'win32' ? 'companion.bat' : 'companion');

/** The launcher as a file. */
export const buildLauncher = (
  machine: Machine,
  program: Program,
  settings: LauncherSettings,
): { path: string; text: string } => {
  const build = machine.platform === 'win32' ? buildBatchLauncher : buildShellLauncher;
  const compiledFolder = buildCompiledFolder(machine, settings.privateFolder);
  const text = build(program, { ...settings, compiledFolder });
  return { path: buildLauncherPath(machine, settings), text };
};

/** A script that gives the command line a name of its own among the programs of the user. */
export const buildCommandScript = (launcher: string): string =>
  `#!/bin/sh\nexec ${quoteShell(launcher)} "$@"\n`;

/** What a browser from Flathub starts instead: a script inside of its own folder, which asks the system to start the launcher outside of the sandbox. */
export function buildFlatpakLauncher(
  machine: Machine,
  app: string,
  launcher: string,
): { path: string; text: string } {
  const path = pathsOf(machine).join(machine.home, '.var', 'app', app, 'data', 'star-export', 'companion');
  const text = `#!/bin/sh\nexec flatpak-spawn --host --watch-bus ${quoteShell(launcher)} "$@"\n`;
  return { path, text };
}

/** What a launcher of ours starts, read back from its text. */
export type LauncherTarget = { kind: 'program'; program: Program } | { kind: 'launcher'; path: string };

const unquote = (word: string): string =>
  word.startsWith("'") ? word.slice(1, -1).replaceAll("'\\''", "'") : word.slice(1, -1).replaceAll('%%', '%');

/** Null for a script that is none of ours. */
export function parseLauncher(text: string): LauncherTarget | null {
  const word = String.raw`('(?:[^']|'\\'')*'|"[^"]*")`;
  const forwarded = new RegExp(`^exec flatpak-spawn --host --watch-bus ${word} `, 'm').exec(text)?.[1];
  if (forwarded) return { kind: 'launcher', path: unquote(forwarded) };
  const [, first, second] =
    new RegExp(`^(?:exec )?${word}(?: ${word})? (?:"\\$@"|%\\*)\\r?$`, 'm').exec(text) ?? [];
  if (!first) return null;
  const [nodePath, mainPath] = second ? [unquote(first), unquote(second)] : [null, unquote(first)];
  return { kind: 'program', program: { nodePath, mainPath } };
}

/**
 * The environment of the programs we run: what they need and nothing else of the browser's. No proxy and no certificates
 * are in it: programs that make requests get those of their filter (net/filter-proxy.ts).
 */
import { dirname } from 'node:path';
import { type Machine, pathsOf } from '../directories.ts';
import { asNodeEnvironment } from './as-node.ts';
import { listProgramFolders } from './tool.ts';

const passedOn = [
  ...['HOME', 'USER', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR', 'XDG_RUNTIME_DIR'],
  // Windows programs do not start without these.
  ...[
    'SystemRoot',
    'SystemDrive',
    'windir',
    'ComSpec',
    'PATHEXT',
    'TEMP',
    'TMP',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
  ],
];

/** What a program needs to show a window as the person's other windows look. */
const screenVariables = [
  ...['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_SESSION_TYPE'],
  ...['XDG_CURRENT_DESKTOP', 'XDG_DATA_DIRS', 'XDG_CONFIG_DIRS', 'GTK_THEME', 'QT_QPA_PLATFORMTHEME'],
  // By these xdg-open knows which file manager is the desktop's.
  ...['DESKTOP_SESSION', 'KDE_FULL_SESSION', 'KDE_SESSION_VERSION', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME'],
];

const pick = (env: Machine['env'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** The same for programs with windows. */
export const buildScreenEnvironment = (machine: Machine): Record<string, string> => ({
  ...buildChildEnvironment(machine),
  ...pick(machine.env, screenVariables),
});

/** `programs` are absolute paths whose folders are put on PATH, for programs that call each other. */
export function buildChildEnvironment(
  machine: Machine,
  programs: readonly string[] = [],
): Record<string, string> {
  const env = pick(machine.env, passedOn);
  const folders = [...programs.map((program) => dirname(program)), ...listProgramFolders(machine)];
  env.PATH = [...new Set(folders)].join(pathsOf(machine).delimiter);
  // Python on Windows writes its pipes in the system's code page unless told otherwise.
  env.PYTHONIOENCODING = 'utf-8';
  env.PYTHONUTF8 = '1';
  Object.assign(env, asNodeEnvironment());
  return env;
}

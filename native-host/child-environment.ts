/**
 * The environment of the programs we run: what they need and nothing else of the browser's. No proxy and no certificates
 * are in it: programs that make requests get those of their filter (net/filter-proxy.ts).
 */
import { dirname } from 'node:path';
import { asNodeEnvironment } from './as-node.ts';
import { type Machine, pathsOf } from './directories.ts';
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

/** `programs` are absolute paths whose folders are put on PATH, for programs that call each other. */
export function buildChildEnvironment(
  machine: Machine,
  programs: readonly string[] = [],
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of passedOn) {
    const value = machine.env[name];
    if (value !== undefined) env[name] = value;
  }
  const folders = [...programs.map((program) => dirname(program)), ...listProgramFolders(machine)];
  env.PATH = [...new Set(folders)].join(pathsOf(machine).delimiter);
  // Python on Windows writes its pipes in the system's code page unless told otherwise.
  env.PYTHONIOENCODING = 'utf-8';
  env.PYTHONUTF8 = '1';
  Object.assign(env, asNodeEnvironment());
  return env;
}

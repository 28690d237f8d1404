/** Finding programs: in the settings first, then on PATH, then where GUI programs with a bare PATH do not look. */
import { accessSync, constants, statSync } from 'node:fs';
import { execa } from 'execa';
import { AppError, toWire } from '../../shared/app-error.ts';
import type { WireError } from '../../shared/wire-error.ts';
import { type Machine, pathsOf } from '../directories.ts';

const versionTimeoutMs = 20_000;

/** A program with what goes before its arguments. */
export interface Tool {
  command: string;
  args: string[];
  env: Record<string, string>;
  /** What the user knows it by. */
  path: string;
  version: string;
}

const wellKnown: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/local/bin', '/usr/bin', '/bin', '/snap/bin'],
  darwin: ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', '/usr/bin'],
};

/** Folders to look in, PATH first, each once. */
export function listProgramFolders(machine: Machine): string[] {
  const { delimiter, isAbsolute, join } = pathsOf(machine);
  const onPath = (machine.env.PATH ?? machine.env.Path ?? '')
    .split(delimiter)
    // What is meant by others depends on where we were started.
    .filter((folder) => isAbsolute(folder));
  return [
    ...new Set([...onPath, ...(wellKnown[machine.platform] ?? []), join(machine.home, '.local', 'bin')]),
  ];
}

/** True for a file that may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Absolute path of the first program of one of these names, or null. */
export function findProgram(machine: Machine, ...names: string[]): string | null {
  const { join } = pathsOf(machine);
  const suffixes = machine.platform === 'win32' ? ['.exe'] : [''];
  for (const folder of listProgramFolders(machine)) {
    for (const name of names.flatMap((name) => suffixes.map((suffix) => name + suffix))) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

/** First line of what the program says about its version; null when it cannot be run. */
export async function readVersion(
  tool: Omit<Tool, 'version'>,
  flag: string,
  env: Record<string, string>,
): Promise<string | null> {
  const result = await execa(tool.command, [...tool.args, flag], {
    env: { ...env, ...tool.env },
    extendEnv: false,
    stdin: 'ignore',
    timeout: versionTimeoutMs,
    forceKillAfterDelay: 1000,
    maxBuffer: 64 * 1024,
    reject: false,
  });
  return result.failed ? null : (result.stdout.split('\n')[0]?.trim() ?? null);
}

/** Remembers a tool that was found for as long as its file stays the same, since asking for a version takes a second. */
export function rememberTool<Key extends object, Found extends Tool>(
  locate: (key: Key) => Promise<Found>,
): (key: Key) => Promise<Found> {
  const known = new WeakMap<Key, { tool: Found; changedAt: number | undefined }>();
  const asking = new WeakMap<Key, Promise<Found>>();
  const ask = (key: Key): Promise<Found> => {
    const asked = asking.get(key) ?? locate(key).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  };
  const readChange = (tool: Found): number | undefined =>
    statSync(tool.path, { throwIfNoEntry: false })?.mtimeMs;
  return async (key) => {
    const last = known.get(key);
    if (last?.changedAt !== undefined && readChange(last.tool) === last.changedAt) return last.tool;
    const tool = await ask(key);
    known.set(key, { tool, changedAt: readChange(tool) });
    return tool;
  };
}

/** A tool as `hello` tells it: path and version, or why there is none. */
export interface FoundTool {
  tool: { path: string; version: string } | null;
  error: WireError | null;
}

/** Never throws AppError: a tool that is missing, or there and refused as too old, is an answer. */
export async function findTool(locate: () => Promise<Tool>): Promise<FoundTool> {
  try {
    const { path, version } = await locate();
    return { tool: { path, version }, error: null };
  } catch (error) {
    if (error instanceof AppError) return { tool: null, error: toWire(error) };
    throw error;
  }
}

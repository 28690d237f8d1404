/** A machine in memory: its files by path, and the programs that installing runs. */
import type { Ended, InstallSystem } from '../system.ts';

export interface MemorySystem extends InstallSystem {
  /** Text by absolute path. */
  files: Map<string, string>;
  modes: Map<string, number>;
  /** Folders that exist, also without files in them. */
  folders: Set<string>;
  /** Default values by key. */
  registry: Map<string, string>;
  /** Permissions of sandboxes that were given. */
  permissions: Set<string>;
  /** Every program that was run. */
  ran: string[];
  /** What cannot be removed, as a program that runs on Windows. */
  busy: Set<string>;
  /** After so many writes the machine stops, as by a power cut; null: never. */
  writesLeft: number | null;
}

const separatorOf = (path: string): string => (path.includes('\\') ? '\\' : '/');

function listParents(path: string): string[] {
  const separator = separatorOf(path);
  const parts = path.split(separator);
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join(separator) || separator);
}

function runRegistry(system: MemorySystem, [verb = '', key = '', ...rest]: readonly string[]): Ended {
  if (verb === 'add') system.registry.set(key, rest[rest.indexOf('/d') + 1] ?? '');
  const known = system.registry.get(key);
  if (verb === 'query')
    return { ok: known !== undefined, output: known === undefined ? '' : `    (Default)    REG_SZ    ${known}` };
  return { ok: verb === 'delete' ? system.registry.delete(key) : true, output: '' };
}

function runFlatpak(system: MemorySystem, [verb = '', ...rest]: readonly string[]): Ended {
  const app = rest.at(-1) ?? '';
  if (verb === 'override' && rest.includes('--show'))
    return { ok: true, output: system.permissions.has(app) ? '[Session Bus Policy]\norg.freedesktop.Flatpak=talk' : '' };
  if (verb === 'override' && rest.some((option) => option.startsWith('--talk-name'))) system.permissions.add(app);
  if (verb === 'override' && rest.some((option) => option.startsWith('--no-talk-name')))
    system.permissions.delete(app);
  if (verb === 'permission-set') system.permissions.add(rest[2] ?? '');
  if (verb === 'permission-remove') system.permissions.delete(app);
  const output = verb === 'permissions' ? [...system.permissions].map((name) => `${name}   yes`).join('\n') : '';
  return { ok: true, output };
}

/** `paths` are folders that exist. */
export function createMemorySystem(paths: readonly string[] = []): MemorySystem {
  const write = (path: string, text: string, mode: number): void => {
    if (system.writesLeft === 0) throw new Error('The power is gone.');
    if (system.writesLeft !== null) system.writesLeft -= 1;
    system.files.set(path, text);
    system.modes.set(path, mode);
    for (const parent of listParents(path)) system.folders.add(parent);
  };
  const system: MemorySystem = {
    files: new Map(),
    modes: new Map(),
    folders: new Set(paths.flatMap((path) => [...listParents(path), path])),
    registry: new Map(),
    permissions: new Set(),
    ran: [],
    busy: new Set(),
    writesLeft: null,
    isThere: async (path) => system.files.has(path) || system.folders.has(path),
    canRun: async (path) => ((system.modes.get(path) ?? 0) & 0o100) !== 0,
    readText: async (path) => system.files.get(path) ?? null,
    async listNames(path) {
      const below = path + separatorOf(path);
      const inside = [...system.files.keys()].filter((file) => file.startsWith(below));
      return [...new Set(inside.map((file) => file.slice(below.length).split(separatorOf(path))[0] ?? ''))];
    },
    writeText: async (path, text, mode) => write(path, text, mode),
    copy: async (from, to, mode) => write(to, system.files.get(from) ?? `bytes of ${from}`, mode),
    async remove(path) {
      if (system.busy.has(path)) return false;
      system.files.delete(path);
      return true;
    },
    async removeFolder(path) {
      const below = path + separatorOf(path);
      for (const file of [...system.files.keys()]) if (file.startsWith(below)) system.files.delete(file);
      for (const folder of [...system.folders])
        if (folder === path || folder.startsWith(below)) system.folders.delete(folder);
      return true;
    },
    async removeEmptyFolder(path) {
      const folder = path.endsWith(separatorOf(path)) ? path.slice(0, -1) : path;
      const below = folder + separatorOf(path);
      const inside = [...system.files.keys(), ...system.folders].some((other) => other.startsWith(below));
      if (!inside) system.folders.delete(folder);
    },
    async run(command, args) {
      system.ran.push([command, ...args].join(' '));
      if (command === 'reg.exe') return runRegistry(system, args);
      return command === 'flatpak' ? runFlatpak(system, args) : { ok: false, output: 'not found' };
    },
  };
  return system;
}

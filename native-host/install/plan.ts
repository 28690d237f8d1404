/** What an installation writes, worked out before anything is written. Pure. */
import type { Config } from '../config.ts';
import { type Machine, pathsOf } from '../directories.ts';
import {
  buildCommandScript,
  buildFlatpakLauncher,
  buildLauncher,
  type LauncherSettings,
  type Program,
} from './launcher.ts';
import type { ManifestPlace } from './locations.ts';
import { buildManifest } from './manifest.ts';
import { type Grant, listGrants } from './sandbox.ts';

/** A file to write, with its permissions; its bytes are `text`, or those of the file `from`. */
export type PlannedFile = { path: string; mode: number } & ({ text: string } | { from: string });

/** A registry key to set. */
export interface PlannedKey {
  key: string;
  /** Default value. */
  value: string;
}

/** Everything an installation writes but the settings, in this order. */
export interface InstallPlan {
  /** What the launcher starts. */
  program: Program;
  files: PlannedFile[];
  keys: PlannedKey[];
  /** Given only when the user asks for it. */
  grants: Grant[];
}

/** What the plan depends on. */
export interface InstallChoice {
  machine: Machine;
  places: ManifestPlace[];
  config: Config;
  settings: LauncherSettings;
  program: Program;
  /** Set for a package, whose program is copied, so that what was unpacked may be deleted: the version to name the copy by. */
  copyAs: string | null;
  /** Where the command line gets a name of its own; null: nowhere. */
  commandPath: string | null;
}

/** The program where it will be: a package's in the companion's folder, a checkout's where it is. */
function placeProgram({ machine, settings, program, copyAs }: InstallChoice): Program {
  if (copyAs === null) return program;
  const { join, basename } = pathsOf(machine);
  const mainPath = join(settings.privateFolder, `program-${copyAs}`, basename(program.mainPath));
  return { ...program, mainPath };
}

function planCopy({ mainPath: from }: Program, { mainPath: path, nodePath }: Program): PlannedFile[] {
  return path === from ? [] : [{ path, from, mode: nodePath ? 0o644 : 0o755 }];
}

function planCommand({ commandPath }: InstallChoice, launcher: string): PlannedFile[] {
  return commandPath ? [{ path: commandPath, text: buildCommandScript(launcher), mode: 0o755 }] : [];
}

function planManifests(choice: InstallChoice, launcher: string): PlannedFile[] {
  const { machine, places, config } = choice;
  const files = new Map<string, PlannedFile>();
  for (const { path, kind, sandbox } of places) {
    if (files.has(path)) continue;
    const inner = sandbox?.kind === 'flatpak' ? buildFlatpakLauncher(machine, sandbox.app, launcher) : null;
    if (inner) files.set(inner.path, { ...inner, mode: 0o755 });
    const text = buildManifest(kind, inner?.path ?? launcher, config.origins);
    files.set(path, { path, text, mode: 0o644 });
  }
  return [...files.values()];
}

/** Program, launcher, manifests and registry keys; the settings are written by the caller, with these names in them. */
export function buildInstallPlan(choice: InstallChoice): InstallPlan {
  const { machine, places, settings } = choice;
  const program = placeProgram(choice);
  const launcher = buildLauncher(machine, program, settings);
  const keys = places.flatMap(({ registryKeys, path }) => registryKeys.map((key) => [key, path] as const));
  return {
    program,
    files: [
      ...planCopy(choice.program, program),
      { ...launcher, mode: 0o755 },
      ...planCommand(choice, launcher.path),
      ...planManifests(choice, launcher.path),
    ],
    keys: [...new Map(keys)].map(([key, value]) => ({ key, value })),
    grants: listGrants(places),
  };
}

/** What an installation writes, worked out before anything is written. Pure. */
import { hostName } from '../../shared/protocol/envelope.ts';
import type { Config } from '../config.ts';
import { buildPrivateDirectory, type Machine, pathsOf } from '../directories.ts';
import type { ManifestKind, ManifestPlace } from './locations.ts';

/** A file to write, with its permissions. */
export interface PlannedFile {
  path: string;
  text: string;
  mode: number;
}

/** A registry key to set. */
export interface PlannedKey {
  key: string;
  /** Default value. */
  value: string;
}

/** Everything an installation writes but the settings. */
export interface InstallPlan {
  files: PlannedFile[];
  keys: PlannedKey[];
}

/** What the plan depends on. */
export interface InstallChoice {
  machine: Machine;
  places: ManifestPlace[];
  config: Config;
  configPath: string;
  /** Absolute path of the Node that runs the companion. */
  nodePath: string;
  /** Absolute path of main.ts or of the bundle. */
  mainPath: string;
}

const quoteShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Absolute paths only: browsers started from a desktop have a bare PATH. */
export function buildLauncher({ machine, nodePath, mainPath, configPath }: InstallChoice): PlannedFile {
  const { join } = pathsOf(machine);
  const folder = buildPrivateDirectory({
    ...machine,
    env: { ...machine.env, STAR_EXPORT_CONFIG: undefined },
  });
  const custom = machine.env.STAR_EXPORT_CONFIG !== undefined;
  const base = custom ? pathsOf(machine).dirname(configPath) : folder;
  if (machine.platform === 'win32') {
    const quote = (text: string): string => `"${text.replaceAll('%', '%%')}"`;
    const lines = [
      '@echo off',
      `set ${quote(`STAR_EXPORT_CONFIG=${configPath}`)}`,
      `${quote(nodePath)} ${quote(mainPath)} %*`,
    ];
    return { path: join(base, 'companion.bat'), text: `${lines.join('\r\n')}\r\n`, mode: 0o755 };
  }
  const command = [nodePath, mainPath].map(quoteShell).join(' ');
  const text = `#!/bin/sh\nSTAR_EXPORT_CONFIG=${quoteShell(configPath)} exec ${command} "$@"\n`;
  return { path: join(base, 'companion'), text, mode: 0o755 };
}

/** The manifest a browser reads. Only the exact callers of the settings are let in. */
export function buildManifest(kind: ManifestKind, launcher: string, origins: readonly string[]): string {
  const isOrigin = (origin: string): boolean => origin.startsWith('chrome-extension://');
  const callers =
    kind === 'firefox'
      ? { allowed_extensions: origins.filter((origin) => !isOrigin(origin)) }
      : { allowed_origins: origins.filter(isOrigin) };
  const manifest = {
    name: hostName,
    description: 'Star Export companion',
    path: launcher,
    type: 'stdio',
    ...callers,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Launcher, manifests and registry keys; the settings are written by the caller, with these names in them. */
export function buildInstallPlan(choice: InstallChoice): InstallPlan {
  const launcher = buildLauncher(choice);
  const manifests = new Map(
    choice.places.map(({ path, kind }) => [path, buildManifest(kind, launcher.path, choice.config.origins)]),
  );
  return {
    files: [launcher, ...[...manifests].map(([path, text]) => ({ path, text, mode: 0o644 }))],
    keys: choice.places.flatMap(({ registryKey, path }) =>
      registryKey ? [{ key: registryKey, value: path }] : [],
    ),
  };
}

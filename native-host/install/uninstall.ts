/** Takes the companion away again: what `install` has written down, and nothing else. */
import type { Config } from '../config.ts';
import {
  buildCompiledFolder,
  buildConfigPath,
  buildPrivateDirectory,
  type Machine,
  pathsOf,
} from '../directories.ts';
import { buildLogPath } from '../host.ts';
import { buildVersionsFolder } from '../update/versions.ts';
import { browserIds } from './browsers.ts';
import { buildLauncherPath } from './launcher.ts';
import { listManifestPlaces } from './locations.ts';
import { readGrant } from './sandbox.ts';
import { type InstallSystem, toDraft } from './system.ts';

interface UninstallOptions {
  machine: Machine;
  system: InstallSystem;
  /** Null when the settings cannot be read: then what belongs to the launcher of this user is looked for. */
  config: Config | null;
  dryRun: boolean;
}

/** What was taken away, or would be. */
export interface Uninstalled {
  removed: string[];
  /** What the system did not let go of; settings and program stay with it, for the next time. */
  kept: string[];
}

const isKey = (entry: string): boolean => entry.startsWith('HKCU\\');

/** Programs that a package has brought, of which the settings do not tell. */
async function findPrograms({ machine, system }: UninstallOptions): Promise<string[]> {
  const { join } = pathsOf(machine);
  const base = buildPrivateDirectory(machine);
  const folders = (await system.listNames(base)).filter((name) => name.startsWith('program-'));
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await system.listNames(join(base, folder))).map((name) => join(base, folder, name)),
    ),
  );
  return files.flat();
}

/** Manifests that name the launcher, of which the settings do not tell. */
async function findManifests({ machine, system }: UninstallOptions, launcher: string): Promise<string[]> {
  const paths = browserIds.flatMap((id) => listManifestPlaces(id, machine).map(({ path }) => path));
  const found: string[] = [];
  for (const path of new Set(paths)) {
    const text = await system.readText(path);
    if (text?.includes(JSON.stringify(launcher))) found.push(path);
  }
  return found;
}

/** Removed with all that is in them. */
const listOwnFolders = (machine: Machine): string[] => [
  buildVersionsFolder(machine),
  buildCompiledFolder(machine, buildPrivateDirectory(machine)),
];

/** What the companion has put into its folder since: the list of downloads, file by file, and what is only of use to itself. */
async function findOwnWork({ machine, system }: UninstallOptions): Promise<string[]> {
  const { join } = pathsOf(machine);
  const journal = join(buildPrivateDirectory(machine), 'downloads');
  const names = (await system.listNames(journal)).filter((name) => /\.(json|lock|part)$/.test(name));
  return [...names.map((name) => join(journal, name)), ...listOwnFolders(machine)];
}

/** What lies beside the settings: the log, the one before it, and the settings themselves, which go last. */
function listOwnFiles(machine: Machine): string[] {
  const log = buildLogPath(machine);
  const config = buildConfigPath(machine);
  return [log, `${log}.old`, `${config}.broken`, config];
}

const toOwnLauncher = (machine: Machine): string =>
  buildLauncherPath(machine, { privateFolder: buildPrivateDirectory(machine) });

async function findEntries(options: UninstallOptions): Promise<string[]> {
  const { machine, system, config } = options;
  const launcher = toOwnLauncher(machine);
  const listed = config?.installed ?? [
    launcher,
    ...(await findPrograms(options)),
    ...(await findManifests(options, launcher)),
  ];
  const own = [...(await findOwnWork(options)), ...listOwnFiles(machine)];
  const files = [...listed, ...own].filter((entry) => !isKey(entry) && !readGrant(entry));
  const there: string[] = [];
  for (const path of files.flatMap((file) => [file, toDraft(file)]))
    if (!path.endsWith(pathsOf(machine).sep) && (await system.isThere(path))) there.push(path);
  return [...listed.filter((entry) => isKey(entry) || readGrant(entry) !== null), ...new Set(there)];
}

/** True when it is gone. A key or permission that was not there is gone as well. */
async function removeEntry(entry: string, { machine, system }: UninstallOptions): Promise<boolean> {
  const grant = readGrant(entry);
  if (listOwnFolders(machine).includes(entry)) return system.removeFolder(entry);
  if (!grant && !isKey(entry)) return system.remove(entry);
  const [command, ...args] = grant?.takeBack ?? ['reg.exe', 'delete', entry, '/f'];
  await system.run(command, args);
  return true;
}

/** Archives, downloads and settings of other profiles stay. Doing it twice is fine. */
export async function uninstall(options: UninstallOptions): Promise<Uninstalled> {
  const { machine, system, config, dryRun } = options;
  const entries = await findEntries(options);
  if (dryRun) return { removed: entries, kept: [] };
  const kept: string[] = [];
  const left: string[] = [];
  const configPath = buildConfigPath(machine);
  const { dirname, join, sep } = pathsOf(machine);
  const isProgram = (entry: string): boolean => entry.includes(`${sep}program-`);
  // The settings know of what is left, and the program can take it away the next time: they go last.
  const next = [configPath, toOwnLauncher(machine)];
  const isWanted = (entry: string): boolean => next.includes(entry) || isProgram(entry);
  for (const entry of entries.toSorted((one, other) => Number(isWanted(one)) - Number(isWanted(other))))
    if (kept.length > 0 && isWanted(entry)) left.push(entry);
    else if (!(await removeEntry(entry, options))) kept.push(entry);
  const made = (config?.installed ?? []).filter((entry) => entry.endsWith(sep)).reverse();
  const programs = entries.filter(isProgram).map((entry) => dirname(entry));
  for (const folder of [
    ...made,
    ...programs,
    join(buildPrivateDirectory(machine), 'downloads'),
    dirname(configPath),
    buildPrivateDirectory(machine),
  ])
    await system.removeEmptyFolder(folder);
  return { removed: entries.filter((entry) => ![...kept, ...left].includes(entry)), kept };
}

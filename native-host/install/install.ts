/** Puts the companion where the user's browsers find it. */
import { buildConfigText, type Config } from '../config.ts';
import {
  buildCompiledFolder,
  buildConfigPath,
  buildPrivateDirectory,
  type Machine,
  pathsOf,
} from '../directories.ts';
import { type BrowserId, browserIds } from './browsers.ts';
import { buildCommandScript, buildLauncherPath, type Program } from './launcher.ts';
import { buildProfilePlace, listClosedPlaces, listManifestPlaces, type ManifestPlace } from './locations.ts';
import { buildInstallPlan, type InstallPlan } from './plan.ts';
import type { Grant } from './sandbox.ts';
import type { InstallSystem } from './system.ts';

/** What is installed for whom. Paths are absolute. */
export interface InstallOptions {
  machine: Machine;
  system: InstallSystem;
  config: Config;
  program: Program;
  /** Version under which a package's program is copied; null from a checkout, which is run where it is. */
  copyAs: string | null;
  /** Empty: those that are found on this machine. */
  browsers: readonly BrowserId[];
  /** A profile folder of its own (tests, trials): only this one is served. */
  userDataDirectory: string | null;
  /** Give browsers in a sandbox what they need to start the companion. */
  grant: boolean;
  dryRun: boolean;
}

/** What was done, or would be. */
export interface Installed {
  /** Files and registry keys in the order they are written; empty when there is no browser to write for. */
  written: string[];
  /** The browsers that find the companion now. */
  browsers: string[];
  /** Permissions that are still to be given, because it was not asked for or did not work. */
  openGrants: Grant[];
  givenGrants: Grant[];
  /** Browsers that were found and can have no companion. */
  closed: string[];
  /** What starts the companion from now on; null when nothing was written. */
  launcher: string | null;
}

async function findUsed<Place extends { traces: string[] }>(
  system: InstallSystem,
  places: Place[],
): Promise<Place[]> {
  const used = await Promise.all(
    places.map(async (place) =>
      (await Promise.all(place.traces.map((path) => system.isThere(path)))).includes(true),
    ),
  );
  return places.filter((_place, index) => used[index]);
}

/** A browser that was named is served where the system has it, found or not; its forms in a sandbox when they are there. */
async function findPlaces({
  machine,
  system,
  browsers,
  userDataDirectory,
}: InstallOptions): Promise<ManifestPlace[]> {
  if (userDataDirectory) return [buildProfilePlace(userDataDirectory, machine)];
  const places = (browsers.length > 0 ? browsers : browserIds).flatMap((browser) =>
    listManifestPlaces(browser, machine),
  );
  const used = await findUsed(system, places);
  return places.filter((place) => used.includes(place) || (browsers.length > 0 && place.sandbox === null));
}

async function findClosed({
  machine,
  system,
  browsers,
  userDataDirectory,
}: InstallOptions): Promise<string[]> {
  if (userDataDirectory) return [];
  const places = (browsers.length > 0 ? browsers : browserIds).flatMap((browser) =>
    listClosedPlaces(browser, machine),
  );
  return (await findUsed(system, places)).map(({ reason }) => reason);
}

/** Folders that do not exist yet and will be made for these files, the outer ones first, each with a separator at its end. */
async function findNewFolders(
  paths: readonly string[],
  { machine, system }: InstallOptions,
): Promise<string[]> {
  const { dirname, sep } = pathsOf(machine);
  const folders = new Set<string>();
  for (const path of paths) {
    const missing: string[] = [];
    let folder = dirname(path);
    while (folder !== dirname(folder) && !(await system.isThere(folder))) {
      missing.unshift(folder + sep);
      folder = dirname(folder);
    }
    for (const name of missing) folders.add(name);
  }
  return [...folders];
}

async function writePlan({ files, keys }: InstallPlan, system: InstallSystem): Promise<void> {
  for (const file of files) {
    if ('text' in file) await system.writeText(file.path, file.text, file.mode);
    else await system.copy(file.from, file.path, file.mode);
  }
  for (const { key, value } of keys) {
    const { ok, output } = await system.run('reg.exe', [
      ...['add', key, '/ve', '/t', 'REG_SZ', '/d', value, '/f'],
    ]);
    if (!ok) throw new Error(`The registry key ${key} could not be set: ${output}`);
  }
}

/** Those that were given already are left out: they are not ours to take back. */
async function findOpenGrants(grants: readonly Grant[], { system }: InstallOptions): Promise<Grant[]> {
  const open: Grant[] = [];
  for (const wanted of grants) {
    const [command, ...args] = wanted.ask;
    const { ok, output } = await system.run(command, args);
    if (!ok || !wanted.shows.test(output)) open.push(wanted);
  }
  return open;
}

/** Returns those that were given. */
async function giveGrants(grants: readonly Grant[], { system }: InstallOptions): Promise<Grant[]> {
  const given: Grant[] = [];
  for (const grant of grants) {
    const [command, ...args] = grant.give;
    if ((await system.run(command, args)).ok) given.push(grant);
  }
  return given;
}

/**
 * Where the command line gets a name of its own: in the folder for programs of the user, if there is one. Null from a
 * checkout, for a trial, on Windows, and when somebody else's program of that name is there.
 */
async function findCommandPath(options: InstallOptions, launcher: string): Promise<string | null> {
  const { machine, system, copyAs, userDataDirectory } = options;
  if (copyAs === null || userDataDirectory || machine.platform === 'win32') return null;
  const { join } = pathsOf(machine);
  const folder = join(machine.home, '.local', 'bin');
  if (!(await system.isThere(folder))) return null;
  const path = join(folder, 'star-export');
  const text = await system.readText(path);
  return text === null || text === buildCommandScript(launcher) ? path : null;
}

/** Takes away the programs of other versions, which nothing starts any more; returns those that are gone. One that runs on Windows stays. */
async function removeOldPrograms(
  current: string,
  { machine, system, config }: InstallOptions,
): Promise<string[]> {
  const { dirname, sep } = pathsOf(machine);
  const folder = `${buildPrivateDirectory(machine)}${sep}program-`;
  const gone: string[] = [];
  for (const path of config.installed) {
    if (!path.startsWith(folder) || path.endsWith(sep) || path === current) continue;
    if (!(await system.remove(path))) continue;
    await system.removeEmptyFolder(dirname(path));
    gone.push(path, dirname(path) + sep);
  }
  return gone;
}

/** `open` are the permissions that are not given yet. Returns those that were given. */
async function runPlan(plan: InstallPlan, open: readonly Grant[], options: InstallOptions): Promise<Grant[]> {
  const { machine, system, config } = options;
  const configPath = buildConfigPath(machine);
  const files = plan.files.map(({ path }) => path);
  const folders = await findNewFolders([configPath, ...files], options);
  const all = [...config.installed, ...folders, ...files, ...plan.keys.map(({ key }) => key)];
  const wanted = options.grant ? open : [];
  const save = (installed: readonly string[], grants: readonly Grant[]): Promise<void> => {
    const entries = new Set([...installed, ...grants.map(({ id }) => id)]);
    return system.writeText(configPath, buildConfigText({ ...config, installed: [...entries] }), 0o600);
  };
  // First the list, then the files: what an interrupted installation has written can still be taken away.
  await save(all, wanted);
  await writePlan(plan, system);
  const given = await giveGrants(wanted, options);
  // Of what was compiled of another version nothing would ever be used.
  await system.removeFolder(buildCompiledFolder(machine, buildPrivateDirectory(machine)));
  const gone = await removeOldPrograms(plan.program.mainPath, options);
  await save(
    all.filter((entry) => !gone.includes(entry)),
    given,
  );
  return given;
}

/** Writes nothing in a dry run, and when there is no browser to write for. Running it again changes nothing. */
export async function install(options: InstallOptions): Promise<Installed> {
  const { machine, config, program, copyAs } = options;
  const places = await findPlaces(options);
  const closed = await findClosed(options);
  if (places.length === 0)
    return { written: [], browsers: [], openGrants: [], givenGrants: [], closed, launcher: null };
  const configPath = buildConfigPath(machine);
  const settings = { configPath, privateFolder: buildPrivateDirectory(machine) };
  const launcher = buildLauncherPath(machine, settings);
  const commandPath = await findCommandPath(options, launcher);
  const plan = buildInstallPlan({ machine, places, config, settings, program, copyAs, commandPath });
  const open = await findOpenGrants(plan.grants, options);
  const givenGrants = options.dryRun ? [] : await runPlan(plan, open, options);
  return {
    written: [configPath, ...plan.files.map(({ path }) => path), ...plan.keys.map(({ key }) => key)],
    browsers: [...new Set(places.map(({ label }) => label))],
    openGrants: open.filter((grant) => !givenGrants.includes(grant)),
    givenGrants,
    closed,
    launcher,
  };
}

/** Puts the companion where the user's browsers find it, and takes it away again. */

import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { type Config, writeConfig } from '../config.ts';
import { buildConfigPath, buildPrivateDirectory, type Machine } from '../directories.ts';
import {
  type BrowserId,
  browserIds,
  buildManifestPlace,
  buildProfilePlace,
  type ManifestPlace,
} from './locations.ts';
import { buildInstallPlan, type InstallPlan } from './plan.ts';

/** What is installed for whom. Paths are absolute. */
export interface InstallOptions {
  machine: Machine;
  config: Config;
  nodePath: string;
  mainPath: string;
  /** Empty: those that are found on this machine. */
  browsers: BrowserId[];
  /** A profile folder of its own (tests, trials): only this one is served. */
  userDataDirectory: string | null;
  dryRun: boolean;
}

/** Browsers whose profile folder is there; on Windows all, since a key that nobody reads does no harm. */
function findPlaces({ machine, browsers, userDataDirectory }: InstallOptions): ManifestPlace[] {
  if (userDataDirectory) return [buildProfilePlace(userDataDirectory, machine)];
  const toPlace = (browser: BrowserId) => buildManifestPlace(browser, machine);
  if (browsers.length > 0) return browsers.map(toPlace);
  return browserIds
    .map(toPlace)
    .filter(({ profileFolder }) => profileFolder === null || existsSync(profileFolder));
}

async function writePlan({ files, keys }: InstallPlan): Promise<void> {
  for (const { path, text, mode } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode });
    await chmod(path, mode);
  }
  for (const { key, value } of keys)
    await execa('reg.exe', ['add', key, '/ve', '/t', 'REG_SZ', '/d', value, '/f']);
}

/** Returns every file and key, in the order they are written; nothing is written in a dry run. Running it again changes nothing. */
export async function install(options: InstallOptions): Promise<string[]> {
  const { machine, config } = options;
  const configPath = buildConfigPath(machine);
  const plan = buildInstallPlan({ ...options, places: findPlaces(options), configPath });
  const written = [...plan.files.map(({ path }) => path), ...plan.keys.map(({ key }) => key)];
  if (!options.dryRun) {
    const installed = [...new Set([...config.installed, ...written])];
    // First the list, then the files: what an interrupted installation has written can still be taken away.
    await writeConfig(machine, { ...config, installed });
    await writePlan(plan);
  }
  return [configPath, ...written];
}

async function removeEntry(entry: string): Promise<void> {
  if (entry.startsWith('HKCU\\')) await execa('reg.exe', ['delete', entry, '/f'], { reject: false });
  else await rm(entry, { force: true });
}

/** Removes what `install` wrote, the settings and the log; archives stay. Returns what was removed; doing it twice is fine. */
export async function uninstall(machine: Machine, config: Config, dryRun: boolean): Promise<string[]> {
  const configPath = buildConfigPath(machine);
  const folder = dirname(configPath);
  const own = [`${folder}/companion.log`, `${folder}/companion.log.old`, configPath].filter((path) =>
    existsSync(path),
  );
  const entries = [
    ...config.installed.filter((entry) => entry.startsWith('HKCU\\') || existsSync(entry)),
    ...own,
  ];
  if (dryRun) return entries;
  for (const entry of entries) await removeEntry(entry);
  for (const path of new Set([folder, buildPrivateDirectory(machine)])) {
    if (existsSync(path) && (await readdir(path)).length === 0) await rmdir(path);
  }
  return entries;
}

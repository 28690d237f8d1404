/** From a browser's manifest to the program that its launcher starts, as far as it goes. */
import type { Fix, Hop } from '../../../shared/doctor.ts';
import { type Machine, pathsOf } from '../../directories.ts';
import { type LauncherTarget, type Program, parseLauncher } from '../launcher.ts';
import type { ManifestPlace } from '../locations.ts';
import { parseManifest, type ReadManifest } from '../manifest.ts';
import { listGrants, toCommandLine } from '../sandbox.ts';
import type { InstallSystem } from '../system.ts';
import { byCommand, byHand, fail, pass, warn } from './hop.ts';
import { judgeNode } from './node.ts';

/** What is looked for, and with what it is repaired. */
export interface ManifestExamination {
  machine: Machine;
  system: InstallSystem;
  /** The origin or add-on id that is to be let in. */
  caller: string;
  /** A command line of ours, as it is typed in a terminal. */
  toCommand(args: readonly string[]): string;
}

/** Hops that were passed or failed, and the program in the end; null when it is not known. */
export interface ManifestFindings {
  hops: Hop[];
  /** What the browser starts; null when it did not come that far. */
  launcher: string | null;
  program: Program | null;
}

/** The manifest's path as the registry has it; null when no key is set. */
async function readRegistry({ registryKeys }: ManifestPlace, system: InstallSystem): Promise<string | null> {
  for (const key of registryKeys) {
    const { ok, output } = await system.run('reg.exe', ['query', key, '/ve']);
    const path = ok ? /REG_SZ\s+(.+?)\s*$/m.exec(output)?.[1] : undefined;
    if (path) return path;
  }
  return null;
}

function installFix({ toCommand }: ManifestExamination, { browser }: ManifestPlace): Fix {
  return byCommand('Install the companion again.', toCommand(['install', '--browser', browser]));
}

async function findManifest(
  place: ManifestPlace,
  examination: ManifestExamination,
): Promise<{ path: string; text: string } | Hop> {
  const { system } = examination;
  const fix = installFix(examination, place);
  const path = place.registryKeys.length > 0 ? await readRegistry(place, system) : place.path;
  if (path === null) return fail('manifest', `The registry has no key at ${place.registryKeys[0]}.`, fix);
  const text = await system.readText(path);
  return text === null ? fail('manifest', `There is no manifest at ${path}.`, fix) : { path, text };
}

function readManifest(
  found: { path: string; text: string },
  place: ManifestPlace,
  examination: ManifestExamination,
): ReadManifest | Hop {
  try {
    const manifest = parseManifest(place.kind, found.text);
    if (pathsOf(examination.machine).isAbsolute(manifest.launcher)) return manifest;
    throw new Error('the program it names has no absolute path');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('manifest-content', `${found.path}: ${reason}.`, installFix(examination, place));
  }
}

function judgeCallers(
  { callers }: ReadManifest,
  place: ManifestPlace,
  examination: ManifestExamination,
): Hop {
  const { caller, toCommand } = examination;
  if (callers.includes(caller)) return pass('callers', caller);
  const id = caller.replace(/^chrome-extension:\/\/([a-p]{32})\/$/, '$1');
  const others = callers.length > 0 ? callers.join(', ') : 'nobody';
  return fail(
    'callers',
    `The manifest lets in ${others}, and not ${caller}.`,
    byCommand(
      'Install the companion for this extension too.',
      toCommand(['install', '--browser', place.browser, '--extension-id', id]),
    ),
  );
}

async function judgeLauncher(
  path: string,
  place: ManifestPlace,
  examination: ManifestExamination,
): Promise<Hop> {
  const { system } = examination;
  if (!(await system.isThere(path)))
    return fail(
      'launcher',
      `The launcher ${path} is gone; its folder was moved or deleted.`,
      installFix(examination, place),
    );
  if (await system.canRun(path)) return pass('launcher', path);
  return fail(
    'launcher',
    `The launcher ${path} may not be run.`,
    byCommand('Let it be run.', toCommandLine(['chmod', '+x', path])),
  );
}

/** What a browser in a sandbox may not do yet; null when nothing is missing. */
async function judgeSandbox(place: ManifestPlace, { system }: ManifestExamination): Promise<Hop | null> {
  for (const { ask, give, shows, meaning, isNeeded } of listGrants([place])) {
    const [command, ...args] = ask;
    const { ok, output } = await system.run(command, args);
    if (ok && shows.test(output)) continue;
    const text = `${place.label} has no permission to start it.`;
    const fix = byCommand(meaning, toCommandLine(give));
    return isNeeded ? fail('launcher', text, fix) : warn('launcher', text, fix);
  }
  return null;
}

/** Follows the launcher of a sandbox to the one outside. */
async function readTarget(path: string, { system }: ManifestExamination): Promise<LauncherTarget | null> {
  const text = await system.readText(path);
  const target = text === null ? null : parseLauncher(text);
  if (target?.kind !== 'launcher') return target;
  const outer = await system.readText(target.path);
  return outer === null ? target : parseLauncher(outer);
}

/** Folders that macOS guards: what a browser starts may not read there, whoever may read them otherwise. */
function findGuard(path: string, { machine }: ManifestExamination): string | null {
  if (machine.platform !== 'darwin') return null;
  const folders = ['Desktop', 'Documents', 'Downloads'].map((name) => `${machine.home}/${name}/`);
  return folders.find((folder) => path.startsWith(folder)) ?? null;
}

function judgeGuard(path: string, there: Hop, examination: ManifestExamination): Hop {
  const guard = findGuard(path, examination);
  if (!guard) return there;
  const move = byHand('Move the folder of Star Export to another place, then install again.');
  return warn('runtime', `${path} lies in ${guard}, which macOS keeps from what browsers start.`, move);
}

async function judgeProgram(
  { nodePath, mainPath }: Program,
  place: ManifestPlace,
  examination: ManifestExamination,
): Promise<Hop[]> {
  const { system } = examination;
  const fix = installFix(examination, place);
  if (nodePath && !(await system.canRun(nodePath)))
    return [fail('runtime', `Node is not at ${nodePath} any more.`, fix)];
  if (!(await system.isThere(mainPath)))
    return [
      fail('runtime', `The program is not at ${mainPath} any more; its folder was moved or deleted.`, fix),
    ];
  const found = pass('runtime', nodePath ? `${mainPath}, run by ${nodePath}` : mainPath);
  const there = judgeGuard(mainPath, found, examination);
  if (!nodePath) return [there];
  const { output } = await system.run(nodePath, ['--version']);
  return [there, judgeNode(output || 'of no version')];
}

/** Stops at the first hop that failed: what lies behind it is not reached. */
export async function examineManifest(
  place: ManifestPlace,
  examination: ManifestExamination,
): Promise<ManifestFindings> {
  const hops: Hop[] = [];
  const end = (hop: Hop): ManifestFindings => ({ hops: [...hops, hop], launcher: null, program: null });
  const found = await findManifest(place, examination);
  if ('state' in found) return end(found);
  hops.push(pass('manifest', found.path));
  const manifest = readManifest(found, place, examination);
  if ('state' in manifest) return end(manifest);
  hops.push(pass('manifest-content', manifest.launcher));
  const callers = judgeCallers(manifest, place, examination);
  if (callers.state === 'failed') return end(callers);
  hops.push(callers);
  const launcher = await judgeLauncher(manifest.launcher, place, examination);
  if (launcher.state === 'failed') return end(launcher);
  const closed = await judgeSandbox(place, examination);
  if (closed?.state === 'failed') return end(closed);
  hops.push(closed ?? launcher);
  const target = await readTarget(manifest.launcher, examination);
  if (target?.kind === 'launcher') {
    const gone = `The launcher outside of the sandbox is not at ${target.path} any more.`;
    return end(fail('runtime', gone, installFix(examination, place)));
  }
  const program = target?.program ?? null;
  if (program) hops.push(...(await judgeProgram(program, place, examination)));
  const isWhole = hops.every(({ state }) => state !== 'failed');
  return { hops, launcher: isWhole ? manifest.launcher : null, program };
}

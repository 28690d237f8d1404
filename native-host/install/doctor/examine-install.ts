/** The installation for every browser, looked at from outside: what only a browser can tell is left out. */
import type { Hop } from '../../../shared/doctor.ts';
import { extensionId, firefoxExtensionId } from '../../../shared/extension-key.ts';
import { hostName } from '../../../shared/protocol/envelope.ts';
import { type Machine, pathsOf } from '../../directories.ts';
import { type BrowserId, browserIds } from '../browsers.ts';
import { buildProfilePlace, listManifestPlaces, type ManifestPlace } from '../locations.ts';
import type { InstallSystem } from '../system.ts';
import { byCommand, fail, warn } from './hop.ts';
import { examineManifest, type ManifestExamination } from './manifest.ts';
import { judgeStart, type StartEnd } from './start.ts';

/** What is looked at. */
export interface InstallExamination {
  machine: Machine;
  system: InstallSystem;
  /** What `install` wrote down. */
  installed: readonly string[];
  /** Empty: those that are used, or that something was installed for. */
  browsers: readonly BrowserId[];
  /** The extension that is to be let in; null: our own. */
  extensionId: string | null;
  toCommand(args: readonly string[]): string;
  /** Starts a launcher with what a browser passes to it. */
  start(launcher: string, args: readonly string[]): Promise<StartEnd>;
}

/** One browser's way to the companion. */
export interface BrowserFindings {
  /** Its name for `install`. */
  browser: BrowserId;
  label: string;
  hops: Hop[];
}

/** As a manifest names it. */
export const toCaller = (id: string): string => (/^[a-p]{32}$/.test(id) ? `chrome-extension://${id}/` : id);

/** Profile folders of their own that something was installed for. */
export function listProfilePlaces(installed: readonly string[], machine: Machine): ManifestPlace[] {
  const { basename, dirname } = pathsOf(machine);
  const known = browserIds.flatMap((id) => listManifestPlaces(id, machine).map(({ path }) => path));
  return installed
    .filter((path) => basename(path) === `${hostName}.json` && !known.includes(path))
    .map((path) => buildProfilePlace(dirname(dirname(path)), machine));
}

async function isUsed({ traces }: ManifestPlace, system: InstallSystem): Promise<boolean> {
  return (await Promise.all(traces.map((path) => system.isThere(path)))).includes(true);
}

/** Places that something was installed for, and the first of every browser that is used. */
async function findPlaces(
  examination: InstallExamination,
): Promise<{ place: ManifestPlace; isOurs: boolean }[]> {
  const { machine, system, installed, browsers } = examination;
  const ids = browsers.length > 0 ? browsers : browserIds;
  const found: { place: ManifestPlace; isOurs: boolean }[] = [];
  for (const place of ids.flatMap((id) => listManifestPlaces(id, machine))) {
    const isOurs = [place.path, ...place.registryKeys].some((entry) => installed.includes(entry));
    const isKnown = found.some(
      (other) => other.place.label === place.label || other.place.path === place.path,
    );
    if (!isKnown && (browsers.length > 0 ? place.sandbox === null || isOurs : await isUsed(place, system)))
      found.push({ place, isOurs });
  }
  const profiles = browsers.length > 0 ? [] : listProfilePlaces(installed, machine);
  return [...found, ...profiles.map((place) => ({ place, isOurs: true }))];
}

const toExamination = (examination: InstallExamination, place: ManifestPlace): ManifestExamination => ({
  ...examination,
  caller: toCaller(examination.extensionId ?? (place.kind === 'firefox' ? firefoxExtensionId : extensionId)),
});

/** A browser that nobody asked for, or that cannot be judged from here, is no failure. */
function soften(hops: Hop[]): Hop[] {
  return hops.map((hop) => (hop.state === 'failed' && hop.fix ? warn(hop.id, hop.text, hop.fix) : hop));
}

/** Every browser that is used here; a launcher that several have in common is started once. */
export async function examineInstall(examination: InstallExamination): Promise<BrowserFindings[]> {
  const places = await findPlaces(examination);
  const hasAny = places.some(({ isOurs }) => isOurs);
  const started = new Map<string, Promise<StartEnd>>();
  const findings: BrowserFindings[] = [];
  for (const { place, isOurs } of places) {
    const own = toExamination(examination, place);
    const { hops, launcher } = await examineManifest(place, own);
    if (launcher && !place.sandbox) {
      const args = place.kind === 'firefox' ? [place.path, own.caller] : [own.caller];
      const key = [launcher, ...args].join('\n');
      const end = started.get(key) ?? examination.start(launcher, args);
      started.set(key, end);
      hops.push(...judgeStart(await end));
    }
    findings.push({
      browser: place.browser,
      label: place.label,
      hops: isOurs || !hasAny ? hops : soften(hops),
    });
  }
  return findings;
}

/** When there is no browser to look at. */
export const judgeNoBrowser = ({ toCommand }: Pick<InstallExamination, 'toCommand'>): Hop =>
  fail(
    'manifest',
    'No browser was found here, and the companion is installed for none.',
    byCommand('Install it for a browser by name.', toCommand(['install', '--browser', 'chromium'])),
  );

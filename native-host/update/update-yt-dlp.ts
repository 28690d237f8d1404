/** Finds, installs, updates yt-dlp, and goes back to the one before. What is in use is never touched until another is proven. */
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type {
  UpdateOutcome,
  UpdateProgress,
  UpdateRequest,
  UpdateSource,
} from '../../shared/protocol/companion-commands.ts';
import { type Config, readConfig, writeConfig } from '../config.ts';
import { createHost, type Host } from '../host.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { readVersion } from '../programs/tool.ts';
import { isOlder, listHoles } from '../yt-dlp/known-holes.ts';
import { findYtDlpPlace } from '../yt-dlp/locate.ts';
import { checkVersion, proveYtDlp } from './canary.ts';
import type { Offer } from './offer.ts';
import { findByPip } from './pip.ts';
import { findRelease } from './release.ts';
import { openVersions, type VersionsDesk } from './versions.ts';

/** With what an update works and how it is watched. */
export interface UpdateControl {
  host: Host;
  signal: AbortSignal;
  emit(event: UpdateProgress): void;
}

interface Work extends UpdateControl {
  desk: VersionsDesk;
}

interface InUse {
  /** Of a program, or of a folder that pip has filled. */
  path: string;
  /** Null: it does not run. */
  version: string | null;
}

/** What is in use now, safe or not; null when there is none. */
async function readInUse(host: Host): Promise<InUse | null> {
  const place = findYtDlpPlace(host);
  if (!place) return null;
  const version = await readVersion(place, '--version', buildChildEnvironment(host.machine, [place.command]));
  return { path: place.path, version };
}

async function toOutcome(
  host: Host,
  facts: Pick<UpdateOutcome, 'newest' | 'from' | 'changed'>,
): Promise<UpdateOutcome> {
  const inUse = await readInUse(host);
  const version = inUse?.version ?? null;
  return {
    ...facts,
    version,
    path: inUse?.path ?? null,
    holes: version === null ? [] : listHoles(version),
    canRollBack: host.config.previousYtDlp !== null,
  };
}

const finders: Readonly<Record<UpdateSource, (work: Work) => Promise<Offer>>> = {
  release: ({ host, signal, emit, desk }) =>
    findRelease({
      host,
      signal,
      folder: desk.draft,
      onProgress: (percent) => emit({ stage: 'fetching', percent }),
    }),
  pip: ({ host, signal, desk }) => findByPip({ host, signal, folder: desk.draft }),
};

/** Whether the other way may help: there was no way to GitHub, or it said no. */
const isAboutTheWay = (error: unknown): boolean =>
  error instanceof AppError && (/^(net|platform)\./.test(error.code) || error.code === 'media.expired');

/** Asks where it is wanted from; without a wish for the release, and pip where GitHub cannot be reached. */
async function findOffer(from: UpdateSource | null, work: Work): Promise<Offer> {
  work.emit({ stage: 'looking', percent: null });
  try {
    return await finders[from ?? 'release'](work);
  } catch (error) {
    if (from !== null || !isAboutTheWay(error)) throw error;
    return finders.pip(work).catch((second: unknown) => {
      work.host.log.write('update', String(second));
      throw error;
    });
  }
}

/** The settings are read again, since the command line may have changed them meanwhile; the file is replaced in one step. */
async function changeSettings({ machine }: Host, change: Partial<Config>): Promise<Host> {
  const config = { ...(await readConfig(machine)), ...change };
  await writeConfig(machine, config);
  return createHost(config, machine);
}

/** Tries what lies at a path as if the settings named it; its version. */
async function prove(
  path: string,
  settings: Partial<Config>,
  { host, signal }: UpdateControl,
): Promise<string> {
  const trial = { ...host, config: { ...host.config, ...settings, ytDlp: path } };
  const place = findYtDlpPlace(trial);
  if (place?.path !== path) throw new AppError('ytdlp.update_failed', 'The new yt-dlp cannot be run here.');
  return proveYtDlp(place, { host: trial, signal });
}

async function install(offer: Offer, work: Work): Promise<Host> {
  const { host, desk, emit } = work;
  checkVersion(offer.version, host);
  emit({ stage: offer.from === 'pip' ? 'installing' : 'fetching', percent: null });
  const { settings, relative } = await offer.install();
  emit({ stage: 'checking', percent: null });
  const version = await prove(join(desk.draft, relative), settings, work);
  work.signal.throwIfAborted();
  const previous = (await readInUse(host))?.path ?? null;
  const path = join(await desk.keep(`${version}-${offer.from}`), relative);
  const changed = await changeSettings(host, {
    ...settings,
    ytDlp: path,
    previousYtDlp: previous === path ? host.config.previousYtDlp : previous,
  });
  await desk.prune([path, changed.config.previousYtDlp ?? path]);
  return changed;
}

/** One that runs, is as new as can be had, and has no known holes is left as it is. */
function isCurrent(inUse: InUse | null, newest: string): boolean {
  return inUse !== null && inUse.version !== null && !isOlder(inUse.version, newest);
}

async function rollBack({ host, emit, ...control }: UpdateControl): Promise<UpdateOutcome> {
  const previous = host.config.previousYtDlp;
  if (previous === null) throw new AppError('ytdlp.no_previous');
  emit({ stage: 'checking', percent: null });
  await prove(previous, {}, { host, emit, ...control });
  const changed = await changeSettings(host, { ytDlp: previous, previousYtDlp: host.config.ytDlp });
  return toOutcome(changed, { newest: null, from: null, changed: true });
}

/**
 * Does what is asked for; `check` changes nothing. The one in use stays until the new one is proven, and is kept to go
 * back to. Throws `ytdlp.update_failed`, `ytdlp.outdated` (known holes), `ytdlp.no_previous`, `media.damaged` (a wrong
 * hash), `host.busy`, `net.*`, the codes of the disk and `job.cancelled`.
 */
export async function updateYtDlp(
  { action, from }: UpdateRequest,
  control: UpdateControl,
): Promise<UpdateOutcome> {
  const { host } = control;
  const desk = await openVersions(host.machine);
  try {
    if (action === 'rollback') return await rollBack(control);
    const work = { ...control, desk };
    const offer = await findOffer(from, work);
    const facts = { newest: offer.version, from: offer.from };
    if (action === 'check' || isCurrent(await readInUse(host), offer.version))
      return await toOutcome(host, { ...facts, changed: false });
    return await toOutcome(await install(offer, work), { ...facts, changed: true });
  } finally {
    await desk.close();
  }
}

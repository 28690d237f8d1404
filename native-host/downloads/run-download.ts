/** From an address to checked files under their final names. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import { platformHosts } from '../allowed-hosts.ts';
import { hashFile } from '../archive/commit-file.ts';
import { readErrno } from '../archive/file-errors.ts';
import { openPartial, resolveFile } from '../archive/folder.ts';
import { takeLock } from '../archive/lock.ts';
import { type Ffmpeg, findFfmpeg } from '../ffmpeg/locate.ts';
import { type Probe, probeFile } from '../ffmpeg/probe.ts';
import type { HeavyJobControl } from '../heavy-jobs.ts';
import { listResultTypes } from '../yt-dlp/arguments.ts';
import { checkMedia } from '../yt-dlp/check-media.ts';
import { type FetchedVideo, fetchVideo } from '../yt-dlp/fetch-video.ts';
import { findYtDlp } from '../yt-dlp/locate.ts';
import { emptyProgress, type FoundVideo } from '../yt-dlp/progress.ts';
import { createProgressGate } from '../yt-dlp/progress-gate.ts';
import { checkRequest } from './check-request.ts';
import { claimName } from './claim-name.ts';
import { cutSections, fitSections, toSectionName } from './cut-sections.ts';
import { type KnownVideos, openKnownVideos } from './known-videos.ts';
import { commitMoves, finishMoves, type Moves } from './moves.ts';
import { buildNameQuery, fillTemplate } from './name-template.ts';
import { clearPlace, openPlace, type Place } from './place.ts';

type Request = CommandRequest<'download'>;
type Saved = CommandResponse<'download'>;
type Control = HeavyJobControl<'download'>;

/** A download under way. */
interface Work {
  request: Request;
  control: Control;
  url: URL;
  place: Place;
  ffmpeg: Ffmpeg;
}

/** A file that lies in the work folder and will be named by its ending. */
interface Draft {
  /** Its place in the work folder. */
  draft: string;
  ending: string;
}

interface Checked {
  /** What the site says of its tracks and length. */
  video: FoundVideo | null;
  probe: Probe;
}

const isNamed = (codec: string | null | undefined): boolean => Boolean(codec) && codec !== 'none';

/** Throws `media.damaged` when the file is not what was asked for. */
function check({ video, probe }: Checked, { request }: Work): void {
  const { choice, platform, durationSec } = request;
  // Platforms always have both tracks; other sites have silent videos, and sound alone.
  const isOpen = choice.format !== null || platform === null;
  checkMedia(probe, {
    picture: choice.quality !== 'audio' && (!isOpen || isNamed(video?.vcodec)),
    sound: choice.quality === 'audio' || (isOpen && isNamed(video?.acodec)),
    durationsSec: [durationSec, video?.duration],
  });
}

const toSaved = (probe: Probe, record: FileRecord, title: string): Saved => ({
  outcome: 'saved',
  record,
  extras: [],
  title,
  ...probe,
});

/** The file of an earlier run of an export whose answer was lost; null when there is none or it is not whole. */
async function findFinished(work: Work): Promise<Saved | null> {
  const { place, request, control, url, ffmpeg } = work;
  const { naming, root } = place;
  if (naming.by !== 'stem' || request.choice.sections.length > 0) return null;
  const options = { ffmpeg, machine: control.host.machine, signal: control.signal };
  for (const type of listResultTypes(request.choice, request.platform)) {
    const path = `${naming.stem}.${type}`;
    try {
      const file = await resolveFile(root, path);
      // Opened first: most types are not there.
      const measured = await hashFile(file, control.signal);
      const probe = await probeFile(file, options);
      check({ video: null, probe }, work);
      return toSaved(probe, { path, ...measured, source: url.href }, '');
    } catch (error) {
      const code = error instanceof AppError ? error.code : readErrno(error);
      if (code !== 'ENOENT' && code !== 'media.damaged') throw error;
    }
  }
  return null;
}

/** The stem of the files, reserved until they are there. */
async function reserveStem(fetched: FetchedVideo, drafts: Draft[], { place }: Work) {
  const { naming, root } = place;
  if (naming.by === 'stem') return { stem: naming.stem, release: async () => undefined };
  return claimName(
    root,
    fillTemplate(naming.template, fetched.values),
    drafts.map(({ ending }) => ending),
  );
}

/** The file itself, or the parts of it that are wanted, and what is known of the first. */
async function makeMain(fetched: FetchedVideo, whole: Probe, work: Work) {
  const { name, type } = fetched;
  const { request, control, place, ffmpeg } = work;
  const { host, signal } = control;
  if (request.choice.sections.length === 0)
    return { drafts: [{ draft: `done/${name}`, ending: `.${type}` }], probe: whole };
  const sections = fitSections(request.choice.sections, whole.durationSec);
  const [file, folder] = [join(place.workDirectory, 'done', name), join(place.workDirectory, 'cut')];
  control.emit({ ...emptyProgress, stage: 'converting' });
  await cutSections({ file, type, sections, folder }, { host, ffmpeg, signal });
  const drafts = sections.map((section, index) => ({
    draft: `cut/${index}.${type}`,
    ending: `${toSectionName(section)}.${type}`,
  }));
  const probe = await probeFile(join(folder, `0.${type}`), { ffmpeg, machine: host.machine, signal });
  return { drafts, probe };
}

async function nameFiles(fetched: FetchedVideo, whole: Probe, work: Work): Promise<Saved> {
  const { place, control, url } = work;
  const main = await makeMain(fetched, whole, work);
  const drafts: Draft[] = [
    ...main.drafts,
    ...fetched.beside.map(({ name, ending }) => ({ draft: `done/${name}`, ending })),
  ];
  const { stem, release } = await reserveStem(fetched, drafts, work);
  try {
    const files: Moves['files'] = [];
    for (const { draft, ending } of drafts) {
      const measured = await hashFile(join(place.workDirectory, draft), control.signal);
      files.push({ draft, record: { path: stem + ending, ...measured, source: url.href } });
    }
    const [first, ...rest] = files.map(({ record }) => record);
    if (!first) throw new AppError('bug.unexpected');
    const saved = { ...toSaved(main.probe, first, fetched.video.title ?? ''), extras: rest };
    control.signal.throwIfAborted();
    await commitMoves(place.root, place.workDirectory, { saved, files });
    return saved;
  } finally {
    await release();
  }
}

async function fetchAndName(work: Work, known: KnownVideos | null): Promise<Saved> {
  const { request, control, url, place, ffmpeg } = work;
  const { host, signal } = control;
  const { choice, platform, cookies } = request;
  const progress = createProgressGate(control.emit);
  const fetched = await fetchVideo(
    {
      ...{ url, entry: request.entry, choice, cookies, userAgent: request.userAgent },
      extractors: platform ? platformHosts[platform].extractors : 'default',
      scope: { platform, host: url.hostname },
      types: listResultTypes(choice, platform),
      workDirectory: place.workDirectory,
      doneDirectory: await openPartial(place.root, basename(place.workDirectory), 'done'),
      knownFile: known?.path ?? null,
      nameQuery: place.naming.by === 'template' ? buildNameQuery(place.naming.template) : null,
    },
    { host, signal, ffmpeg, ytDlp: await findYtDlp(host) },
    progress.push,
  );
  if ('known' in fetched) {
    const nothing = { durationSec: null, width: null, height: null, videoCodec: null, audioCodec: null };
    return { outcome: 'known', record: null, extras: [], title: fetched.known?.title ?? '', ...nothing };
  }
  progress.push({ ...emptyProgress, stage: 'checking' });
  const file = join(place.workDirectory, 'done', fetched.name);
  const probe = await probeFile(file, { ffmpeg, machine: host.machine, signal });
  check({ video: fetched.video, probe }, work);
  return nameFiles(fetched, probe, work);
}

/** A finished file that is not whole would be taken for whole by yt-dlp when it is asked again. */
async function forgetDamaged(place: Place, error: unknown): Promise<never> {
  if (error instanceof AppError && error.code === 'media.damaged')
    await rm(place.workDirectory, { recursive: true, force: true });
  throw error;
}

/**
 * Downloads one video. What is there and whole is only measured again. Throws the codes of its parts; after any error
 * or abort the part files stay and the next call goes on from them. `host.busy` while another runs.
 */
export async function runDownload(request: Request, control: Control): Promise<Saved> {
  const { host, signal } = control;
  signal.throwIfAborted();
  const url = checkRequest(request, host);
  const place = await openPlace(request, host.config);
  const lock = await takeLock(place.lockPath);
  try {
    control.emit({ ...emptyProgress, stage: 'starting' });
    const work: Work = { request, control, url, place, ffmpeg: await findFfmpeg(host) };
    const done = (await finishMoves(place.root, place.workDirectory, signal)) ?? (await findFinished(work));
    if (done) {
      await clearPlace(place);
      return done;
    }
    const known = request.choice.skipKnown ? await openKnownVideos(place.root, place.workDirectory) : null;
    const saved = await fetchAndName(work, known).catch((error) => forgetDamaged(place, error));
    await known?.keep();
    await clearPlace(place);
    return saved;
  } finally {
    await lock.release();
  }
}

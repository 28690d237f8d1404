/** From an address to checked files under their final names. */
import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import { platformHosts } from '../allowed-hosts.ts';
import { openPartial } from '../archive/folder.ts';
import { takeLock } from '../archive/lock.ts';
import { createStageGate } from '../event-gate.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import type { FfmpegTask } from '../ffmpeg/run-ffmpeg.ts';
import type { HeavyJobControl } from '../heavy-jobs.ts';
import { listResultTypes } from '../yt-dlp/arguments.ts';
import { fetchVideo } from '../yt-dlp/fetch-video.ts';
import { findYtDlp } from '../yt-dlp/locate.ts';
import { emptyProgress, type FoundVideo } from '../yt-dlp/progress.ts';
import { checkFile, findFinished } from './check-file.ts';
import { checkRequest } from './check-request.ts';
import { type KnownVideos, openKnownVideos } from './known-videos.ts';
import { finishMoves } from './moves.ts';
import { nameFiles } from './name-files.ts';
import { buildNameQuery } from './name-template.ts';
import { clearPlace, openPlace, type Place } from './place.ts';

type Request = CommandRequest<'download'>;
type Saved = CommandResponse<'download'>;
type Control = HeavyJobControl<'download'>;

/** A download under way. */
interface Work {
  request: Request;
  /** Checked. */
  url: URL;
  place: Place;
  task: FfmpegTask;
  emit: Control['emit'];
}

const toProbeOptions = ({ ffmpeg, host, signal }: FfmpegTask) => ({ ffmpeg, machine: host.machine, signal });

/** For a video that the list of what is known names. */
const toKnown = (video: FoundVideo | null): Saved => ({
  outcome: 'known',
  record: null,
  extras: [],
  title: video?.title ?? '',
  durationSec: null,
  width: null,
  height: null,
  videoCodec: null,
  audioCodec: null,
});

/** What runs before this one have left, whole and under its name; null when there is work to do. */
async function findDone({ request, url, place, task }: Work): Promise<Saved | null> {
  const moved = await finishMoves(place.root, place.workDirectory, task.signal);
  if (moved) return moved;
  const finished = await findFinished(request, place, toProbeOptions(task));
  if (!finished) return null;
  const { probe, ...measured } = finished;
  return { outcome: 'saved', record: { ...measured, source: url.href }, extras: [], title: '', ...probe };
}

/** What came in pieces told nobody its length before it was whole. */
async function checkLimit(file: string, maxBytes: number | null): Promise<void> {
  const { size: bytes } = await stat(file);
  if (maxBytes !== null && bytes > maxBytes)
    throw new AppError('media.over_limit', undefined, { context: { bytes } });
}

async function fetchAndName(
  { request, url, place, task, emit }: Work,
  known: KnownVideos | null,
): Promise<Saved> {
  const { choice, platform, entry, cookies, userAgent } = request;
  const { workDirectory, naming } = place;
  const tell = createStageGate(emit);
  const fetched = await fetchVideo(
    {
      url,
      entry,
      choice,
      cookies,
      userAgent,
      workDirectory,
      extractors: platform ? platformHosts[platform].extractors : 'default',
      scope: { platform, host: url.hostname },
      types: listResultTypes(choice, platform),
      doneDirectory: await openPartial(place.root, basename(workDirectory), 'done'),
      knownFile: known?.path ?? null,
      nameQuery: naming.by === 'template' ? buildNameQuery(naming.template) : null,
    },
    { ...task, ytDlp: await findYtDlp(task.host) },
    tell,
  );
  if ('known' in fetched) return toKnown(fetched.known);
  tell({ ...emptyProgress, stage: 'checking' });
  const file = join(workDirectory, 'done', fetched.name);
  await checkLimit(file, choice.maxBytes);
  const probe = await checkFile(file, { request, video: fetched.video }, toProbeOptions(task));
  if (choice.sections.length > 0) tell({ ...emptyProgress, stage: 'converting' });
  return nameFiles({ fetched, probe, sections: choice.sections, source: url.href }, place, task);
}

/** A finished file that is not whole, or too large, would be taken for done by yt-dlp when it is asked again. */
async function forgetDamaged(place: Place, error: unknown): Promise<never> {
  if (error instanceof AppError && /^media\.(damaged|over_limit)$/.test(error.code))
    await rm(place.workDirectory, { recursive: true, force: true });
  throw error;
}

/**
 * Downloads one video. What is there and whole is only measured again. Throws the codes of its parts; after any error
 * or abort the part files stay and the next call goes on from them. `host.busy` while another runs.
 */
export async function runDownload(request: Request, { host, signal, emit }: Control): Promise<Saved> {
  signal.throwIfAborted();
  const url = checkRequest(request, host);
  const place = await openPlace(request, host.config);
  const lock = await takeLock(place.lockPath);
  try {
    emit({ ...emptyProgress, stage: 'starting' });
    const work: Work = { request, url, place, task: { host, signal, ffmpeg: await findFfmpeg(host) }, emit };
    const done = await findDone(work);
    const known =
      done || !request.choice.skipKnown ? null : await openKnownVideos(place.root, place.workDirectory);
    const saved = done ?? (await fetchAndName(work, known).catch((error) => forgetDamaged(place, error)));
    await known?.keep();
    await clearPlace(place);
    return saved;
  } finally {
    await lock.release();
  }
}

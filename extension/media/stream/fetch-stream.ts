/** A whole stream: the chosen tracks, each in a file of its own in the job's folder. */
import { AppError } from '../../../shared/app-error.ts';
import { fetchFile } from '../download/fetch-file.ts';
import { openFile } from '../files/opfs-folder.ts';
import { withHandle, writeAll } from '../files/write-handle.ts';
import { alone, createAgreement, type Member } from './agreement.ts';
import { chooseTracks, hasOtherSounds, type TrackWish } from './choose-tracks.ts';
import type { PieceControl } from './fetch-bytes.ts';
import { type CaptionControl, fetchCaptions } from './fetch-captions.ts';
import { fetchTrack } from './fetch-track.ts';
import type {
  FetchedCaptions,
  FetchedStream,
  FetchedTrack,
  StreamFile,
  StreamProgress,
  TrackProgress,
} from './fetched-stream.ts';
import { hasBreaks, toSpan } from './list-times.ts';
import { readStream, readTrack } from './read-stream.ts';
import type { Stream, StreamTrack } from './stream.ts';

/** MPEG-TS takes up to so much more than the file that is made of it. */
const mostOverhead = 1.25;

/** Where the files go and how the requests are made. */
export interface StreamControl extends PieceControl {
  folder: FileSystemDirectoryHandle;
  /** Path of the files without what tells them apart. */
  stem: string;
  onProgress?(progress: StreamProgress): void;
}

const extensionOf = (url: string): string => /\.(\w{2,4})$/.exec(new URL(url).pathname)?.[1] ?? 'mp4';

async function fetchWholeFile(url: string, control: StreamControl, tell: TellTrack): Promise<FetchedTrack> {
  const path = `${control.stem}.${extensionOf(url)}`;
  const { cookieDomains } = control;
  const limits = { connections: null, rateLimitBytesPerSec: null };
  const wanted = { addresses: [url], path, expect: null, cookieDomains, ...limits };
  const { address: _address, ...file } = await fetchFile(wanted, {
    ...control,
    onProgress: ({ bytes, totalBytes, bytesPerSec }) =>
      tell({
        bytes,
        bytesPerSec,
        doneSegments: bytes,
        totalSegments: totalBytes ?? Number.POSITIVE_INFINITY,
      }),
  });
  return {
    ...file,
    path,
    kind: path.endsWith('.webm') ? 'webm' : 'mp4',
    missing: [],
    startSec: 0,
    breaks: [],
    clock: null,
  };
}

type TellTrack = (progress: TrackProgress) => void;

/** A track of which is known where all of it is. */
type FoundTrack = Awaited<ReturnType<typeof readTrack>>;

function fetchOne(
  source: FoundTrack,
  { member, trackId, ...control }: StreamControl & { member: Member; trackId: string },
  tell: TellTrack,
): Promise<FetchedTrack> {
  if (source.type === 'file') return fetchWholeFile(source.url, control, tell);
  return fetchTrack(source.list, { ...control, member, trackId, onProgress: tell });
}

/** Tracks that begin anew in the middle are moved alike. */
function createMembers(tracks: readonly (FoundTrack | null)[]): readonly [Member, Member] {
  const [video, audio] = tracks;
  const isPair = video?.type === 'segments' && audio?.type === 'segments';
  // A track without breaks keeps its own time.
  if (!isPair || !hasBreaks(video.list) || !hasBreaks(audio.list)) return [alone, alone];
  return createAgreement(video.list, audio.list);
}

/** Adds up what the tracks tell; each counts the same, for nobody says how long they are in bytes. */
function createTally(count: number, onProgress: StreamControl['onProgress']): () => TellTrack {
  const told: TrackProgress[] = [];
  return () => {
    const place = told.length;
    told.push({ bytes: 0, bytesPerSec: null, doneSegments: 0, totalSegments: 1 });
    return (progress) => {
      told[place] = progress;
      const sum = (of: (one: TrackProgress) => number): number => told.reduce((all, one) => all + of(one), 0);
      onProgress?.({
        bytes: sum(({ bytes }) => bytes),
        bytesPerSec: told.some(({ bytesPerSec }) => bytesPerSec !== null)
          ? sum(({ bytesPerSec }) => bytesPerSec ?? 0)
          : null,
        part: sum(({ doneSegments, totalSegments }) => doneSegments / totalSegments) / count,
      });
    };
  };
}

async function saveCaptions(
  track: StreamTrack,
  place: number,
  control: StreamControl & CaptionControl,
): Promise<FetchedCaptions & { lacks: string | null }> {
  const { text, lacks } = await fetchCaptions(track, control);
  const path = `${control.stem}.${place + 1}.${track.language ?? 'und'}.vtt`.replace(/[^\w./-]/g, '_');
  await withHandle(await openFile(control.folder, path, true), (handle) => {
    handle.truncate(0);
    writeAll(handle, new TextEncoder().encode(text), 0);
    handle.flush();
  });
  return { path, language: track.language, name: track.name, lacks };
}

/** A film without one of its captions is worth having, and so are captions without a piece: what is wrong is told beside it. */
async function saveAllCaptions(
  tracks: readonly StreamTrack[],
  control: StreamControl & CaptionControl,
): Promise<Pick<FetchedStream, 'subtitles' | 'refused'>> {
  const result: Pick<FetchedStream, 'subtitles' | 'refused'> = { subtitles: [], refused: [] };
  for (const [place, track] of tracks.entries()) {
    const { language, name } = track;
    try {
      const { lacks, ...saved } = await saveCaptions(track, place, control);
      result.subtitles.push(saved);
      if (lacks === null) continue;
      const named = `${name ?? language ?? 'und'} (${lacks})`;
      const message = `Of these captions ${lacks} are missing.`;
      result.refused.push({ language, name: named, code: 'media.incomplete', message });
    } catch (error) {
      control.signal.throwIfAborted();
      if (!(error instanceof AppError) || error.code.startsWith('storage.')) throw error;
      result.refused.push({ language, name, code: error.code, message: error.message });
    }
  }
  return result;
}

/** MPEG-TS comes in streams of one clock alone, and so do all tracks of HLS (RFC 8216, 6.2.4); those of DASH have their own. */
const toStreamFile = (file: FetchedTrack, track: StreamTrack | null, { type }: Stream): StreamFile => ({
  ...file,
  language: track?.language ?? null,
  hasClock: file.kind === 'ts' || (type === 'hls' && file.kind === 'mp4'),
});

/** Named, so that the next smaller one can be asked for. */
const toOverLimit = (video: StreamTrack | null): AppError =>
  new AppError('media.over_limit', undefined, { context: video ? { videoId: video.id } : {} });

/** A master playlist does not say how long its film is, without which nobody knows how large a track is. */
async function withLength(stream: Stream, { maxBytes }: TrackWish, control: StreamControl): Promise<Stream> {
  const [first] = stream.videos;
  if (maxBytes === null || stream.durationSec !== null || !first || stream.videos.length < 2) return stream;
  const source = await readTrack(first, control);
  if (source.type !== 'segments') return stream;
  return {
    ...stream,
    durationSec: source.list.segments.reduce((sum, { durationSec }) => sum + durationSec, 0),
  };
}

/**
 * Fetches the chosen tracks side by side. What is there stays for the next call after any error. Throws our codes:
 * `media.drm` and `platform.not_finished` before anything is fetched, `media.expired` when addresses have ended, after
 * which the stream is to be read again.
 */
export async function fetchStream(
  url: string,
  wish: TrackWish,
  control: StreamControl,
): Promise<FetchedStream> {
  const stream = await withLength(await readStream(url, control), wish, control);
  const { video, audio, subtitles } = chooseTracks(stream, wish);
  const ending = new AbortController();
  const inner = { ...control, signal: AbortSignal.any([control.signal, ending.signal]) };
  // Of a film whose sound alone is kept nobody knows yet how large that is.
  const mostBytes = wish.maxBytes === null || wish.audioOnly ? null : wish.maxBytes * mostOverhead;
  const onProgress = (progress: StreamProgress): void => {
    if (mostBytes !== null && progress.bytes > mostBytes) ending.abort(toOverLimit(video));
    control.onProgress?.(progress);
  };
  const createTell = createTally(Number(video !== null) + Number(audio !== null), onProgress);
  const find = (track: StreamTrack | null) => (track === null ? null : readTrack(track, inner));
  const found = await Promise.all([find(video), find(audio)]);
  const members = createMembers(found);
  const tracks = [
    { name: 'video', track: video },
    { name: 'audio', track: audio },
  ];
  const fetching = tracks.map(({ name, track }, place) => {
    const source = found[place];
    if (!source || !track) return null;
    const stem = `${control.stem}.${name}`;
    const member = members[place] ?? alone;
    return fetchOne(source, { ...inner, stem, trackId: track.id, member }, createTell());
  });
  try {
    const [savedVideo = null, savedAudio = null] = await Promise.all(fetching);
    const bytes = (savedVideo?.bytes ?? 0) + (savedAudio?.bytes ?? 0);
    // What was there already has told nothing of itself.
    if (mostBytes !== null && bytes > mostBytes) throw toOverLimit(video);
    const clock = savedVideo?.clock ?? null;
    const [film = null] = found.flatMap((source) => (source?.type === 'segments' ? toSpan(source.list) : []));
    const captions = await saveAllCaptions(subtitles, { ...inner, clock, film });
    return {
      video: savedVideo && toStreamFile(savedVideo, video, stream),
      audio: savedAudio && toStreamFile(savedAudio, audio, stream),
      videoId: video?.id ?? null,
      hasOtherSounds: hasOtherSounds(stream, audio),
      hasInnerCaptions: video !== null && stream.hasInnerCaptions === true,
      ...captions,
    };
  } catch (error) {
    // One track without the other is no film; both write down where they are before this settles.
    ending.abort(new AppError('job.cancelled'));
    await Promise.allSettled(fetching);
    throw error;
  }
}

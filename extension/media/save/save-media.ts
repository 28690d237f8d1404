/** Fetches what an address leads to and makes one file of it, in the browser alone. Runs in the offscreen document. */
import { AppError } from '../../../shared/errors.ts';
import { toFileName } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { toMaxSide } from '../../../shared/model/quality.ts';
import type {
  DownloadChoice,
  DownloadProgress,
  PageVideo,
} from '../../../shared/protocol/download-commands.ts';
import { hashFile } from '../hash-file.ts';
import type { MuxContainer } from '../mux/containers.ts';
import { muxFiles } from '../mux/mux-files.ts';
import { noTags } from '../mux/mux-order.ts';
import { openFile, openJobFolder, removeFile } from '../opfs-folder.ts';
import type { TrackWish } from '../stream/choose-tracks.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import { buildOffer } from './build-offer.ts';
import type { Looked } from './looked.ts';
import type { PageMedia } from './page-media.ts';

/** What it needs: of the archive worker, whose errors are thrown here, and of the document. */
export interface SaveTools {
  readPage(html: string, base: string): PageMedia;
  look(url: string): Promise<Looked>;
  fetchFile(request: {
    path: string;
    url: string;
    kind: 'video' | 'audio';
    onProgress(progress: { bytes: number; totalBytes: number | null; bytesPerSec: number | null }): void;
  }): Promise<FileRecord>;
  fetchStream(request: {
    url: string;
    wish: TrackWish;
    onProgress(progress: StreamProgress): void;
  }): Promise<FetchedStream>;
}

type LookTools = Pick<SaveTools, 'look' | 'readPage'>;

interface FoundMedia {
  media: Exclude<Looked, { type: 'page' }>;
  address: string;
  title: string;
  thumbnail: string | null;
}

/** The media of an address: itself, or the first of those that its page names. */
async function resolveMedia(url: string, tools: LookTools): Promise<FoundMedia> {
  const looked = await tools.look(url);
  if (looked.type !== 'page') return { media: looked, address: url, title: '', thumbnail: null };
  const page = tools.readPage(looked.html, url);
  for (const address of page.addresses) {
    const media = await tools.look(address);
    if (media.type !== 'page') return { ...page, media, address };
  }
  throw new AppError(
    'input.not_supported',
    'This page names no video or sound that the browser could save by itself.',
  );
}

/** What can be saved, and the hosts that have to be asked for it. */
export async function describeMedia(
  url: string,
  tools: LookTools,
): Promise<{ video: PageVideo; hosts: string[] }> {
  const found = await resolveMedia(url, tools);
  const hosts = found.media.type === 'stream' ? found.media.hosts : [];
  return {
    video: buildOffer(found.media, { ...found, url }),
    hosts: [...hosts, new URL(found.address).origin],
  };
}

/** What is to be saved. */
export interface SaveOrder {
  downloadId: string;
  url: string;
  title: string;
  choice: DownloadChoice;
}

/** A file that is ready in the browser's storage, and those beside it. */
export interface SavedMedia {
  /** Paths in the folder of the download; the last name is the file's. */
  record: FileRecord;
  extras: FileRecord[];
  title: string;
  durationSec: number | null;
  width: number | null;
  height: number | null;
  videoCodec: string | null;
  audioCodec: string | null;
  /** Seconds of the film that the server did not have. */
  missingSec: number;
}

/** With what it works, how it is watched and given up. */
export interface SaveControl {
  tools: SaveTools;
  signal: AbortSignal;
  onProgress(progress: DownloadProgress): void;
}

const toWish = ({ format, quality, subtitles }: DownloadChoice): TrackWish => ({
  id: format,
  maxHeight: toMaxSide(quality),
  isSmallest: quality === 'smallest',
  audioOnly: format === null && quality === 'audio',
  subtitleLanguages: subtitles?.languages ?? null,
});

const working = (stage: DownloadProgress['stage'], percent: number | null): DownloadProgress => ({
  ...{ stage, percent, bytes: 0, totalBytes: null, bytesPerSec: null, etaSec: null },
});

const toEta = (leftBytes: number, bytesPerSec: number | null): number | null =>
  bytesPerSec ? Math.round(leftBytes / bytesPerSec) : null;

/** `target/…` is where the finished file is, so that nothing else of the download has its name. */
const toTarget = (title: string, extension: string): string => `target/${toFileName(title)}.${extension}`;

async function measure(downloadId: string, path: string): Promise<FileRecord> {
  const file = await (await openFile(await openJobFolder(downloadId), path, false)).getFile();
  return hashFile(file, path);
}

const noPicture = {
  durationSec: null,
  width: null,
  height: null,
  videoCodec: null,
  audioCodec: null,
  missingSec: 0,
};

async function saveFile(
  { title }: SaveOrder,
  { address, media }: FoundMedia & { media: Extract<Looked, { type: 'file' }> },
  { tools, onProgress }: SaveControl,
): Promise<SavedMedia> {
  const [format] = buildOffer(media, { url: address, address, title, thumbnail: null }).formats;
  const path = toTarget(title, format?.container ?? 'mp4');
  const record = await tools.fetchFile({
    ...{ path, url: address, kind: media.kind },
    onProgress: ({ bytes, totalBytes, bytesPerSec }) =>
      onProgress({
        ...{ stage: 'downloading', bytes, totalBytes, bytesPerSec },
        percent: totalBytes ? (100 * bytes) / totalBytes : null,
        etaSec: totalBytes ? toEta(totalBytes - bytes, bytesPerSec) : null,
      }),
  });
  return { ...noPicture, record: { ...record, path }, extras: [], title };
}

interface Input {
  path: string;
  take: ('video' | 'audio')[];
}

/** Sound beside the film goes before sound in it. */
function listInputs({ video, audio }: FetchedStream, isSoundOnly: boolean): Input[] {
  const sound: Input[] = audio ? [{ path: audio.path, take: ['audio'] }] : [];
  if (!video) return sound;
  if (isSoundOnly) return sound.length > 0 ? sound : [{ path: video.path, take: ['audio'] }];
  return [{ path: video.path, take: audio ? ['video'] : ['video', 'audio'] }, ...sound];
}

/** Kinds of files in the order in which they are tried: what everything plays comes before what holds everything. */
const kindsOf = (isSoundOnly: boolean): MuxContainer[] =>
  isSoundOnly ? ['m4a', 'mp3', 'opus', 'mkv'] : ['mp4', 'webm', 'mkv'];

async function joinAs(
  { downloadId, title, url }: SaveOrder,
  { inputs, container }: { inputs: Input[]; container: MuxContainer },
  { signal, onProgress }: SaveControl,
): Promise<JoinedMedia> {
  const folder = await openJobFolder(downloadId);
  const path = toTarget(title, container);
  const sources = inputs.map(async ({ path: from, take }) => {
    const source = await openFile(folder, from, false);
    return { source, take, language: null };
  });
  const result = await muxFiles(
    {
      ...{ inputs: await Promise.all(sources), captions: [], chapters: [], cover: null, container },
      tags: { ...noTags, title, comment: url },
      target: await openFile(folder, path, true),
    },
    { signal, onPart: (part) => onProgress(working('merging', part * 100)) },
  );
  onProgress(working('checking', null));
  const { durationSec, tracks } = result.probe;
  const picture = tracks.find(({ kind }) => kind === 'video');
  return {
    ...{ title, durationSec, width: picture?.width ?? null, height: picture?.height ?? null },
    record: { ...(await measure(downloadId, path)), made: result.made },
    videoCodec: picture?.codec ?? null,
    audioCodec: tracks.find(({ kind }) => kind === 'audio')?.codec ?? null,
  };
}

type JoinedMedia = Omit<SavedMedia, 'extras' | 'missingSec'>;

async function joinTracks(
  order: SaveOrder,
  stream: FetchedStream,
  control: SaveControl,
): Promise<JoinedMedia> {
  const isSoundOnly = toWish(order.choice).audioOnly;
  const inputs = listInputs(stream, isSoundOnly);
  const [first = 'mkv', ...more] = kindsOf(isSoundOnly);
  for (let container = first; ; ) {
    try {
      return await joinAs(order, { inputs, container }, control);
    } catch (error) {
      const next = more.shift();
      const isUnfit = error instanceof AppError && error.code === 'media.codec_unfit';
      if (!isUnfit || next === undefined) throw error;
      await removeFile(await openJobFolder(order.downloadId), toTarget(order.title, container));
      container = next;
    }
  }
}

async function fetchTracks(order: SaveOrder, address: string, control: SaveControl): Promise<FetchedStream> {
  const onProgress = ({ bytes, bytesPerSec, part }: StreamProgress): void =>
    control.onProgress({
      ...{ stage: 'downloading', bytes, totalBytes: null, bytesPerSec, percent: part * 100 },
      etaSec: part > 0 ? toEta(bytes / part - bytes, bytesPerSec) : null,
    });
  return control.tools.fetchStream({ url: address, wish: toWish(order.choice), onProgress });
}

/**
 * Saves it. Asked again after any end it goes on where it was. Throws our codes.
 */
export async function saveMedia(given: SaveOrder, control: SaveControl): Promise<SavedMedia> {
  control.onProgress(working('starting', null));
  const found = await resolveMedia(given.url, control.tools);
  const order = {
    ...given,
    title: given.title && given.title !== given.url ? given.title : found.title || given.title,
  };
  const { media } = found;
  if (media.type === 'file') return saveFile(order, { ...found, media }, control);
  const stream = await fetchTracks(order, found.address, control);
  const joined = await joinTracks(order, stream, control);
  const extras = await Promise.all(stream.subtitles.map(({ path }) => measure(order.downloadId, path)));
  const missing = [...(stream.video?.missing ?? []), ...(stream.audio?.missing ?? [])];
  return { ...joined, extras, missingSec: missing.reduce((sum, { durationSec }) => sum + durationSec, 0) };
}

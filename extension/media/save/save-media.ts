/** Fetches what an address leads to and makes one file of it, in the browser alone. Runs in the offscreen document. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { DownloadChoice } from '../../../shared/protocol/download-commands.ts';
import type { MadeMedia } from '../../core/downloads/download-record.ts';
import { parseItemTemplate } from '../../core/names/item-template.ts';
import { openJobFolder, removeFile } from '../files/opfs-folder.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import { buildOffer } from './build-offer.ts';
import { joinMedia } from './join-media.ts';
import type { Looked } from './looked.ts';
import { type FoundMedia, resolveMedia } from './resolve-media.ts';
import { nameCaptions, toCaptionInputs } from './save-captions.ts';
import { isSoundOnly, listLeft, type SaveOrder, toTargetStem, toWish } from './save-order.ts';
import { type SaveControl, toStage } from './save-tools.ts';
import { toGaps } from './to-gaps.ts';

type FileMedia = Extract<Looked, { type: 'file' }>;

const noPicture = { durationSec: null, width: null, height: null, videoCodec: null, audioCodec: null };

const toEta = (leftBytes: number, bytesPerSec: number | null): number | null =>
  bytesPerSec ? Math.round(leftBytes / bytesPerSec) : null;

function fetchWhole(
  {
    path,
    address,
    kind,
    maxBytes,
  }: Record<'path' | 'address', string> & {
    kind: FileMedia['kind'];
    maxBytes: number | null;
  },
  { tools, onProgress }: SaveControl,
): Promise<FileRecord> {
  return tools.fetchFile({
    path,
    url: address,
    kind,
    maxBytes,
    onProgress: ({ bytes, totalBytes, bytesPerSec }) =>
      onProgress({
        stage: 'downloading',
        bytes,
        totalBytes,
        bytesPerSec,
        percent: totalBytes ? (100 * bytes) / totalBytes : null,
        etaSec: totalBytes ? toEta(totalBytes - bytes, bytesPerSec) : null,
      }),
  });
}

/** The limit is for what is kept. */
async function checkSize({ downloadId, choice }: SaveOrder, { bytes, path }: FileRecord): Promise<void> {
  if (choice.maxBytes === null || bytes <= choice.maxBytes) return;
  await removeFile(await openJobFolder(downloadId), path);
  throw new AppError('media.over_limit', undefined, { context: { bytes } });
}

/** Whether a file is to become another one: its sound alone, or another kind of file. */
const isRewritten = ({ kind }: FileMedia, choice: DownloadChoice, extension: string): boolean =>
  kind === 'video' && (isSoundOnly(choice) || (choice.container !== null && choice.container !== extension));

async function saveFile(
  order: SaveOrder,
  { address, media }: { address: string; media: FileMedia },
  control: SaveControl,
): Promise<MadeMedia> {
  const { title, choice } = order;
  const [format] = buildOffer(media, { url: address, address, title, thumbnail: null }).formats;
  const extension = format?.container ?? 'mp4';
  const stem = toTargetStem(order, address);
  const { kind } = media;
  const rest = { title, extras: [], gaps: null };
  if (!isRewritten(media, choice, extension)) {
    const path = `${stem}.${extension}`;
    const record = await fetchWhole({ path, address, kind, maxBytes: choice.maxBytes }, control);
    const left = listLeft(choice, { extension, isAsFound: true });
    return { ...noPicture, ...rest, record: { ...record, path }, left };
  }
  const path = `tracks/film.${extension}`;
  await fetchWhole({ path, address, kind, maxBytes: null }, control);
  const joined = await joinMedia(order, { stem, video: { path }, audio: null, captions: [] }, control);
  await checkSize(order, joined.record);
  const { container, ...facts } = joined;
  return { ...facts, ...rest, left: listLeft(choice, { extension: container, isAsFound: false }) };
}

interface StreamPlace {
  address: string;
  /** Ids of videos that have turned out to be larger than is wanted. */
  tooLarge: readonly string[];
}

function fetchTracks(
  order: SaveOrder,
  { address, tooLarge }: StreamPlace,
  control: SaveControl,
): Promise<FetchedStream> {
  const onProgress = ({ bytes, bytesPerSec, part }: StreamProgress): void =>
    control.onProgress({
      stage: 'downloading',
      bytes,
      totalBytes: null,
      bytesPerSec,
      percent: part * 100,
      etaSec: part > 0 ? toEta(bytes / part - bytes, bytesPerSec) : null,
    });
  return control.tools.fetchStream({ url: address, wish: toWish(order.choice, tooLarge), onProgress });
}

async function joinStream(
  order: SaveOrder,
  { stem, stream }: { stem: string; stream: FetchedStream },
  control: SaveControl,
): Promise<MadeMedia> {
  const { downloadId, title, choice } = order;
  const { video, audio, subtitles } = stream;
  const isEmbedding = choice.subtitles?.embed === true && !isSoundOnly(choice);
  const captions = isEmbedding ? await toCaptionInputs(downloadId, subtitles) : [];
  const { container, ...facts } = await joinMedia(order, { stem, video, audio, captions }, control);
  await checkSize(order, facts.record);
  const extras = isEmbedding ? [] : await nameCaptions(downloadId, subtitles, stem);
  const left = listLeft(choice, { extension: container, isAsFound: false });
  return { ...facts, title, extras, left, gaps: toGaps(stream) };
}

/** Takes the next smaller video in place of one that turns out larger than is wanted, and throws where there is none. */
async function saveStream(order: SaveOrder, address: string, control: SaveControl): Promise<MadeMedia> {
  const stem = toTargetStem(order, address);
  const tooLarge: string[] = [];
  for (;;) {
    let videoId: unknown = null;
    try {
      const stream = await fetchTracks(order, { address, tooLarge }, control);
      videoId = stream.videoId;
      return await joinStream(order, { stem, stream }, control);
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'media.over_limit') throw thrown;
      videoId ??= thrown.context.videoId;
      // Sound alone is the same with every picture.
      if (typeof videoId !== 'string' || isSoundOnly(order.choice)) throw thrown;
      tooLarge.push(videoId);
    }
  }
}

const toTitle = ({ title, url }: SaveOrder, found: FoundMedia): string =>
  title && title !== url ? title : found.title || title;

/** Saves it below `target/` in the folder of the download. Asked again after any end it goes on where it was. Throws our codes. */
export async function saveMedia(given: SaveOrder, control: SaveControl): Promise<MadeMedia> {
  if (given.template !== null) parseItemTemplate(given.template);
  control.onProgress(toStage('starting'));
  const found = await resolveMedia(given.url, control.tools);
  const order = { ...given, title: toTitle(given, found) };
  const { media, address } = found;
  return media.type === 'file'
    ? saveFile(order, { address, media }, control)
    : saveStream(order, address, control);
}

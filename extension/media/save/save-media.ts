/** Fetches what an address leads to and makes one file of it, in the browser alone. Runs in the offscreen document. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { parseNameTemplate } from '../../../shared/names/name-template.ts';
import type { DownloadChoice } from '../../../shared/protocol/download-commands.ts';
import type { MadeMedia } from '../../core/downloads/download-record.ts';
import { moveFile, openFile, openJobFolder, removeFile } from '../files/opfs-folder.ts';
import { isEnd } from '../mux/is-end.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import { checkPlayable } from './check-playable.ts';
import { joinMedia } from './join-media.ts';
import type { Looked } from './looked.ts';
import { type FoundMedia, resolveMedia } from './resolve-media.ts';
import { nameCaptions, toCaptionInputs } from './save-captions.ts';
import { isSoundOnly, listLeft, type SaveOrder, toTargetStem, toWish } from './save-order.ts';
import { type SaveControl, toStage } from './save-tools.ts';
import { toGaps } from './to-gaps.ts';
import { readTooLarge, writeTooLarge } from './too-large.ts';

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
function isRewritten({ kind, extension }: FileMedia, choice: DownloadChoice): boolean {
  const { audioFormat, container } = choice;
  if (isSoundOnly(choice)) return kind === 'video' || (audioFormat !== null && audioFormat !== extension);
  return kind === 'video' && container !== null && container !== extension;
}

async function saveFile(
  order: SaveOrder,
  { address, media }: { address: string; media: FileMedia },
  control: SaveControl,
): Promise<MadeMedia> {
  const { downloadId, title, choice } = order;
  const { kind, extension } = media;
  const stem = toTargetStem(order, address);
  const rest = { title, extras: [], gaps: null };
  const asFound = { ...noPicture, ...rest, left: listLeft(choice, { extension, isAsFound: true }) };
  const path = `${stem}.${extension}`;
  if (!isRewritten(media, choice)) {
    const record = await fetchWhole({ path, address, kind, maxBytes: choice.maxBytes }, control);
    await checkPlayable(downloadId, path, control);
    return { ...asFound, record: { ...record, path } };
  }
  const from = `tracks/film.${extension}`;
  const whole = await fetchWhole({ path: from, address, kind, maxBytes: null }, control);
  await checkPlayable(downloadId, from, control);
  const joined = await joinMedia(order, { stem, video: { path: from }, audio: null, captions: [] }, control);
  if (kind === 'audio' && joined.container !== choice.audioFormat) {
    // Sound that cannot become what is wanted stays in its own kind of file.
    const folder = await openJobFolder(downloadId);
    await removeFile(folder, joined.record.path);
    await moveFile(await openFile(folder, from, false), folder, path);
    const record = { ...whole, path };
    await checkSize(order, record);
    return { ...asFound, record };
  }
  await checkSize(order, joined.record);
  const { container: made, lacksCaptions, ...facts } = joined;
  return { ...facts, ...rest, left: listLeft(choice, { extension: made, isAsFound: false, lacksCaptions }) };
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
  const wish = { stem, video, audio, captions };
  let isEmbedded = isEmbedding;
  const joined = await joinMedia(order, wish, control).catch((error: unknown) => {
    if (captions.length === 0 || isEnd(error)) throw error;
    // Beside the film they need nobody who understands them.
    isEmbedded = false;
    return joinMedia(order, { ...wish, captions: [] }, control);
  });
  const { container, lacksCaptions, ...facts } = joined;
  await checkSize(order, facts.record);
  const extras = isEmbedded ? [] : await nameCaptions(downloadId, subtitles, stem);
  const { hasOtherSounds, hasInnerCaptions } = stream;
  const of = { lacksCaptions, hasOtherSounds, hasInnerCaptions };
  const left = listLeft(choice, { extension: container, isAsFound: false, ...of });
  return { ...facts, title, extras, left, gaps: toGaps(stream) };
}

/** Takes the next smaller video in place of one that turns out larger than is wanted, and throws where there is none. */
async function saveStream(order: SaveOrder, address: string, control: SaveControl): Promise<MadeMedia> {
  const stem = toTargetStem(order, address);
  const { downloadId, choice } = order;
  const { maxBytes } = choice;
  const tooLarge = await readTooLarge(downloadId, maxBytes);
  for (;;) {
    control.signal.throwIfAborted();
    let videoId: unknown = null;
    try {
      const stream = await fetchTracks(order, { address, tooLarge }, control);
      videoId = stream.videoId;
      return await joinStream(order, { stem, stream }, control);
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'media.over_limit') throw thrown;
      videoId ??= thrown.context.videoId;
      // Sound alone is the same with every picture.
      if (typeof videoId !== 'string' || isSoundOnly(choice)) throw thrown;
      tooLarge.push(videoId);
      await writeTooLarge(downloadId, { maxBytes, ids: tooLarge });
    }
  }
}

const toTitle = ({ title, url }: SaveOrder, found: FoundMedia): string =>
  title && title !== url ? title : found.title || title;

async function saveFound(given: SaveOrder, control: SaveControl): Promise<MadeMedia> {
  control.onProgress(toStage('starting'));
  const found = await resolveMedia(given.url, control.tools);
  // Looking at an address is not given up with the download.
  control.signal.throwIfAborted();
  const order = { ...given, title: toTitle(given, found) };
  const { media, address } = found;
  return media.type === 'file'
    ? saveFile(order, { address, media }, control)
    : saveStream(order, address, control);
}

/**
 * Saves it below `target/` in the folder of the download. Asked again after any end it goes on where it was. Where an
 * address works no more, what led to it is asked once for another. Throws our codes.
 */
export async function saveMedia(order: SaveOrder, control: SaveControl): Promise<MadeMedia> {
  if (order.template !== null) parseNameTemplate(order.template, 'browser');
  try {
    return await saveFound(order, control);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'media.expired') throw thrown;
    control.signal.throwIfAborted();
    return saveFound(order, control);
  }
}

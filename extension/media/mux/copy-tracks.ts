/** Puts tracks into a new file packet by packet, with memory that does not grow with the file. */
import {
  ADTS,
  Conversion,
  CustomSource,
  FLAC,
  Input,
  type InputTrack,
  MATROSKA,
  type MetadataTags,
  MkvOutputFormat,
  MP3,
  MP4,
  MPEG_TS,
  Mp3OutputFormat,
  Mp4OutputFormat,
  MpegTsOutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  type OutputFormat,
  QTFF,
  StreamTarget,
  type StreamTargetChunk,
  WAVE,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import { AppError } from '../../../shared/app-error.ts';
import { type ByteSource, lockFile, openSource } from '../files/byte-source.ts';
import { writeAll } from '../files/write-handle.ts';
import { containers, type MuxContainer } from './containers.ts';
import { findHiddenEnd } from './edit-end.ts';
import { keepCover } from './keep-cover.ts';
import { toFfmpegName } from './media-probe.ts';
import type { MuxInput, MuxOrder, OnPart, TrackKind } from './mux-order.ts';
import { writeChapterBox } from './write-chapter-box.ts';

/** What is written at once. */
const chunkBytes = 1024 * 1024;

const formats: Record<Exclude<MuxContainer, 'fragmented-mp4'>, () => OutputFormat> = {
  mp4: () => new Mp4OutputFormat({ fastStart: false }),
  m4a: () => new Mp4OutputFormat({ fastStart: false }),
  webm: () => new WebMOutputFormat(),
  mkv: () => new MkvOutputFormat(),
  ts: () => new MpegTsOutputFormat(),
  mp3: () => new Mp3OutputFormat(),
  opus: () => new OggOutputFormat(),
};

/** All but playlists, which name other files. */
const readFormats = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS, MP3, OGG, WAVE, FLAC, ADTS];

/** Packets are small and lie one behind the other: a read of the disk brings many. */
const blockBytes = 1024 * 1024;

function createBlockReader(source: ByteSource): (start: number, end: number) => Uint8Array {
  let block = new Uint8Array(0);
  let blockAt = 0;
  const readFull = (start: number, length: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(length);
    if (source.read(bytes, start) < length)
      throw new AppError('media.damaged', 'A file is shorter than it was.', { context: { start, length } });
    return bytes;
  };
  return (start, end) => {
    if (end - start >= blockBytes) return readFull(start, end - start);
    if (start < blockAt || end > blockAt + block.byteLength) {
      // A new block each time: what was given out of the last one may still be in use.
      block = readFull(start, Math.min(blockBytes, source.bytes - start));
      blockAt = start;
    }
    return block.subarray(start - blockAt, end - blockAt);
  };
}

/**
 * Opens a file of any kind that the library reads. What it asks for stays in a cache of its own piece by piece, and
 * searching that for every packet took most of the time: so it asks for 64 KiB and more.
 */
export const openInput = (source: ByteSource): Input =>
  new Input({
    formats: readFormats,
    source: new CustomSource({
      getSize: () => source.bytes,
      read: createBlockReader(source),
      prefetchProfile: 'fileSystem',
    }),
  });

/**
 * Writes where the library says, which in some kinds of files goes back to the beginning at the end. What follows on what
 * was written waits for more in one memory; the library's own way of doing so takes a new one for each.
 */
export function createTarget(handle: FileSystemSyncAccessHandle): StreamTarget {
  const waiting = new Uint8Array(chunkBytes);
  let start = 0;
  let filled = 0;
  const flush = (): void => {
    writeAll(handle, waiting.subarray(0, filled), start);
    filled = 0;
  };
  const write = ({ data, position }: StreamTargetChunk): void => {
    if (position !== start + filled || filled + data.byteLength > chunkBytes) {
      flush();
      start = position;
    }
    if (data.byteLength > chunkBytes) {
      writeAll(handle, data, position);
      start = position + data.byteLength;
      return;
    }
    waiting.set(data, filled);
    filled += data.byteLength;
  };
  return new StreamTarget(new WritableStream<StreamTargetChunk>({ write, close: flush }));
}

async function checkCopied(conversion: Conversion, wanted: readonly TrackKind[]): Promise<void> {
  const isWanted = ({ type }: InputTrack): boolean => wanted.includes(type);
  const lost = conversion.discardedTracks.find(({ track }) => isWanted(track));
  if (lost) {
    const codec = await lost.track.getCodec();
    throw new AppError('media.codec_unfit', undefined, {
      context: { kind: lost.track.type, codec: codec ? toFfmpegName(codec) : 'unknown', reason: lost.reason },
    });
  }
  if (!conversion.utilizedTracks.some(isWanted))
    throw new AppError('media.unsupported', 'A file has none of the tracks that were to be taken.');
}

interface CopiedInput {
  input: Input;
  source: ByteSource;
  wish: MuxInput;
}

async function addInput(output: Output, { input, source, wish }: CopiedInput): Promise<Conversion> {
  const { take, language, delaySec = 0 } = wish;
  // A conversion asks the track itself, and has no option for another one.
  if (language !== null)
    for (const track of await input.getTracks()) track.getLanguageCode = () => Promise.resolve(language);
  const start = delaySec === 0 ? undefined : (await input.getFirstTimestamp()) - delaySec;
  const end = await findHiddenEnd(input, source);
  const conversion = await Conversion.init({
    input,
    output,
    composable: true,
    showWarnings: false,
    copy: { mode: 'forced' },
    video: { discard: !take.includes('video') },
    audio: { discard: !take.includes('audio') },
    trim: { ...(start !== undefined && { start }), ...(end !== null && { end }) },
  });
  await checkCopied(conversion, take);
  return conversion;
}

/** The tags of the first file, with those that are given instead. */
async function toTags(first: Input | undefined, order: MuxOrder): Promise<MetadataTags> {
  const known = keepCover((await first?.getMetadataTags()) ?? {});
  const { title, artist, date, description, comment } = order.tags;
  const { raw: _raw, images, ...kept } = known;
  const text = description ?? kept.description;
  const isIso = containers[order.container].subtitles === 'mov_text';
  return {
    ...kept,
    ...(title !== null && { title }),
    ...(artist !== null && { artist }),
    ...(date !== null && { date: new Date(date) }),
    ...(text !== undefined && { description: text }),
    // The library's own box for it is one that players do not look for.
    ...(isIso && text !== undefined && { raw: { desc: text } }),
    ...(comment !== null && { comment }),
    ...(order.cover
      ? { images: [{ data: order.cover.bytes, mimeType: order.cover.mimeType, kind: 'coverFront' as const }] }
      : images && { images }),
  };
}

/** Hundreds of packets pass in the time in which one message is delivered. */
const reportMs = 100;

/** Passes on what is told, but not more often than anybody looks. */
export function createReporter(onPart: OnPart): OnPart {
  let saidMs = 0;
  return (part) => {
    const nowMs = performance.now();
    if (nowMs - saidMs < reportMs) return;
    saidMs = nowMs;
    onPart(part);
  };
}

/** Every conversion says how far it is; the slowest of them is how far all are. */
function joinProgress(conversions: readonly Conversion[], onPart: OnPart): void {
  const parts = conversions.map(() => 0);
  const report = createReporter(onPart);
  for (const [place, conversion] of conversions.entries())
    conversion.onProgress = (part) => {
      parts[place] = part;
      report(Math.min(...parts));
    };
}

/** By how much of the film one input may be ahead of another. */
const stepSec = 1;

/**
 * Inputs know nothing of each other, and one with fewer packets a second would soon be half a film ahead: into MKV and
 * MPEG-TS all of that waits in memory, and in MP4 picture and sound would lie far apart.
 */
async function executeTogether(conversions: readonly Conversion[]): Promise<void> {
  for (let until = stepSec; conversions.some(({ state }) => state !== 'done'); until += stepSec)
    await Promise.all(conversions.map((conversion) => conversion.execute({ until })));
}

interface OpenOrder {
  order: MuxOrder;
  inputs: readonly CopiedInput[];
  handle: FileSystemSyncAccessHandle;
}

async function writeOutput({ order, inputs, handle }: OpenOrder, onPart: OnPart): Promise<void> {
  if (order.container === 'fragmented-mp4')
    throw new AppError('bug.unexpected', 'This is written by ffmpeg.');
  const output = new Output({ format: formats[order.container](), target: createTarget(handle) });
  const conversions: Conversion[] = [];
  for (const input of inputs) conversions.push(await addInput(output, input));
  output.setMetadataTags(await toTags(inputs[0]?.input, order));
  joinProgress(conversions, onPart);
  await output.start();
  await executeTogether(conversions);
  await output.finalize();
}

/** Makes the file and returns its length. Throws AppError: `media.codec_unfit`, `media.unsupported`, `storage.full`. */
export async function copyTracks(order: MuxOrder, onPart: OnPart): Promise<{ bytes: number }> {
  const inputs: CopiedInput[] = [];
  const handle = await lockFile(order.target);
  try {
    handle.truncate(0);
    for (const wish of order.inputs) {
      const source = await openSource(wish.source);
      inputs.push({ input: openInput(source), source, wish });
    }
    await writeOutput({ order, inputs, handle }, onPart);
    for (const { input } of inputs) input.dispose();
    if (order.chapters.length > 0) writeChapterBox(handle, order.chapters);
    return { bytes: handle.getSize() };
  } finally {
    handle.close();
    for (const { source } of inputs) source.close();
  }
}

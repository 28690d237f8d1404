/** Encodes by the browser's own codecs; what already is what is wanted is copied. */
import {
  Conversion,
  type ConversionAudioOptions,
  type ConversionOptions,
  type ConversionVideoOptions,
  canEncodeAudio,
  canEncodeVideo,
  type Input,
  type InputAudioTrack,
  type MetadataTags,
  Mp3OutputFormat,
  Mp4OutputFormat,
  NullTarget,
  OggOutputFormat,
  Output,
  type OutputFormat,
  Quality,
} from 'mediabunny';
import { AppError } from '../../../shared/app-error.ts';
import { type ConvertPreset, isShrinkPreset, soundRate } from '../../core/convert.ts';
import { lockFile, openSource } from '../files/byte-source.ts';
import { createReporter, createTarget, openInput } from '../mux/copy-tracks.ts';
import { findHiddenEnd } from '../mux/edit-end.ts';
import { keepCover } from '../mux/keep-cover.ts';
import { toFfmpegName } from '../mux/media-probe.ts';
import type { OnPart } from '../mux/mux-order.ts';
import type { TranscodeOrder, TrialPiece, TrialResult } from './transcode-order.ts';

type Wish = Omit<TranscodeOrder, 'target'>;

/** Seconds between pictures that can be jumped to. */
const keyFrameIntervalSec = 2;

const formats: Record<ConvertPreset, () => OutputFormat> = {
  '720p': () => new Mp4OutputFormat({ fastStart: false }),
  '480p': () => new Mp4OutputFormat({ fastStart: false }),
  'audio-m4a': () => new Mp4OutputFormat({ fastStart: false }),
  'audio-mp3': () => new Mp3OutputFormat(),
  'audio-opus': () => new OggOutputFormat(),
};
const soundCodecs = { 'audio-m4a': 'aac', 'audio-mp3': 'mp3', 'audio-opus': 'opus' } as const;
type Choices = Pick<ConversionOptions, 'tracks' | 'video' | 'audio'>;

const soundQuality = new Quality({ bitrate: soundRate });

/** A quality that is named would make it encode what could be copied. */
const toSound =
  (codec: 'aac' | 'mp3' | 'opus') =>
  async (track: InputAudioTrack): Promise<ConversionAudioOptions> =>
    (await track.getCodec()) === codec ? {} : { codec, quality: soundQuality };

async function toChoices(input: Input, { preset, pictureRate, size, isSilent }: Wish): Promise<Choices> {
  if (!isShrinkPreset(preset))
    return { tracks: 'primary', video: { discard: true }, audio: toSound(soundCodecs[preset]) };
  const picture = await input.getPrimaryVideoTrack();
  const how: ConversionVideoOptions = {
    codec: 'avc',
    quality: new Quality({ bitrate: pictureRate, bitrateMode: 'variable' }),
    keyFrameInterval: keyFrameIntervalSec,
    forceTranscode: true,
    allowTransformationMetadata: false,
    ...(size && { ...size, fit: 'fill' as const }),
  };
  return {
    // All languages of the film; of pictures there is one.
    tracks: 'all',
    video: ({ id }) => (id === picture?.id ? how : { discard: true }),
    // Of what an MP4 can hold, AAC is heard on every machine.
    audio: isSilent ? { discard: true } : toSound('aac'),
  };
}

/** What television has for sound is taken for MP3 by the library, and would be copied as such. */
async function seesSounds(input: Input, { sounds }: Wish): Promise<boolean> {
  const seen: string[] = [];
  for (const track of await input.getAudioTracks()) seen.push(toFfmpegName((await track.getCodec()) ?? ''));
  return seen.sort().join(' ') === [...sounds].sort().join(' ');
}

/** Whether this browser decodes and encodes all that is wanted. */
export async function canConvert(input: Input, wish: Wish): Promise<boolean> {
  const { preset, size, pictureRate, isSilent } = wish;
  const video = await input.getPrimaryVideoTrack();
  const canSound = async (audio: InputAudioTrack, codec: 'aac' | 'mp3' | 'opus'): Promise<boolean> => {
    if ((await audio.getCodec()) === codec) return true;
    return (await audio.canDecode()) && (await canEncodeAudio(codec, { quality: soundQuality }));
  };
  if (!isSilent && !(await seesSounds(input, wish))) return false;
  if (!isShrinkPreset(preset)) {
    const audio = await input.getPrimaryAudioTrack();
    return audio !== null && canSound(audio, soundCodecs[preset]);
  }
  if (!video || !size || !(await video.canDecode())) return false;
  if (!(await canEncodeVideo('avc', { ...size, quality: new Quality({ bitrate: pictureRate }) })))
    return false;
  if (isSilent === true) return true;
  for (const audio of await input.getAudioTracks()) if (!(await canSound(audio, 'aac'))) return false;
  return true;
}

/** What is known of ID3 alone has a place in MP3 alone. */
function toTags(known: MetadataTags, { preset }: Wish): MetadataTags {
  const { raw, ...tags } = keepCover(known);
  return raw && (raw === known.raw || preset === 'audio-mp3') ? { ...tags, raw } : tags;
}

interface ConvertControl {
  onPart?: OnPart;
  trim?: { start?: number; end?: number };
}

async function runConversion(
  input: Input,
  output: Output,
  { wish, onPart, trim }: ConvertControl & { wish: Wish },
) {
  const conversion = await Conversion.init({
    input,
    output,
    showWarnings: false,
    ...(await toChoices(input, wish)),
    tags: (known) => toTags(known, wish),
    ...(trim && { trim }),
  });
  const lost = conversion.discardedTracks.find(({ reason }) => reason !== 'discarded_by_user');
  if (lost || !conversion.isValid)
    throw new AppError('ffmpeg.no_encoder', 'This browser lacks a codec for a track of the file.', {
      context: { kind: lost?.track.type ?? 'unknown', reason: lost?.reason ?? 'invalid' },
    });
  if (onPart) conversion.onProgress = createReporter(onPart);
  await conversion.execute();
}

/** Makes the file and returns its length. Throws AppError and what the browser's codecs throw. */
export async function convertTracks(order: TranscodeOrder, onPart: OnPart): Promise<{ bytes: number }> {
  const source = await openSource(order.source);
  const handle = await lockFile(order.target);
  try {
    handle.truncate(0);
    const output = new Output({ format: formats[order.preset](), target: createTarget(handle) });
    const input = openInput(source);
    const end = await findHiddenEnd(input, source);
    await runConversion(input, output, { wish: order, onPart, ...(end !== null && { trim: { end } }) });
    handle.flush();
    return { bytes: handle.getSize() };
  } finally {
    handle.close();
    source.close();
  }
}

/** Makes a piece and measures it. */
export async function tryConversion(wish: Wish, { startSec, lengthSec }: TrialPiece): Promise<TrialResult> {
  const source = await openSource(wish.source);
  try {
    const target = new NullTarget();
    let bytes = 0;
    target.on('write', ({ end: upTo }) => {
      bytes = Math.max(bytes, upTo);
    });
    const startMs = performance.now();
    const output = new Output({ format: formats[wish.preset](), target });
    const input = openInput(source);
    const start = Math.max(0, await input.getFirstTimestamp()) + startSec;
    await runConversion(input, output, { wish, trim: { start, end: start + lengthSec } });
    const elapsedSec = Math.max(0.001, (performance.now() - startMs) / 1000);
    return { startSec: 0, speed: lengthSec / elapsedSec, bitrate: (bytes * 8) / lengthSec };
  } finally {
    source.close();
  }
}

import type { Input, InputTrack } from 'mediabunny';
import { type MediaProbe, type ProbedTrack, toFfmpegName } from './media-probe.ts';

async function toTrack(track: InputTrack): Promise<ProbedTrack> {
  const codec = await track.getCodec();
  const startSec = await track.getFirstTimestamp();
  const endSec = await track.computeDuration();
  const isVideo = track.isVideoTrack();
  return {
    kind: track.type,
    codec: codec && toFfmpegName(codec),
    startSec,
    durationSec: endSec - startSec,
    width: isVideo ? await track.getDisplayWidth() : null,
    height: isVideo ? await track.getDisplayHeight() : null,
    rotation: isVideo ? await track.getRotation() : 0,
  };
}

const containerNames: Record<string, string> = {
  'video/mp4': 'mp4',
  'audio/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/webm': 'webm',
  'video/x-matroska': 'mkv',
  'audio/x-matroska': 'mkv',
  'video/mp2t': 'ts',
  'video/MP2T': 'ts',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/aac': 'aac',
};

/** What a file is; null when it is of no kind that the library knows. Times come from the packets, not from what the head says. */
export async function readProbe(input: Input, bytes: number): Promise<MediaProbe | null> {
  if (!(await input.canRead())) return null;
  const { mimeType } = await input.getFormat();
  const tracks: ProbedTrack[] = [];
  for (const track of await input.getTracks()) tracks.push(await toTrack(track));
  const ends = tracks.flatMap(({ startSec, durationSec }) =>
    durationSec === null ? [] : [startSec + durationSec],
  );
  return {
    container: containerNames[mimeType] ?? mimeType,
    bytes,
    durationSec: ends.length > 0 ? Math.max(...ends) : null,
    tracks,
  };
}

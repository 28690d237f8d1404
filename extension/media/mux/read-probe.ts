import type { Input, InputTrack } from 'mediabunny';
import { findHiddenEnd } from './edit-end.ts';
import { isCutOff, type PieceBytes } from './list-pieces.ts';
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
  'application/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/aac': 'aac',
};

/** As much of a track as is shown. */
const endAt = (track: ProbedTrack, endSec: number): ProbedTrack => ({
  ...track,
  durationSec: track.durationSec === null ? null : Math.min(track.durationSec, endSec - track.startSec),
});

/** Heads are rounded, and some count captions too. */
const toTolerance = (saidSec: number): number => Math.max(1, saidSec * 0.02);

/** What a file is; null when it is of no kind that the library knows. Times come from the packets, not from what the head says. */
export async function readProbe(input: Input, source: PieceBytes): Promise<MediaProbe | null> {
  const { bytes } = source;
  if (!(await input.canRead())) return null;
  const { mimeType } = await input.getFormat();
  const tracks: ProbedTrack[] = [];
  for (const track of await input.getTracks()) tracks.push(await toTrack(track));
  const ends = tracks.flatMap(({ startSec, durationSec }) =>
    durationSec === null ? [] : [startSec + durationSec],
  );
  const endSec = ends.length > 0 ? Math.max(...ends) : null;
  // Recordings of television begin at any time of its clock; what lies before 0 is not shown.
  const beginSec = Math.max(0, Math.min(...tracks.map(({ startSec }) => startSec)));
  const durationSec = endSec === null ? null : endSec - beginSec;
  const container = containerNames[mimeType] ?? mimeType;
  const saidSec = tracks.length > 0 ? await input.getDurationFromMetadata() : null;
  const isIndexed = container === 'mp4' || container === 'mov';
  // The index of an MP4 has all packets, also those that are not there.
  const isCut =
    saidSec !== null &&
    endSec !== null &&
    (saidSec - endSec >= toTolerance(saidSec) || (isIndexed && isCutOff(source)));
  if (!isCut) {
    const hiddenSec = isIndexed ? await findHiddenEnd(input, source) : null;
    if (hiddenSec === null) return { container, bytes, durationSec, tracks };
    const shown = tracks.map((track) => endAt(track, hiddenSec));
    return { container, bytes, durationSec: hiddenSec - beginSec, tracks: shown };
  }
  // In what was cut off packets are found that no tool reads, and others are not found.
  const unknown = tracks.map((track) => ({ ...track, durationSec: null }));
  return { container, bytes, durationSec: null, tracks: unknown, cutFromSec: saidSec };
}

/** What is to be made smaller, or sound of, as it crosses into the workers. */
import type { ConvertPreset } from '../../core/convert.ts';
import type { MediaSource } from '../files/media-source.ts';
import type { OnPart } from '../mux/mux-order.ts';
import type { OrError } from '../worker/answer-error.ts';

export interface TranscodeOrder {
  source: MediaSource;
  preset: ConvertPreset;
  /** Bits per second of the picture. */
  pictureRate: number;
  /** Of the new picture; null for sound. */
  size: { width: number; height: number } | null;
  /** Codecs of all its sounds by ffmpeg's names, as they were found: a library that sees others does not know them. */
  sounds: readonly string[];
  /** The picture alone: another tool makes its sound. */
  isSilent?: boolean;
  /** A file of our own storage, which is written over. */
  target: FileSystemFileHandle;
}

/** Which part of the file is tried. */
export interface TrialPiece {
  /** From where the film begins, whatever its clock says there. */
  startSec: number;
  lengthSec: number;
}

/** What a short piece of the work has taken. */
export interface TrialResult {
  /** Seconds until anything is made at all. */
  startSec: number;
  /** Seconds of media that were made in a second of work. */
  speed: number;
  /** Bits per second of what was made. */
  bitrate: number;
}

/** The worker that encodes by the browser's own codecs. */
export interface ConvertWorker {
  /** Whether this browser decodes and encodes all that is wanted. */
  canConvert(order: Omit<TranscodeOrder, 'target'>): OrError<{ can: boolean }>;
  /** Makes a piece and throws it away. */
  try(order: Omit<TranscodeOrder, 'target'>, piece: TrialPiece): OrError<TrialResult>;
  convert(order: TranscodeOrder, onPart: OnPart): OrError<{ bytes: number }>;
}

/** What is to be put together, as it crosses into the workers. */

import type { MediaSource } from '../files/media-source.ts';
import type { OrError } from '../worker/answer-error.ts';
import type { MuxContainer } from './containers.ts';
import type { MediaProbe } from './media-probe.ts';

/** What a track holds. */
export type TrackKind = 'video' | 'audio' | 'subtitle';

/** A file and which of its tracks are wanted. */
export interface MuxInput {
  source: MediaSource;
  take: readonly TrackKind[];
  /** By how much later than the film it begins: what comes first may be missing. Default: 0. */
  delaySec?: number;
  /** Its times are those of the clock that the other inputs with this have, which then says by how much. Default: false. */
  hasClock?: boolean;
  /** ISO 639-2 of those tracks; null: as the file says. */
  language: string | null;
}

/** Captions that are a file of their own. */
export interface CaptionInput {
  text: string;
  format: 'vtt' | 'srt';
  language: string | null;
}

/** What players show about a file; nulls leave what the first input says. */
export interface MuxTags {
  title: string | null;
  artist: string | null;
  /** ISO day or time. */
  date: string | null;
  description: string | null;
  /** Usually the address that it is from. */
  comment: string | null;
}

/** A part of the film with a name of its own. */
export interface MuxChapter {
  title: string;
  startSec: number;
  endSec: number;
}

/** A picture that players show for the file. */
export interface MuxCover {
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: 'image/jpeg' | 'image/png' | 'image/webp';
}

/** All that goes into a new file, and what kind of file that is. */
export interface MuxOrder {
  inputs: readonly MuxInput[];
  captions: readonly CaptionInput[];
  tags: MuxTags;
  chapters: readonly MuxChapter[];
  cover: MuxCover | null;
  container: MuxContainer;
  /** A file of our own storage, which is written over. */
  target: FileSystemFileHandle;
}

export const noTags: MuxTags = { title: null, artist: null, date: null, description: null, comment: null };

/** Part of the work that is done, 0 to 1. */
export type OnPart = (part: number) => void;

/** The worker that copies packets, as whoever asks it sees it. */
export interface CopyWorker {
  probe(source: MediaSource): OrError<MediaProbe | null>;
  /** The cover that a file has. */
  cover(source: MediaSource): OrError<{ cover: MuxCover | null }>;
  copy(order: MuxOrder, onPart: OnPart): OrError<{ bytes: number }>;
}

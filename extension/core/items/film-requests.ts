/** What is made of files that were fetched: one film of two, or the sound of one. */
import type { AudioFormat } from '../../../shared/model/quality.ts';
import type { FilmTags } from './film-tags.ts';

/** Two files of the archive with one track each, which become one. */
export interface JoinRequest {
  /** Paths of files that were fetched; they stay until they are dropped. */
  video: string;
  audio: string;
  /** Its extension says which kind of file it becomes: `mp4`, `webm` or `mkv`. */
  path: string;
  /** What the platform says; the file is checked against its own tracks all the same. */
  durationSec: number | null;
  /** Written into it as far as its kind can hold it. */
  shown: FilmTags;
}

/** A file that was fetched, and whose sound alone is wanted. */
export interface SoundRequest {
  /** Path of the file, which stays until it is dropped. */
  from: string;
  /** Where the sound goes; of a `format` that is null, another type may take the place of this one. */
  path: string;
  /** What it becomes; null: as it is, in whatever holds it. */
  format: AudioFormat | null;
  /** Written into it as far as its kind can hold it. */
  shown: FilmTags;
}

/** What a user chose for downloads last, without zod: the popup draws before zod is loaded. */
import {
  type AudioFormat,
  type Codec,
  type Container,
  codecs,
  containers,
  type Quality,
  qualities,
  toQuality,
} from '../../shared/model/quality.ts';
import type { DownloadChoice } from '../../shared/protocol/download-commands.ts';

/** Everything about a download that makes sense for the next one too. */
export interface DownloadOptions {
  quality: Quality;
  /** For `audio`. */
  audioFormat: AudioFormat;
  withSubtitles: boolean;
  codec: Codec | null;
  container: Container | null;
  maxBytes: number | null;
  /** Those that were chosen so far; empty: all that are not automatic. */
  subtitleLanguages: string[];
  embedSubtitles: boolean;
  thumbnail: DownloadChoice['thumbnail'];
  embedMetadata: boolean;
  embedChapters: boolean;
  /** In MB a second, as typed; '' for none. */
  rateLimit: string;
  /** Name of the file in yt-dlp's grammar; '' for the usual one. */
  template: string;
  skipKnown: boolean;
}

/** Menus in the order in which they are shown. */
export const audioMenu: readonly AudioFormat[] = ['m4a', 'mp3', 'opus'];
export const thumbnailMenu: readonly DownloadChoice['thumbnail'][] = ['none', 'file', 'embed'];

const first: DownloadOptions = {
  quality: 'original',
  audioFormat: 'm4a',
  withSubtitles: false,
  codec: null,
  container: null,
  maxBytes: null,
  subtitleLanguages: [],
  embedSubtitles: true,
  thumbnail: 'none',
  embedMetadata: true,
  embedChapters: true,
  rateLimit: '',
  template: '',
  skipKnown: false,
};

const isOneOf = (menu: readonly string[]) => (value: unknown) => menu.some((entry) => entry === value);
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isText = (value: unknown): boolean => typeof value === 'string';

const checks: Record<keyof DownloadOptions, (value: unknown) => boolean> = {
  quality: isOneOf([...qualities, 'best']),
  audioFormat: isOneOf(audioMenu),
  withSubtitles: isFlag,
  codec: (value) => value === null || isOneOf(codecs)(value),
  container: (value) => value === null || isOneOf(containers)(value),
  maxBytes: (value) => value === null || (typeof value === 'number' && value > 0),
  subtitleLanguages: (value) => Array.isArray(value) && value.every(isText),
  embedSubtitles: isFlag,
  thumbnail: isOneOf(thumbnailMenu),
  embedMetadata: isFlag,
  embedChapters: isFlag,
  rateLimit: isText,
  template: isText,
  skipKnown: isFlag,
};

/** What was saved; each field that is missing or not understood begins anew. */
export function toDownloadOptions(stored: unknown): DownloadOptions {
  if (typeof stored !== 'object' || stored === null) return first;
  const known = Object.entries(stored).filter(([name, value]) =>
    checks[name as keyof DownloadOptions]?.(value),
  );
  const options: DownloadOptions = { ...first, ...Object.fromEntries(known) };
  return { ...options, quality: toQuality(options.quality) };
}

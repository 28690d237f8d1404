/**
 * The saved choice without zod: the popup must be ready before zod is loaded. It agrees with `jobOptionsSchema`,
 * which its test holds it to.
 */
import { defaultOptions } from '../../shared/model/default-options.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import {
  audioFormats,
  codecs,
  containers,
  imageQualities,
  mediaTypes,
  qualities,
} from '../../shared/model/quality.ts';

const menus: Partial<Record<string, readonly unknown[]>> = {
  include: defaultOptions.include,
  lists: [...defaultOptions.lists, 'liked', 'favourites'],
  mediaTypes,
  quality: [...qualities, 'best'],
  audioFormat: audioFormats,
  codec: codecs,
  container: containers,
  imageQuality: imageQualities,
  formats: [
    ...defaultOptions.formats,
    ...['info-json', 'download-archive', 'nfo', 'm3u', 'rss', 'json-ld', 'activity-streams'],
  ],
  preset: ['star-export', 'yt-dlp', 'jellyfin'],
};

/** Judged by the field's menu, else by the type of its default; fields that may be empty hold text or a number. */
function isKnown([name, value]: [string, unknown]): boolean {
  const first: unknown = defaultOptions[name as keyof JobOptions];
  const menu = menus[name];
  const isWord = (word: unknown): boolean => (menu ? menu.includes(word) : typeof word === 'string');
  if (Array.isArray(first)) return Array.isArray(value) && value.every(isWord);
  if (first === null && value === null) return true;
  if (menu) return isWord(value);
  return first === null ? /^(string|number)$/.test(typeof value) : typeof value === typeof first;
}

/** What was saved, with defaults for what is missing; the defaults altogether when any of it is not understood. */
export function toKnownOptions(stored: unknown): JobOptions {
  if (typeof stored !== 'object' || stored === null || !Object.entries(stored).every(isKnown))
    return defaultOptions;
  const options = { ...defaultOptions, ...stored };
  return (options.quality as string) === 'best' ? { ...options, quality: 'original' } : options;
}

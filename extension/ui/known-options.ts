/**
 * The saved choice without zod: the popup must be ready before zod is loaded. It agrees with `jobOptionsSchema`,
 * which its test holds it to.
 */
import type {
  ExporterId,
  Include,
  JobOptions,
  Preset,
  ProfileList,
  Quality,
} from '../../shared/model/job-options.ts';

const includes: readonly Include[] = ['videos', 'shorts', 'live', 'playlists', 'releases'];
const firstLists: readonly ProfileList[] = ['posts', 'stories', 'playlists', 'collections', 'reposts'];
const lists: readonly ProfileList[] = [...firstLists, 'liked', 'favourites'];
const qualities: readonly Quality[] = ['best', '1080p', '720p', '480p', 'smallest', 'audio'];
const presets: readonly Preset[] = ['star-export', 'yt-dlp', 'jellyfin'];
const formats: readonly ExporterId[] = ['json', 'jsonl', 'csv', 'sidecars', 'viewer'];

const firstOptions: JobOptions = {
  include: [...includes],
  lists: [...firstLists],
  withMedia: true,
  quality: 'best',
  from: null,
  to: null,
  maxItems: null,
  formats: [...formats],
  exactDetails: true,
  comments: false,
  thumbnails: true,
  subtitles: true,
  zip: false,
  preset: 'star-export',
  nameTemplate: null,
  bag: false,
};

const isListOf = (menu: readonly string[], value: unknown): boolean =>
  Array.isArray(value) && value.every((entry) => menu.includes(entry));
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isDayOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

const checks: Record<keyof JobOptions, (value: unknown) => boolean> = {
  include: (value) => isListOf(includes, value),
  lists: (value) => isListOf(lists, value),
  withMedia: isFlag,
  quality: (value) => qualities.some((quality) => quality === value),
  from: isDayOrNull,
  to: isDayOrNull,
  maxItems: (value) => value === null || typeof value === 'number',
  formats: (value) => isListOf(formats, value),
  exactDetails: isFlag,
  comments: isFlag,
  thumbnails: isFlag,
  subtitles: isFlag,
  zip: isFlag,
  preset: (value) => presets.some((preset) => preset === value),
  nameTemplate: (value) => value === null || (typeof value === 'string' && value.length <= 300),
  bag: isFlag,
};

/** What was saved, with defaults for what is missing; the defaults altogether when any of it is not understood. */
export function toKnownOptions(stored: unknown): JobOptions {
  if (typeof stored !== 'object' || stored === null) return firstOptions;
  const known = Object.entries(stored).every(([name, value]) => checks[name as keyof JobOptions]?.(value));
  return known ? { ...firstOptions, ...stored } : firstOptions;
}

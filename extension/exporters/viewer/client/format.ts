/** Numbers and dates as people read them, in the language of their browser. */
import type { Count, Privacy } from '../../../../shared/model/item.ts';
import type { ViewerKind } from '../records.ts';

/** `4:05`, `1:02:03`. */
export function formatDuration(durationSec: number): string {
  const total = Math.round(durationSec);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

/** An exact count in full; a rounded one as the page showed it, marked with "about". */
export function formatCount(count: Count): string {
  if (count.precision === 'exact') return count.value.toLocaleString();
  return `about ${count.text}`;
}

/** What a count stands for when things are put in order; -1 when that is not known. */
export function toNumber(count: Count | undefined): number {
  if (!count) return -1;
  return count.precision === 'exact' ? count.value : (count.approximate ?? -1);
}

/** `1,204 videos`, `1 video`. */
export function formatNumberOf(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** `24.1 MB`, in steps of a thousand as file managers count. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} ${units[power]}`;
}

const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const instantFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });

/** `Oct 28, 2026`; takes an ISO instant. */
export const formatDay = (at: string): string => dayFormat.format(new Date(at));
/** `October 28, 2026 at 10:00 AM`; takes an ISO instant. */
export const formatInstant = (at: string): string => instantFormat.format(new Date(at));

const kindWords: Record<ViewerKind, [one: string, many: string]> = {
  video: ['Video', 'Videos'],
  short: ['Short', 'Shorts'],
  live: ['Live stream', 'Live streams'],
  playlist: ['Playlist', 'Playlists'],
  collection: ['Collection', 'Collections'],
  channel: ['Channel', 'Channels'],
  post: ['Post', 'Posts'],
  photo_post: ['Photo post', 'Photo posts'],
  photo: ['Photo', 'Photos'],
  album: ['Album', 'Albums'],
  reel: ['Reel', 'Reels'],
  story: ['Story', 'Stories'],
  profile: ['Profile', 'Profiles'],
};
/** Whether it is a list of others, shown as a stack. */
export const isStack = ({ kind }: { kind: ViewerKind }): boolean =>
  kind === 'playlist' || kind === 'collection';

/** `Video`. */
export const toKindWord = (kind: ViewerKind): string => kindWords[kind][0];
/** `Videos`. */
export const toKindsWord = (kind: ViewerKind): string => kindWords[kind][1];

const platformWords: Record<string, string> = { youtube: 'YouTube', tiktok: 'TikTok', facebook: 'Facebook' };
/** `YouTube`. */
export const toPlatformWord = (platform: string): string => platformWords[platform] ?? platform;

const privacyWords: Record<Privacy, string> = {
  public: 'Public',
  unlisted: 'Unlisted',
  private: 'Private',
  members: 'Members only',
  friends: 'Friends',
  custom: 'Chosen people',
  unknown: 'Not known',
};
/** `Unlisted`. */
export const toPrivacyWord = (privacy: Privacy): string => privacyWords[privacy];

/** `en` as "English"; the code itself when the browser does not know it. */
export function formatLanguage(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}

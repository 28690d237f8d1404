/**
 * An item in yt-dlp's words: the fields of its `info.json`, which its templates for names are made of too. Only what is
 * known stands there; a rounded count is none. Names and meanings are those of yt-dlp's README ("Output template").
 */
import type { Count, Item, Privacy } from '../../../shared/model/item.ts';
import type { PlatformId } from '../../../shared/model/source.ts';
import type { Fields } from '../../../shared/names/template-field.ts';

/** Names of yt-dlp's extractors; in its download archive they stand in lower case. */
export const extractorKeys: Record<PlatformId, string> = {
  youtube: 'Youtube',
  tiktok: 'TikTok',
  facebook: 'Facebook',
};

const extractors: Record<PlatformId, string> = { youtube: 'youtube', tiktok: 'TikTok', facebook: 'facebook' };

const domains: Record<PlatformId, string> = {
  youtube: 'youtube.com',
  tiktok: 'tiktok.com',
  facebook: 'facebook.com',
};

/** Where the platform's words for who may see it have one of yt-dlp's. */
const availabilities: Partial<Record<Privacy, string>> = {
  public: 'public',
  unlisted: 'unlisted',
  private: 'private',
  members: 'subscriber_only',
  friends: 'private',
  custom: 'private',
};

const exact = (count: Count | undefined): number | null =>
  count?.precision === 'exact' ? count.value : null;

/** `20251231`, in UTC. */
const toDay = (at: string): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');

/** `1:02:03`; parts of a second are cut. */
function toDurationText(durationSec: number): string {
  const total = Math.floor(durationSec);
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const shown = parts.slice(parts[0] ? 0 : total >= 60 ? 1 : 2);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** `watch` of `https://www.youtube.com/watch?v=…`. */
const toBasename = (url: string): string | null =>
  /^[a-z]+:\/\/[^/?#]+([^?#]*)/i.exec(url)?.[1]?.split('/').findLast(Boolean) ?? null;

function toTimeFields({ createdAt }: Item) {
  if (createdAt.precision !== 'exact') return {};
  return { timestamp: Math.floor(Date.parse(createdAt.at) / 1000), upload_date: toDay(createdAt.at) };
}

function toAuthorFields({ author, platform }: Item) {
  if (!author) return {};
  const handle = author.handle?.replace(/^@/, '') ?? null;
  const { name, id, url } = author;
  // TikTok's names of accounts are the handles; what others call the name is the channel.
  const uploader = platform === 'tiktok' ? (handle ?? name) : name;
  const uploaderId = platform === 'youtube' ? (author.handle ?? id) : id;
  return {
    channel: name,
    channel_id: id,
    channel_url: url,
    uploader,
    uploader_id: uploaderId,
    uploader_url: url,
  };
}

/** All of a collaboration. */
function toCreatorFields({ author, coAuthors = [] }: Item) {
  if (!author || coAuthors.length === 0) return {};
  const creators = [author, ...coAuthors].map(({ name }) => name);
  return { creators, creator: creators.map((name) => name.replaceAll(',', '，')).join(', ') };
}

function toMusicFields({ music }: Item) {
  if (!music) return {};
  const { title, author } = music;
  return { track: title || null, artist: author, artists: author === null ? null : [author] };
}

function toStatFields({ stats }: Item) {
  return {
    view_count: exact(stats.views),
    like_count: exact(stats.likes ?? stats.reactions),
    comment_count: exact(stats.comments),
    repost_count: exact(stats.shares ?? stats.reposts),
    save_count: exact(stats.saves),
  };
}

/** Fields with values only; `ext` is the type of the saved file. */
export function toYtDlpFields(item: Item, ext = 'mp4'): Fields {
  const fields = {
    id: item.id,
    title: item.title || `${item.platform} video #${item.id}`,
    fulltitle: item.title || `${item.platform} video #${item.id}`,
    ext,
    description: item.text,
    duration: item.durationSec,
    duration_string: item.durationSec === null ? null : toDurationText(item.durationSec),
    webpage_url: item.url,
    original_url: item.url,
    webpage_url_basename: toBasename(item.url),
    webpage_url_domain: domains[item.platform],
    extractor: extractors[item.platform],
    extractor_key: extractorKeys[item.platform],
    availability: availabilities[item.privacy],
    live_status: item.kind === 'live' ? 'was_live' : 'not_live',
    media_type: item.kind === 'live' ? 'livestream' : item.kind,
    categories: item.category ? [item.category] : null,
    tags: item.tags,
    location: item.location?.name,
    ...toTimeFields(item),
    ...toAuthorFields(item),
    ...toStatFields(item),
    ...toMusicFields(item),
    ...toCreatorFields(item),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

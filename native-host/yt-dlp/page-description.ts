/** A page as the wire tells it: whole fields, within bounds whatever the page holds. Pure. */
import type { PageVideo } from '../../shared/protocol/download-commands.ts';
import { fitList } from '../fit-list.ts';
import type { ListedPlaylist, ListedVideo, PageLines } from './page-lines.ts';
import { listPresets, toFormat } from './presets.ts';

/** What is told of a page at most, in bytes of JSON; all together stay below 512 KiB. */
const maxBytes = {
  formats: 128 * 1024,
  chapters: 48 * 1024,
  thumbnails: 16 * 1024,
  subtitles: 48 * 1024,
  entries: 384 * 1024,
};
const maxDescription = 16 * 1024;
const maxTitle = 500;
const maxUrl = 4000;

/** Cut between characters, and without halves of one that JSON would have to escape. */
const cut = (text: string | null | undefined, maxUnits: number): string =>
  (text ?? '').slice(0, maxUnits).toWellFormed();

/** Addresses that are shown or asked for again; others than those of the web are left out. */
const toUrl = (text: string | null | undefined): string | null =>
  text && text.length <= maxUrl && /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : null;

const toAuthor = ({ uploader, channel }: Pick<ListedVideo, 'uploader' | 'channel'>): string | null =>
  cut(uploader ?? channel, maxTitle) || null;

function toLive({ live_status, is_live, was_live }: ListedVideo): PageVideo['live'] {
  if (is_live || live_status === 'is_live') return 'live';
  if (live_status === 'is_upcoming') return 'upcoming';
  return was_live || live_status === 'was_live' || live_status === 'post_live' ? 'ended' : 'no';
}

/** The exact time where there is one, else the day. */
function toCreatedAt({ timestamp, upload_date }: ListedVideo): string | null {
  const time = typeof timestamp === 'number' ? new Date(timestamp * 1000) : null;
  if (time && !Number.isNaN(time.getTime()) && time.getFullYear() < 10_000) return time.toISOString();
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(upload_date ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  return year && !Number.isNaN(Date.parse(date)) ? date : null;
}

function toSubtitles({ subtitles, subtitleNames, automatic }: ListedVideo): PageVideo['subtitles'] {
  const isLanguage = (text: string): boolean => /^\w[\w-]{0,39}$/.test(text) && text !== 'live_chat';
  // Names are only told of all or of none.
  const names = subtitleNames.length === subtitles.length ? subtitleNames : [];
  const own = subtitles.map((language, index) => ({
    language,
    name: cut(names[index] ?? language, 100),
    automatic: false,
  }));
  const made = automatic.map((language) => ({ language, name: language, automatic: true }));
  return [...own, ...made].filter(({ language }) => isLanguage(language));
}

function toVideo(video: ListedVideo, url: string): PageVideo {
  const durationSec = video.duration || null;
  // yt-dlp has the best last; people read from the top.
  const formats = video.formats.toReversed().map((format) => toFormat(format, durationSec));
  return {
    kind: 'video',
    id: cut(video.id, 200),
    extractor: cut(video.extractor, 100),
    url: toUrl(video.webpage_url) ?? url,
    title: cut(video.title, maxTitle),
    author: toAuthor(video),
    durationSec,
    live: toLive(video),
    createdAt: toCreatedAt(video),
    description: cut(video.description, maxDescription),
    chapters: fitList(
      video.chapters.flatMap(({ title, start_time, end_time }) =>
        typeof start_time === 'number' && typeof end_time === 'number'
          ? [{ title: cut(title, 200), startSec: start_time, endSec: end_time }]
          : [],
      ),
      maxBytes.chapters,
    ),
    thumbnails: fitList(
      video.thumbnails
        .toReversed()
        .flatMap(({ url: address, width, height }) =>
          toUrl(address) ? [{ url: address, width: width ?? null, height: height ?? null }] : [],
        ),
      maxBytes.thumbnails,
    ),
    subtitles: fitList(toSubtitles(video), maxBytes.subtitles),
    formats: fitList(formats, maxBytes.formats),
    presets: listPresets(video.formats, durationSec),
    entries: [],
    entryCount: null,
    more: false,
  };
}

/** An entry without a page of its own is asked for by its number on this one. */
function toEntry(video: ListedVideo, url: string, number: number): PageVideo['entries'][number] {
  const own = video._type === 'url' || video._type === 'url_transparent' ? toUrl(video.url) : null;
  return {
    id: cut(video.id ?? `${number}`, 200),
    url: own ?? url,
    title: cut(video.title, maxTitle),
    durationSec: video.duration ?? null,
    entry: own ? null : number,
  };
}

interface Asked {
  /** The page's address. */
  url: string;
  entries: { from: number; count: number };
}

function toPlaylist(playlist: ListedPlaylist, videos: readonly ListedVideo[], asked: Asked): PageVideo {
  const { from, count } = asked.entries;
  const url = toUrl(playlist.webpage_url) ?? asked.url;
  const all = videos.map((video, index) => toEntry(video, url, video.playlist_index || from + index));
  const entries = fitList(all.slice(0, count), maxBytes.entries);
  return {
    kind: 'playlist',
    id: cut(playlist.id, 200),
    extractor: cut(playlist.extractor, 100),
    url,
    title: cut(playlist.title, maxTitle),
    author: toAuthor(playlist),
    durationSec: null,
    live: 'no',
    createdAt: null,
    description: cut(playlist.description, maxDescription),
    chapters: [],
    thumbnails: [],
    subtitles: [],
    formats: [],
    presets: [],
    entries,
    entryCount: playlist.playlist_count ?? null,
    more: all.length > entries.length,
  };
}

/** What is told of a page; null when yt-dlp has said nothing of any video. */
export function toPageVideo({ videos, playlist }: PageLines, asked: Asked): PageVideo | null {
  if (playlist) return toPlaylist(playlist, videos, asked);
  const [video] = videos;
  return video ? toVideo(video, asked.url) : null;
}

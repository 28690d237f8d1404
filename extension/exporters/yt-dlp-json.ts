import type { Comment, Item } from '../../shared/model/item.ts';
import type { Media, Variant } from '../../shared/model/media.ts';
import { isPost } from '../core/items/item-progress.ts';
import { extractorKeys, toYtDlpFields } from '../core/names/yt-dlp-fields.ts';
import { toExportedItem, toExportedMedia } from './exported-item.ts';
import type { Exporter } from './exporter.ts';
import { findFilm, readType } from './item-files.ts';
import { type CommentedItem, joinComments } from './join-comments.ts';
import { oneChunk } from './one-chunk.ts';

/**
 * `<stem>.info.json` as yt-dlp writes it, beside the media; `--load-info-json` takes it. Where the platform gave no
 * address of a file it is of the type `url_transparent`: yt-dlp then asks the page for the file and keeps our words.
 */
export const ytDlpJsonExporter: Exporter = {
  id: 'info-json',
  label: 'yt-dlp info.json',
  description: 'A file per item as yt-dlp writes it, for the tools round it.',
  async *write(archive) {
    const { quality } = archive.head.job.options;
    for await (const archived of joinComments(archive)) {
      const info = isPost(archived.item) ? toInfo(archived) : toListInfo(archived);
      const path = archive.layout.sidecarPath(archived.item, quality, '.info.json');
      yield { path, chunks: oneChunk(`${JSON.stringify(info)}\n`) };
    }
  },
};

function toInfo({ comments, ...archived }: CommentedItem) {
  const { item, files } = archived;
  const film = findFilm(files);
  const formats = item.media.flatMap(toFormats);
  return {
    ...toYtDlpFields(item, film ? readType(film.path) : 'mp4'),
    ...(formats.length > 0
      ? { _type: 'video', formats }
      : { _type: 'url_transparent', url: item.url, ie_key: extractorKeys[item.platform] }),
    thumbnails: item.media.filter(({ kind }) => kind === 'thumbnail').flatMap(toThumbnails),
    ...(item.chapters.length > 0 && { chapters: toChapters(item) }),
    ...(comments.length > 0 && { comments: comments.map(toInfoComment) }),
    x_star_export: { ...toExportedItem(archived), text: undefined, media: undefined, chapters: undefined },
  };
}

function toFormats(media: Media, place: number) {
  if (media.kind !== 'video' && media.kind !== 'audio') return [];
  return toExportedMedia(media).variants.map((variant, index) =>
    toFormat(media, variant, `${place}-${index}`),
  );
}

function toFormat({ kind }: Media, variant: Variant, formatId: string) {
  const { url, width, height, bitrate, codec, bytes, tracks } = variant;
  const isSound = kind === 'audio' || tracks === 'audio';
  return {
    format_id: formatId,
    url,
    ext: variant.mimeType === 'video/webm' ? 'webm' : isSound ? 'm4a' : 'mp4',
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(bitrate !== undefined && { tbr: Math.round(bitrate / 1000) }),
    ...(bytes !== undefined && { filesize: bytes }),
    ...(isSound ? { vcodec: 'none' } : codec !== undefined && { vcodec: codec }),
    ...(tracks === 'video' && { acodec: 'none' }),
  };
}

const toThumbnails = (media: Media) =>
  toExportedMedia(media).variants.map(({ url, width, height }, id) => ({
    id: String(id),
    url,
    width,
    height,
  }));

const toChapters = ({ chapters, durationSec }: Item) =>
  chapters.map(({ title, startSec }, index) => ({
    title,
    start_time: startSec,
    end_time: chapters[index + 1]?.startSec ?? durationSec ?? startSec,
  }));

const toInfoComment = ({ id, parentId, text, author, createdAt, likes, byOwner, pinned }: Comment) => ({
  id,
  parent: parentId ?? 'root',
  text,
  author: author?.name,
  author_id: author?.id,
  author_url: author?.url,
  author_is_uploader: byOwner,
  is_pinned: pinned,
  ...(likes?.precision === 'exact' && { like_count: likes.value }),
  ...(createdAt.precision === 'exact' && { timestamp: Math.floor(Date.parse(createdAt.at) / 1000) }),
  ...(createdAt.precision === 'approximate' && { _time_text: createdAt.text }),
});

/** Lists and accounts are playlists to yt-dlp. */
function toListInfo({ comments: _, ...archived }: CommentedItem) {
  const { item } = archived;
  const {
    ext: _ext,
    duration: _duration,
    live_status: _live,
    media_type: _kind,
    ...fields
  } = toYtDlpFields(item);
  return {
    ...fields,
    _type: 'playlist',
    extractor_key: item.platform === 'youtube' ? 'YoutubeTab' : extractorKeys[item.platform],
    entries: (item.entries ?? []).map(({ id, title, position }) => ({
      _type: 'url',
      id,
      title,
      url: toPostUrl(item, id),
      ie_key: extractorKeys[item.platform],
      playlist_index: position,
    })),
    x_star_export: { ...toExportedItem(archived), entries: undefined, media: undefined },
  };
}

const postUrls: Record<Item['platform'], string> = {
  youtube: 'https://www.youtube.com/watch?v=',
  tiktok: 'https://www.tiktok.com/@_/video/',
  facebook: 'https://www.facebook.com/watch/?v=',
};

const toPostUrl = ({ platform }: Item, id: string): string => postUrls[platform] + encodeURIComponent(id);

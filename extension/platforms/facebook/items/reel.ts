/** A reel on its own page, in the feed beside it, or on a profile's tab of reels: a story round one short video. */
import type { Item, Music } from '../../../../shared/model/item.ts';
import { toArray } from '../../../core/json.ts';
import { hasKey, readFirst, readPlain, seek, type Unread } from '../documents/seek.ts';
import { toReelUrl } from '../urls.ts';
import { readNumericId, readStoryId } from './ids.ts';
import { createItem, readAuthors, readTags, withUnread } from './item.ts';
import { readPrivacy } from './privacy.ts';
import { readCount, readReelStats } from './stats.ts';
import { readStoryText, readStoryTime } from './story-parts.ts';
import { isFullVideo, protectedReason, readVideo } from './video.ts';

/** True for a story made of one short video. */
export function isReelStory(value: unknown): boolean {
  return hasKey(value, 'short_form_video_context') || hasKey(value, 'fb_reel_react_button');
}

/**
 * Reads a reel's story; null when not even its video is named. `withCounts` is false on tabs of reels, which show
 * how often each was played and nothing else.
 */
export function readReel(story: unknown, withCounts = true): Item | null {
  const unread: Unread = new Set();
  const context = seek(story, 'short_form_video_context');
  const videos = [
    seek(context, 'playback_video'),
    ...toArray(seek(story, 'attachments')).map((entry) => seek(entry, 'media')),
    seek(context, 'video'),
    seek(story, 'video'),
  ];
  const id =
    videos.map((video) => readNumericId(seek(video, 'id'))).find((number) => number !== null) ??
    readIdOfStory(story);
  if (!id) return null;
  const item = createItem('reel', id, toReelUrl(id));
  const owners = [
    seek(context, 'video_owner'),
    seek(story, 'actors'),
    ...videos.map((video) => seek(video, 'owner')),
  ];
  item.author = readAuthors(owners, unread)[0] ?? null;
  item.createdAt = readStoryTime([story], unread) ?? item.createdAt;
  item.text = readStoryText([story], unread);
  item.tags = readTags(item.text);
  item.privacy = readPrivacy(story, withCounts ? unread : new Set());
  putVideo(item, videos, unread);
  item.stats = { ...readViews(videos), ...readReelStats(story, withCounts ? unread : new Set()).stats };
  const music = readMusic(context, unread);
  if (music) item.music = music;
  return withUnread(item, unread);
}

/** A reel's story names its video in its own id: `S:_I<owner>:VK:<video>`. */
function readIdOfStory(story: unknown): string | null {
  return isReelStory(story) ? (readStoryId(seek(story, 'id'))?.postId ?? null) : null;
}

function putVideo(item: Item, videos: readonly unknown[], unread: Unread): void {
  const hasPicture = (video: unknown) =>
    hasKey(video, 'preferred_thumbnail') || hasKey(video, 'thumbnailImage');
  const full = videos.find((video) => isFullVideo(video) && hasPicture(video)) ?? videos.find(isFullVideo);
  if (!full) {
    unread.add('media');
    item.media = [{ id: item.id, kind: 'video', variants: [] }];
    return;
  }
  const read = readVideo(full, unread);
  if (!read) return;
  item.media = read.media;
  item.durationSec = read.durationSec;
  if (read.isProtected) item.unavailable = protectedReason;
}

/** How often it was played, as tabs of reels show it: "210K". */
function readViews(videos: readonly unknown[]): Item['stats'] {
  const views = videos
    .map((video) => readCount(seek(video, 'play_count_reduced')))
    .find((count) => count !== null);
  return views ? { views } : {};
}

/** The sound: a track of the library, or the video's own. */
function readMusic(context: unknown, unread: Unread): Music | null {
  const soundtrack = seek(context, 'soundtrack_info');
  const places = [
    seek(context, 'track_title'),
    soundtrack === null || soundtrack === undefined ? null : undefined,
  ];
  const title = readFirst(places, { read: readPlain, unread, field: 'music' });
  if (!title) return null;
  const type = readPlain(seek(soundtrack, 'type'));
  const id = readNumericId(seek(soundtrack, 'id'));
  if (soundtrack !== null && (type === null || id === null)) unread.add('music');
  return {
    id,
    title,
    author: null,
    durationSec: null,
    original: type === null ? null : type === 'CUSTOM_AUDIO',
  };
}

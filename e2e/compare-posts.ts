/** What an archive should hold of a TikTok post, field by field, beside what it holds. */
import type { PostTruth } from '../testbed/tiktok/catalog/truth.ts';
import type { ArchivedItem } from './archive.ts';

interface Count {
  precision: string;
  value?: number;
  approximate?: number | null;
}

/** A whole thousand may be exact or rounded; the site does not say, and the archive then calls it rounded. */
const readCount = (count: Count | undefined): number | null => count?.value ?? count?.approximate ?? null;

/** Posts as `items.json` has them, as far as they are compared. */
export interface ArchivedPost extends ArchivedItem {
  url: string;
  text: string | null;
  author: { id: string; name: string; handle: string };
  createdAt: { precision: string; at?: string };
  durationSec: number | null;
  stats: Record<string, Count>;
  tags: string[];
  mentions?: string[];
  music?: { id: string | null; title: string };
  pinned?: boolean;
}

const countFolder = ({ files }: ArchivedItem, folder: string): number =>
  files.filter(({ path }) => path.startsWith(`media/${folder}/`)).length;

/** Every field of a post, and how many files of each kind it has. */
export function digestPost(item: ArchivedPost) {
  const { id, kind, url, text, createdAt, author, tags, mentions, music, pinned, stats } = item;
  return {
    id,
    kind,
    url,
    text,
    publishedAt:
      createdAt.precision === 'exact' ? new Date(createdAt.at ?? '').toISOString() : createdAt.precision,
    plays: readCount(stats.views),
    likes: readCount(stats.likes),
    tags,
    mentions: mentions ?? [],
    music: [music?.id, music?.title],
    author: [author.id, author.handle, author.name],
    pinned: pinned ?? false,
    saved: item.saved,
    refused: item.refused,
    // The picture of a photo post's cover is one more.
    files: {
      videos: countFolder(item, 'videos'),
      images: countFolder(item, 'images'),
      audio: countFolder(item, 'audio'),
    },
  };
}

/** The same of the post that exists. */
export function digestPostTruth(truth: PostTruth, withMedia = true): ReturnType<typeof digestPost> {
  const { id, kind, url, text, publishedAt, stats, tags, mentions, sound, isPinned, photos } = truth;
  const isVideo = kind === 'video';
  return {
    id,
    kind: isVideo ? 'video' : 'photo_post',
    url,
    text,
    publishedAt,
    plays: stats.plays,
    likes: stats.likes,
    tags,
    mentions,
    music: [sound.id, sound.title],
    author: [truth.authorId, `@${truth.authorName}`, truth.authorTitle],
    pinned: isPinned,
    saved: true,
    refused: [],
    files: {
      videos: withMedia && isVideo ? 1 : 0,
      images: 1 + (withMedia ? photos.length : 0),
      audio: withMedia && !isVideo ? 1 : 0,
    },
  };
}

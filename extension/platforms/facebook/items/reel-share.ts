/** A reel attached to a post: the poster's own, or somebody else's that is shared. */
import type { SharedPost } from '../../../../shared/model/item.ts';
import { readFirst, seek, type Unread } from '../documents/seek.ts';
import { toReelUrl } from '../urls.ts';
import { readNumericId, readStoryId } from './ids.ts';
import { readAuthors, readText, readTime } from './item.ts';
import { toSiteUrl } from './links.ts';

/** Reads who made the attached reel and when; `shared` is null when it is the poster's own. */
export function readReelShare(
  reel: object,
  posterId: string | null,
  unread: Unread,
): { shared: SharedPost | null } {
  const lacks: Unread = new Set();
  const makers = [
    seek(reel, 'actors'),
    seek(reel, 'short_form_video_context', 'video_owner'),
    seek(reel, 'attachments', 0, 'media', 'owner'),
  ];
  const author = readAuthors(makers, lacks)[0] ?? null;
  if (lacks.size > 0) unread.add('sharedPost');
  if (author?.id && author.id === posterId) return { shared: null };
  const videoId =
    readNumericId(seek(reel, 'video', 'id')) ?? readNumericId(seek(reel, 'attachments', 0, 'media', 'id'));
  const createdAt = readFirst([seek(reel, 'creation_time')], { read: readTime, unread, field: 'sharedPost' });
  const postId = readNumericId(seek(reel, 'post_id'));
  const text = readText(seek(reel, 'message'));
  if (postId === null || (text === null && seek(reel, 'message') !== null)) unread.add('sharedPost');
  return {
    shared: {
      id: postId ?? readStoryId(seek(reel, 'id'))?.postId ?? null,
      url: videoId ? toReelUrl(videoId) : toSiteUrl(seek(reel, 'url')),
      author,
      text: text ?? '',
      createdAt: createdAt ?? { precision: 'unknown' },
    },
  };
}

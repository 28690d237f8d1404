/** Albums, things saved, and stories of a day: entries of lists that name something with a page of its own. */
import type { Item, ItemKind } from '../../../../shared/model/item.ts';
import type { SourceKind } from '../../../../shared/model/source.ts';
import { toArray } from '../../../core/json.ts';
import { parseCount } from '../../../core/pages/counts.ts';
import type { Drift } from '../documents/drift.ts';
import { readPlain, seek, type Unread } from '../documents/seek.ts';
import { matchUrl, toAlbumUrl } from '../urls.ts';
import { readAttachments } from './attachments.ts';
import { readLastNumber, readNumericId, readStoryId } from './ids.ts';
import { createItem, readActor, readText, readTime, withUnread } from './item.ts';
import { toCleanUrl, toSiteUrl } from './links.ts';
import { readImage } from './photo.ts';
import { readCount } from './stats.ts';

/** An album on a profile's or group's tab of albums; null when it has no id. */
export function readAlbum(node: unknown): Item | null {
  const url = toSiteUrl(seek(node, 'url'));
  const ref = url === null ? null : matchUrl(new URL(url));
  const number = readNumericId(seek(node, 'id')) ?? readLastNumber(seek(node, 'id'));
  const id = ref?.kind === 'album' ? ref.id : number && `a.${number}`;
  if (!id) return null;
  const unread: Unread = new Set();
  const item = createItem('album', id, toAlbumUrl(id));
  item.title = readText(seek(node, 'title')) ?? '';
  if (!item.title) unread.add('title');
  const shown = readText(seek(node, 'subtitle_text'));
  const count = readCount(seek(node, 'photos', 'count')) ?? (shown ? parseCount(shown) : null);
  if (count) item.stats.items = count;
  putCover(item, [seek(node, 'image'), seek(node, 'album_cover_focused_image', 'image', 'image')], unread);
  return withUnread(item, unread);
}

function putCover(item: Item, images: unknown[], unread: Unread): void {
  const variants = images.flatMap((image) => readImage(image, unread) ?? []);
  if (variants.length > 0) item.media = [{ id: 'thumbnail', kind: 'thumbnail', variants }];
}

const savedKinds: Partial<Record<SourceKind, ItemKind>> = {
  photo: 'photo',
  video: 'video',
  reel: 'reel',
  album: 'album',
};

/** Something saved, known by where it leads, its title and who made it; null when it says nothing of where it leads. */
export function readSaved(save: unknown): Item | null {
  const savable = seek(save, 'savable');
  const container = seek(save, 'container_savable');
  const addresses = [
    seek(savable, 'savable_permalink'),
    seek(savable, 'url'),
    seek(container, 'savable_permalink'),
  ];
  const url = addresses.map(toSiteUrl).find((address) => address !== null);
  const ref = url ? matchUrl(new URL(url)) : null;
  const outer = addresses.map(toCleanUrl).find((address) => address !== null);
  const saveId =
    readNumericId(seek(savable, 'id')) ?? readNumericId(seek(save, 'id')) ?? readLastNumber(seek(save, 'id'));
  // A post's number where it is told; its address has another id.
  const postId = ref?.kind === 'post' ? (readStoryId(seek(savable, 'story_id'))?.postId ?? null) : null;
  const id = readNumericId(ref?.id) ?? postId ?? ref?.id ?? saveId;
  // What was taken away has no address any more, and still a title.
  const isGone =
    addresses.every((entry) => entry === null || entry === undefined) && addresses.includes(null);
  const address = ref?.url ?? url ?? outer ?? (isGone ? 'https://www.facebook.com/saved' : null);
  if (!id || !address) return null;
  const unread: Unread = new Set();
  const item = createItem((ref && savedKinds[ref.kind]) ?? 'post', id, address);
  item.title = readText(seek(savable, 'savable_title')) ?? '';
  if (!item.title && seek(savable, 'savable_title') !== null) unread.add('title');
  const actors = [...toArray(seek(container, 'savable_actors')), ...toArray(seek(savable, 'savable_actors'))];
  item.author = actors.map((actor) => readActor(actor)).find((author) => author !== null) ?? null;
  if (isGone) item.unavailable = item.title || 'This content is not available any more.';
  putCover(item, [seek(savable, 'savable_image')], unread);
  return withUnread(item, unread);
}

/** A story of a day, or one from the archive; null when it has no number. */
export function readStoryCard(node: unknown, owner: unknown, drift: Drift): Item | null {
  const id =
    readNumericId(seek(node, 'post_id')) ??
    readNumericId(seek(node, 'story_id')) ??
    readNumericId(seek(node, 'id')) ??
    readCardNumber(seek(node, 'id'));
  if (id === null) return null;
  const unread: Unread = new Set();
  const bucket = readNumericId(seek(node, 'story_card_info', 'bucket', 'id')) ?? id;
  const item = createItem('story', id, `https://www.facebook.com/stories/${bucket}`);
  item.author = readActor(owner) ?? readActor(seek(node, 'story_card_info', 'bucket', 'story_bucket_owner'));
  const createdAt = readTime(seek(node, 'creation_time'));
  if (createdAt) item.createdAt = createdAt;
  else unread.add('createdAt');
  const media = toArray(seek(node, 'attachments')).map((entry) => ({
    styles: { __typename: photoStyle, attachment: entry },
  }));
  const read = readAttachments([media], { unread, drift, authorId: null, url: null, prefix: '' });
  item.media = read.media;
  item.durationSec = read.durationsSec[0] ?? null;
  // Cards have no words but those in their picture.
  item.text = readPlain(seek(node, 'message', 'text')) ?? '';
  // Cards are not described for those who cannot see them.
  unread.delete('media.description');
  return withUnread(item, unread);
}

/** A card's attachments are those of a post without the frame round them. */
const photoStyle = 'StoryAttachmentPhotoStyleRenderer';

/** `S:_ISC:123` names story card 123. */
function readCardNumber(id: unknown): string | null {
  return readLastNumber(id);
}

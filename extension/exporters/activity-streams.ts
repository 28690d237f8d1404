import { toRelativeUrl } from '../../shared/archive-path.ts';
import type { Author, Comment, Item, Privacy } from '../../shared/model/item.ts';
import { isPost } from '../core/items/item-progress.ts';
import type { Archive, Exporter } from './exporter.ts';
import { findFilm, findPicture, listPictures, toMimeType } from './item-files.ts';
import { type CommentedItem, joinComments } from './join-comments.ts';
import { toHtml } from './to-html.ts';

/** `outbox.json`: ActivityStreams 2.0, as servers of the Fediverse export what somebody has posted. */
export const activityStreamsExporter: Exporter = {
  id: 'activity-streams',
  label: 'ActivityStreams',
  description: 'An outbox as Mastodon and PeerTube know it.',
  async *write(archive) {
    yield { path: 'outbox.json', chunks: writeOutbox(archive) };
  },
};

const activityStreams = 'https://www.w3.org/ns/activitystreams';
/** With the two words that the Fediverse has added to it. */
const context = [activityStreams, { Hashtag: 'as:Hashtag', quoteUrl: 'as:quoteUrl' }];

async function* writeOutbox(archive: Archive): AsyncGenerator<string> {
  let totalItems = 0;
  for await (const { item } of archive.items()) if (isPost(item)) totalItems += 1;
  const { source } = archive.head;
  const head = {
    '@context': context,
    id: `${source.url}#outbox`,
    type: 'OrderedCollection',
    name: source.title || source.id,
    url: source.url,
    totalItems,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"orderedItems":[`;
  let separator = '\n';
  for await (const commented of joinComments(archive)) {
    if (!isPost(commented.item)) continue;
    yield separator + JSON.stringify(toActivity(commented));
    separator = ',\n';
  }
  yield '\n]}\n';
}

const publicAudience = `${activityStreams}#Public`;

/** Unlisted posts are public without being announced, as Mastodon writes them. */
function toAudience(privacy: Privacy) {
  if (privacy === 'public') return { to: [publicAudience] };
  return privacy === 'unlisted' ? { cc: [publicAudience] } : {};
}

function toActivity(commented: CommentedItem) {
  const { item } = commented;
  const actor = item.author && toActor(item.author);
  return {
    id: `${item.url}#create`,
    type: 'Create',
    ...(actor && { actor }),
    ...toPublished(item),
    ...toAudience(item.privacy),
    object: toObject(commented),
  };
}

const toPublished = ({ createdAt }: Pick<Item, 'createdAt'>) =>
  createdAt.precision === 'exact' ? { published: new Date(createdAt.at).toISOString() } : {};

/** Ids are addresses: the site's own id of somebody is none. */
const toActor = ({ name, handle, url }: Author) => ({
  type: 'Person',
  ...(url !== null && { id: url }),
  name,
  ...(handle !== null && { preferredUsername: handle.replace(/^@/, '') }),
});

function toType({ kind }: Item): string {
  if (kind === 'photo') return 'Image';
  return ['video', 'short', 'live', 'reel'].includes(kind) ? 'Video' : 'Note';
}

/** Of platforms where a name alone leads to whom it is of. */
const profileUrls: Partial<Record<Item['platform'], string>> = {
  youtube: 'https://www.youtube.com/@',
  tiktok: 'https://www.tiktok.com/@',
  facebook: 'https://www.facebook.com/',
};

function toMention(name: string, { platform }: Item) {
  const profiles = profileUrls[platform];
  const href = profiles && profiles + encodeURIComponent(name.toWellFormed());
  return { type: 'Mention', name: `@${name}`, ...(href && { href }) };
}

function toObject({ item, files, comments }: CommentedItem) {
  const picture = findPicture(files);
  const actor = item.author && toActor(item.author);
  return {
    id: item.url,
    type: toType(item),
    ...(item.title && { name: item.title }),
    ...(item.text && { content: toHtml(item.text), source: { content: item.text, mediaType: 'text/plain' } }),
    url: item.url,
    ...toPublished(item),
    ...(actor && { attributedTo: actor }),
    ...toAudience(item.privacy),
    ...(item.durationSec !== null && { duration: `PT${Math.round(item.durationSec)}S` }),
    ...(picture && { icon: toAttachment('Image', picture.path) }),
    attachment: [findFilm(files), ...listPictures(item, files)].flatMap((file) =>
      file ? [toAttachment('Document', file.path)] : [],
    ),
    tag: [
      ...item.tags.map((tag) => ({ type: 'Hashtag', name: `#${tag}` })),
      ...(item.mentions ?? []).map((name) => toMention(name, item)),
    ],
    ...(item.sharedPost?.url && { quoteUrl: item.sharedPost.url }),
    ...(comments.length > 0 && { replies: toReplies(item, comments) }),
  };
}

const toAttachment = (type: 'Document' | 'Image', path: string) => ({
  type,
  mediaType: toMimeType(path),
  url: toRelativeUrl(path),
});

const toReplies = (item: Item, comments: readonly Comment[]) => ({
  type: 'Collection',
  totalItems: comments.length,
  items: comments.map(({ id, parentId, text, author, createdAt }) => ({
    id: `${item.url}#comment-${encodeURIComponent(id.toWellFormed())}`,
    type: 'Note',
    inReplyTo:
      parentId === null ? item.url : `${item.url}#comment-${encodeURIComponent(parentId.toWellFormed())}`,
    content: toHtml(text),
    ...(author && { attributedTo: toActor(author) }),
    ...toPublished({ createdAt }),
  })),
});

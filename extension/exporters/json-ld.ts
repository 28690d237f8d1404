import { toRelativeUrl } from '../../shared/archive-path.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Author, Comment, Count, Item } from '../../shared/model/item.ts';
import { toMediaFolder } from '../core/names/archive-layout.ts';
import type { Archive, Exporter } from './exporter.ts';
import { findFilm, findPicture, listPictures, toMimeType } from './item-files.ts';
import { type CommentedItem, joinComments } from './join-comments.ts';

/** `items.jsonld`: everything in the words of schema.org, as one `DataFeed`; addresses of files are relative. */
export const jsonLdExporter: Exporter = {
  id: 'json-ld',
  label: 'schema.org (JSON-LD)',
  description: 'Everything in the words of schema.org, for catalogues and search engines.',
  async *write(archive) {
    yield { path: 'items.jsonld', chunks: writeFeed(archive) };
  },
};

async function* writeFeed(archive: Archive): AsyncGenerator<string> {
  const { source, job } = archive.head;
  const head = {
    '@context': 'https://schema.org',
    '@type': 'DataFeed',
    name: source.title || source.id,
    url: source.url,
    dateModified: job.finishedAt,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"dataFeedElement":[`;
  let separator = '\n';
  for await (const commented of joinComments(archive)) {
    yield separator + JSON.stringify(toThing(commented));
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** What a playlist is about is said in words of works: a list alone has none for an author, counts or comments. */
const listType = ['ItemList', 'CreativeWork'];

const types: Record<Item['kind'], string | string[]> = {
  video: 'VideoObject',
  short: 'VideoObject',
  live: 'VideoObject',
  reel: 'VideoObject',
  story: 'SocialMediaPosting',
  post: 'SocialMediaPosting',
  photo_post: 'SocialMediaPosting',
  photo: 'ImageObject',
  album: 'ImageGallery',
  playlist: listType,
  channel: 'ProfilePage',
  profile: 'ProfilePage',
};

function toThing(commented: CommentedItem) {
  const { item, comments } = commented;
  const type = types[item.kind];
  const isPosting = type === 'SocialMediaPosting';
  return dropAbsent({
    '@type': type,
    '@id': item.url,
    identifier: item.id,
    url: item.url,
    name: item.title,
    [isPosting ? 'articleBody' : 'description']: item.text,
    [type === 'VideoObject' ? 'uploadDate' : 'datePublished']: toDate(item),
    author: item.author && toPerson(item.author),
    contributor: item.coAuthors?.map(toPerson),
    keywords: item.tags,
    genre: item.category,
    mentions: item.mentions?.map((name) => ({ '@type': 'Person', alternateName: name })),
    [isPosting ? 'sharedContent' : 'isBasedOn']: item.sharedPost && toShared(item.sharedPost),
    ...toFileProperties(commented),
    hasPart: toParts(item),
    ...(type === listType && { itemListElement: toListItems(item) }),
    interactionStatistic: toInteractions(item.stats),
    commentCount: toExact(item.stats.comments),
    comment: toThreads(comments),
  });
}

const toDate = ({ createdAt }: Item): string | null =>
  createdAt.precision === 'exact' ? new Date(createdAt.at).toISOString() : null;

const toDuration = ({ durationSec }: Item): string | null =>
  durationSec === null ? null : `PT${Math.round(durationSec)}S`;

/** Chapters, or what is in an album. */
function toParts(item: Item): object[] {
  if (item.kind === 'album')
    return (item.entries ?? []).map(({ id, title, position }) =>
      dropAbsent({ '@type': 'CreativeWork', position, name: title, identifier: id }),
    );
  return item.chapters.map(({ title, startSec }) => ({
    '@type': 'Clip',
    name: title,
    startOffset: startSec,
  }));
}

const toListItems = ({ entries }: Item): object[] | undefined =>
  entries?.map(({ id, title, position }) => ({ '@type': 'ListItem', position, name: title, identifier: id }));

/** Nothing is said of what is not known: neither null nor an empty list. */
function dropAbsent<Value extends object>(value: Value): Partial<Value> {
  const isThere = (each: unknown) =>
    each !== null &&
    each !== undefined &&
    each !== '' &&
    each !== false &&
    !(Array.isArray(each) && each.length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, each]) => isThere(each))) as Partial<Value>;
}

const toPerson = ({ id, name, handle, url }: Author) =>
  dropAbsent({ '@type': 'Person', name, alternateName: handle, identifier: id, url });

const toMusic = ({ id, title, author }: NonNullable<Item['music']>) =>
  dropAbsent({
    '@type': 'MusicRecording',
    name: title,
    identifier: id,
    byArtist: author && { '@type': 'MusicGroup', name: author },
  });

const toShared = ({ id, url, author, text }: NonNullable<Item['sharedPost']>) =>
  dropAbsent({
    '@type': 'SocialMediaPosting',
    identifier: id,
    url,
    articleBody: text,
    author: author && toPerson(author),
  });

const toFileObject = (file: FileRecord) => ({
  contentUrl: toRelativeUrl(file.path),
  encodingFormat: toMimeType(file.path),
  contentSize: `${file.bytes} B`,
  sha256: file.sha256,
});

/** What is no file itself has its files beside it: only media have an address, a size and a length. */
function toFileProperties({ item, files }: CommentedItem) {
  const film = findFilm(files);
  const picture = findPicture(files);
  const pictures = listPictures(item, files);
  const music = item.music && toMusic(item.music);
  const thumbnailUrl = picture && toRelativeUrl(picture.path);
  const duration = toDuration(item);
  if (types[item.kind] === 'VideoObject')
    return { duration, audio: music, ...(film && toFileObject(film)), thumbnailUrl };
  if (types[item.kind] === 'ImageObject') {
    const photo = pictures[0] ?? picture;
    return { audio: music, ...(photo && toFileObject(photo)), thumbnailUrl };
  }
  const isSound = film !== undefined && toMediaFolder(film.path) === 'audio';
  const type = isSound ? 'AudioObject' : 'VideoObject';
  const properties = film && { ...toFileObject(film), duration, uploadDate: toDate(item), thumbnailUrl };
  const media = properties && dropAbsent({ '@type': type, ...properties });
  return {
    video: isSound ? null : media,
    audio: [music, isSound ? media : null].filter((each) => each !== null && each !== undefined),
    thumbnailUrl,
    image: pictures.map((file) => ({ '@type': 'ImageObject', ...toFileObject(file) })),
  };
}

const toExact = (count: Count | undefined): number | null =>
  count?.precision === 'exact' ? count.value : null;

const interactions: Partial<Record<keyof Item['stats'], string>> = {
  views: 'WatchAction',
  likes: 'LikeAction',
  reactions: 'LikeAction',
  comments: 'CommentAction',
  shares: 'ShareAction',
  saves: 'BookmarkAction',
  subscribers: 'SubscribeAction',
  followers: 'FollowAction',
};

/** Only exact counts: schema.org has no word for "about". */
const toInteractions = (stats: Item['stats']) =>
  Object.entries(interactions).flatMap(([name, action]) => {
    const count = toExact(stats[name as keyof Item['stats']]);
    return count === null
      ? []
      : [
          {
            '@type': 'InteractionCounter',
            interactionType: { '@type': action },
            userInteractionCount: count,
          },
        ];
  });

/** Replies stand in what they reply to; those whose comment was not read stand for themselves. */
function toThreads(comments: readonly Comment[]) {
  const ids = new Set(comments.map(({ id }) => id));
  const replies = Map.groupBy(comments, ({ parentId }) => (parentId && ids.has(parentId) ? parentId : ''));
  const toNode = (comment: Comment): object =>
    dropAbsent({
      '@type': 'Comment',
      identifier: comment.id,
      text: comment.text,
      author: comment.author && toPerson(comment.author),
      dateCreated: comment.createdAt.precision === 'exact' ? comment.createdAt.at : null,
      upvoteCount: toExact(comment.likes ?? undefined),
      comment: (replies.get(comment.id) ?? []).map(toNode),
    });
  return (replies.get('') ?? []).map(toNode);
}

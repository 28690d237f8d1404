/** From an archive to what the viewer's page carries. */
import { toRelativeUrl } from '../../../shared/archive-path.ts';
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import { readCaptionPath, toMediaFolder } from '../../core/names/archive-layout.ts';
import { toShownTitle } from '../../core/names/shown-title.ts';
import type { Archive, ArchivedItem } from '../exporter.ts';
import { findFilm, findPicture, listPictures } from '../item-files.ts';
import type { ViewerDetails, ViewerHead, ViewerList, ViewerRow } from './records.ts';

/** More than a menu can show; the playlists themselves are all there. */
const maxLists = 500;

/** The head, and for each item its places among the head's lists. */
export async function readViewerHead({ head, items }: Archive) {
  const { platform, kind, title, url, own } = head.source;
  const { withMedia, comments } = head.job.options;
  const totals = { items: 0, files: 0, bytes: 0, comments };
  const lists = createLists();
  for await (const archived of items()) {
    totals.items += 1;
    totals.files += archived.files.length;
    totals.bytes += archived.files.reduce((sum, { bytes }) => sum + bytes, 0);
    lists.add(archived);
  }
  const viewerHead: ViewerHead = {
    source: { platform, kind, title, url, own },
    finishedAt: head.job.finishedAt,
    completeness: head.completeness,
    withMedia,
    version: head.versions.extension ?? '',
    totals,
    lists: lists.all,
  };
  return { head: viewerHead, listsOf: lists.of };
}

function createLists() {
  const all: ViewerList[] = [];
  const placeOfSeen = new Map<string, number>();
  const placesOfId = new Map<string, number[]>();
  return {
    all,
    add({ item, seenIn }: ArchivedItem): void {
      for (const kind of seenIn) {
        if (!placeOfSeen.has(kind)) placeOfSeen.set(kind, all.push({ type: 'seen', kind }) - 1);
      }
      if (!item.entries?.length || all.length >= maxLists) return;
      const place = all.push({ type: 'playlist', title: toShownTitle(item), key: toKey(item) }) - 1;
      for (const { id } of item.entries) placesOfId.set(id, [...(placesOfId.get(id) ?? []), place]);
    },
    of: ({ item, seenIn }: ArchivedItem): number[] => [
      ...seenIn.flatMap((kind) => placeOfSeen.get(kind) ?? []),
      ...(item.entries ? [] : (placesOfId.get(item.id) ?? [])),
    ],
  };
}

/** Half a character cannot stand in an address. */
const toKey = (item: Item): string => toItemKey(item).replaceAll(/\p{Surrogate}/gu, '\ufffd');

/** What a list shows of an item. */
export function toViewerRow({ item, saved, files, seenIn }: ArchivedItem, lists: number[]): ViewerRow {
  const { createdAt, stats } = item;
  const thumbnail = findPicture(files);
  const media = findFilm(files);
  const pictures = listPictures(item, files).length;
  const likes = stats.likes ?? stats.reactions;
  return {
    key: toKey(item),
    kind: item.kind === 'playlist' && seenIn.includes('collections') ? 'collection' : item.kind,
    title: toShownTitle(item),
    author: item.author?.name ?? '',
    ...(createdAt.precision === 'exact' && { at: new Date(createdAt.at).toISOString() }),
    ...(createdAt.precision === 'approximate' && { shown: createdAt.text }),
    ...(item.durationSec !== null && { durationSec: item.durationSec }),
    ...(stats.views && { views: stats.views }),
    ...(likes && { likes }),
    ...(stats.comments && { comments: stats.comments }),
    ...(toItemCount(item) && { items: toItemCount(item) }),
    privacy: item.privacy,
    ...(lists.length > 0 && { lists }),
    ...(pictures > 1 && { pictures }),
    ...(thumbnail && { thumbnail: toRelativeUrl(thumbnail.path) }),
    ...(media && { media: toRelativeUrl(media.path) }),
    ...(media && toMediaFolder(media.path) === 'audio' && { sound: true }),
    saved,
  };
}

const toItemCount = ({ stats, entries }: Item) =>
  entries ? ({ precision: 'exact', value: entries.length } as const) : stats.items;

const optional = [
  ...(['watchedOn', 'entries', 'coAuthors', 'mentions', 'music', 'location', 'effects'] as const),
  ...(['reactionKinds', 'sharedPost', 'occasion', 'pinned'] as const),
];

/** What the item's own page shows beyond its row. */
export function toViewerDetails({ item, files, refusals, history = [] }: ArchivedItem): ViewerDetails {
  const { id, url, author, text, tags, category, chapters, unavailable, stats } = item;
  const pictures = new Set(listPictures(item, files));
  const there = optional.filter((name) => item[name] !== undefined);
  return {
    id,
    url,
    author,
    text,
    tags,
    category,
    chapters,
    unavailable,
    stats,
    ...Object.fromEntries(there.map((name) => [name, item[name]])),
    files: files.map((file) => {
      const { path, bytes } = file;
      const caption = readCaptionPath(path);
      const isPicture = pictures.has(file);
      return {
        path,
        bytes,
        url: toRelativeUrl(path),
        ...(caption && { caption }),
        ...(isPicture && { isPicture }),
      };
    }),
    refused: refusals,
    ...(history.length > 1 && { history }),
  };
}

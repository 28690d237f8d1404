/** An item as JSON, JSONL and sidecars hold it. */
import type { FileRecord, LeftOutFile, Refusal } from '../../shared/model/archive.ts';
import type { Item } from '../../shared/model/item.ts';
import type { Media, Variant } from '../../shared/model/media.ts';
import type { Observation } from '../../shared/model/observation.ts';
import type { SourceKind } from '../../shared/model/source.ts';
import { toFileEntry } from '../core/items/file-entry.ts';
import type { ArchivedItem } from './exporter.ts';

export interface ExportedItem extends Item {
  seenIn: SourceKind[];
  saved: boolean;
  files: FileRecord[];
  refused: Refusal[];
  /** Files that are larger than was wanted. */
  leftOut?: LeftOutFile[];
  /** What was seen of it at different times, oldest first; absent when nothing has changed. */
  history?: Observation[];
}

/**
 * Keys in one order, however the item came together, so that equal archives are equal to the byte. Addresses of
 * media lose their query string: it signs them for a few hours and can hold the user's IP.
 */
export function toExportedItem(archived: ArchivedItem): ExportedItem {
  const { item, seenIn, saved, files, refusals, leftOut = [], history = [] } = archived;
  return {
    platform: item.platform,
    kind: item.kind,
    id: item.id,
    url: item.url,
    title: item.title,
    author: item.author,
    ...pick(item, ['coAuthors']),
    createdAt: item.createdAt,
    durationSec: item.durationSec,
    privacy: item.privacy,
    unavailable: item.unavailable,
    ...pick(item, ['watchedOn', 'pinned', 'occasion']),
    stats: pick(item.stats, statNames),
    ...pick(item, ['reactionKinds']),
    category: item.category,
    tags: item.tags,
    ...pick(item, ['mentions', 'music', 'location', 'effects']),
    chapters: item.chapters,
    text: item.text,
    ...pick(item, ['sharedPost', 'entries']),
    media: item.media.map(toExportedMedia),
    ...pick(item, ['partial']),
    seenIn,
    saved,
    files: files.map(toFileEntry),
    refused: refusals,
    ...(leftOut.length > 0 && { leftOut }),
    ...(history.length > 1 && { history }),
  };
}

const statNames = [
  'views',
  'likes',
  'comments',
  'subscribers',
  'items',
  'shares',
  'saves',
  'reposts',
  'reactions',
  'followers',
] as const;

/** Media as it is exported: of each address what does not expire. */
export const toExportedMedia = (media: Media): Media => ({
  id: media.id,
  kind: media.kind,
  ...pick(media, ['language', 'automatic', 'scaled', 'description']),
  variants: media.variants.map((variant) => ({
    url: cutQuery(variant.url),
    ...pick(variant, variantNames),
  })),
});

const variantNames = [
  'width',
  'height',
  'bitrate',
  'codec',
  'mimeType',
  'bytes',
  'tracks',
  'expiresAt',
] as const satisfies (keyof Variant)[];

/** The fields with these names that are there, in this order. */
function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  const there = names.filter((name) => from[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, from[name]])) as Pick<T, K>;
}

const cutQuery = (url: string): string => url.replace(/[?#].*$/su, '');

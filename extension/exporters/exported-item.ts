/** An item as JSON, JSONL and sidecars hold it. */
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { Item } from '../../shared/model/item.ts';
import type { ArchivedItem } from './exporter.ts';

export interface ExportedItem extends Item {
  saved: boolean;
  files: FileRecord[];
  refused: Refusal[];
}

/**
 * Keys in one order, however the item came together, so that equal archives are equal to the byte. Addresses of
 * media lose their query string: it signs them for a few hours and can hold the user's IP.
 */
export function toExportedItem({ item, saved, files, refusals }: ArchivedItem): ExportedItem {
  const { views, likes, comments, subscribers, items } = item.stats;
  return {
    platform: item.platform,
    kind: item.kind,
    id: item.id,
    url: item.url,
    title: item.title,
    author: item.author,
    createdAt: item.createdAt,
    durationSec: item.durationSec,
    privacy: item.privacy,
    unavailable: item.unavailable,
    ...(item.watchedOn !== undefined && { watchedOn: item.watchedOn }),
    stats: {
      ...(views && { views }),
      ...(likes && { likes }),
      ...(comments && { comments }),
      ...(subscribers && { subscribers }),
      ...(items && { items }),
    },
    category: item.category,
    tags: item.tags,
    chapters: item.chapters,
    text: item.text,
    ...(item.entries && { entries: item.entries }),
    media: item.media.map((media) => ({
      ...media,
      variants: media.variants.map((variant) => ({ ...variant, url: cutQuery(variant.url) })),
    })),
    saved,
    files: files.map(toFileEntry),
    refused: refusals,
  };
}

/** A file's record with its keys in one order. */
export const toFileEntry = ({ path, bytes, sha256, source }: FileRecord): FileRecord => ({
  path,
  bytes,
  sha256,
  ...(source !== undefined && { source }),
});

const cutQuery = (url: string): string => url.replace(/[?#].*$/su, '');

/** Files that are less than was wanted: a scaled picture, a film whose best tracks could not be joined. Pure. */
import type { ImageQuality } from '../../../shared/model/quality.ts';
import type { ItemRecord, LesserFile } from './item-record.ts';

/** What scaled pictures are too small for. */
export const largeImageSizes: readonly ImageQuality[] = ['original', 'high'];

/** Those of an item that are in the archive. */
export const listLesser = ({ lesser = [], files }: Pick<ItemRecord, 'lesser' | 'files'>): LesserFile[] =>
  lesser.filter(({ path }) => files.includes(path));

/** How many of them are of a kind. */
export function countLesser(record: ItemRecord, kind: 'image' | 'video'): number {
  const ids = new Set(record.item.media.flatMap((media) => (media.kind === kind ? media.id : [])));
  return listLesser(record).filter(({ mediaId }) => ids.has(mediaId)).length;
}

/** The record once there is a file at a path: `lesser` when it is less than was wanted, null when it is not. */
export function withKept(record: ItemRecord, path: string, lesser: LesserFile | null): ItemRecord {
  const others = (record.lesser ?? []).filter((known) => known.path !== path);
  const all = lesser ? [...others, lesser] : others;
  const { lesser: _known, ...rest } = record;
  return all.length > 0 ? { ...rest, lesser: all } : rest;
}

/** The record without one of its files. */
export const withoutFile = (record: ItemRecord, path: string): ItemRecord => ({
  ...withKept(record, path, null),
  files: record.files.filter((known) => known !== path),
});

/** The record when the better files are to be asked for once more. */
export const withLesserDue = (record: ItemRecord): ItemRecord =>
  record.lesser ? { ...record, lesser: record.lesser.map((one) => ({ ...one, isDue: true })) } : record;

/** Files of an item that were lost, remembered until there is one in the place of each: what is missed is never forgotten. Pure. */
import type { Refusal } from '../../../shared/model/archive.ts';
import { toMediaFolder } from '../names/archive-layout.ts';
import type { ItemRecord } from './item-record.ts';

const isCaption = (path: string): boolean => toMediaFolder(path) === 'subtitles';

/** Whether it is a film, or the sound that was kept of one. */
export const isFilm = (path: string): boolean => ['videos', 'audio'].includes(toMediaFolder(path) ?? '');

/**
 * The item when some of its files are lost: what they may have come from is done once more, and nothing is asked for of
 * which there is a file. Null when none is.
 */
export function withLost(record: ItemRecord, isLost: (path: string) => boolean): ItemRecord | null {
  const lost = record.files.filter(isLost);
  if (lost.length === 0) return null;
  return withLostAgain({
    ...record,
    files: record.files.filter((path) => !isLost(path)),
    lost: [...new Set([...(record.lost ?? []), ...lost])],
  });
}

/** The item with everything to be done once more that may bring what is missed of it. */
export function withLostAgain(record: ItemRecord): ItemRecord {
  const { lost = [] } = record;
  const again = (progress: ItemRecord['video'], yes: boolean) =>
    yes && progress === 'done' ? 'pending' : progress;
  return {
    ...record,
    // A picture may be all that a post has, or stand for its film.
    extras: again(record.extras, !lost.every(isFilm)),
    video: again(record.video, !lost.every(isCaption)),
  };
}

const dayPattern = /^(?:undated|\d{4}-\d{2}-\d{2})_/u;

/** Equal for files of one item that are the same picture, film or captions: of another type, or named before its day was known. */
function toPlace(path: string): string {
  const [name = '', ...folders] = path.split('/').toReversed();
  const stem = name.slice(0, name.lastIndexOf('.')).replace(dayPattern, '');
  return [isFilm(path) ? 'film' : toMediaFolder(path), stem, ...folders].join('/');
}

/** The item once it has a file: nothing is missed any more in whose place that is, in another form or under a later name. */
export function withFound(record: ItemRecord, path: string): ItemRecord {
  if (!record.lost) return record;
  const { lost, ...rest } = record;
  const left = lost.filter((known) => toPlace(known) !== toPlace(path));
  return left.length > 0 ? { ...rest, lost: left } : rest;
}

/** What is still missed after everything that could bring it was done: captions, or the other files. */
export const listLost = ({ lost = [] }: ItemRecord, kind: 'captions' | 'others'): string[] =>
  lost.filter((path) => isCaption(path) === (kind === 'captions'));

/** How it is told that nothing has brought them back. */
export const toLossRefusal = (paths: readonly string[]): Pick<Refusal, 'code' | 'message'> => ({
  code: 'archive.missing_file',
  message: `Lost, and not to be had any more: ${paths.join(', ')}`,
});

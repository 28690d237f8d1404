/**
 * What would be lost if an archive gave way to a later one of its page: posts that are gone from the site, lists that were
 * refused or cut short this time, files, comments, better pictures. Whoever made the later one has asked for as much
 * (`can-replace.ts`), and has not always got it. Pure.
 */
import { toFoldKey } from '../../../shared/file-name.ts';
import type { Completeness, FileRecord, Manifest } from '../../../shared/model/archive.ts';
import { toMediaFolder } from '../names/archive-layout.ts';
import { findReplaced } from '../names/superseded-files.ts';

/** How much of each, at least one of which is not 0. */
export interface Losses {
  /** Posts and lists that are not there, or not saved any more; those of which only a name was known are none. */
  items: number;
  files: number;
  /** Posts whose comments were saved, and now were refused. */
  comments: number;
  /** Pictures and films that are there in lesser quality only. */
  lesser: number;
}

/** What a manifest says of what was saved. */
export type SavedContent = Pick<Manifest, 'completeness' | 'files' | 'items'> & {
  job: Pick<Manifest['job'], 'options'>;
};

/** Archives of older versions name no items, so that only their number can be compared. */
function countItems(held: SavedContent, next: SavedContent): number {
  if (!held.items || !next.items) {
    const fewer = (name: 'seen' | 'saved') => held.completeness[name] - next.completeness[name];
    return Math.max(0, fewer('seen'), fewer('saved'));
  }
  const saved = new Set(next.items.saved);
  const named = new Set([...saved, ...next.items.others]);
  // Which of its others have a name alone an older version does not say.
  if (!held.items.named) for (const key of next.items.named ?? []) named.add(key);
  const isGone = (from: ReadonlySet<string>) => (key: string) => !from.has(key);
  return held.items.saved.filter(isGone(saved)).length + held.items.others.filter(isGone(named)).length;
}

/** The lists of an archive are written anew each time; all else was fetched, or made of what was. */
const isFetched = ({ path, source, made }: FileRecord): boolean =>
  source !== undefined || made !== undefined || toMediaFolder(path) !== null;

/** A file is there under its name, in another form, or with the same bytes under the name that its post has now. */
function countFiles(held: SavedContent, next: SavedContent): number {
  const paths = new Set(next.files.map(({ path }) => toFoldKey(path)));
  const sums = new Set(next.files.map(({ sha256 }) => sha256));
  const left = held.files
    .filter((file) => isFetched(file) && !paths.has(toFoldKey(file.path)) && !sums.has(file.sha256))
    .map(({ path }) => path);
  const replaced = new Set(
    findReplaced(
      left,
      next.files.map(({ path }) => path),
    ),
  );
  return left.filter((path) => !replaced.has(path)).length;
}

/** True for what the other archive has too. Only posts have comments, and pictures that may be lesser. */
function createHas({ items }: SavedContent): (id: string) => boolean {
  if (!items) return () => true;
  const ids = new Set([...items.saved, ...items.others].map((key) => key.split(':').slice(2).join(':')));
  return (id) => ids.has(id);
}

const listUncommented = ({ lacking = [] }: Completeness): string[] =>
  lacking.filter(({ what }) => what.includes('comments')).map(({ id }) => id);

function countComments(held: SavedContent, next: SavedContent, isHeld: (id: string) => boolean): number {
  if (!held.job.options.comments) return 0;
  const before = new Set(listUncommented(held.completeness));
  return listUncommented(next.completeness).filter((id) => isHeld(id) && !before.has(id)).length;
}

function countLesser(held: SavedContent, next: SavedContent, isHeld: (id: string) => boolean): number {
  const before = new Map((held.completeness.reduced ?? []).map((one) => [one.id, one]));
  let count = 0;
  for (const { id, pictures, videos } of next.completeness.reduced ?? []) {
    if (!isHeld(id)) continue;
    const known = before.get(id);
    count += Math.max(0, pictures - (known?.pictures ?? 0)) + Math.max(0, videos - (known?.videos ?? 0));
  }
  return count;
}

/** Null where the next archive has all that the held one has. */
export function findLosses(held: SavedContent, next: SavedContent): Losses | null {
  const isHeld = createHas(held);
  const losses = {
    items: countItems(held, next),
    files: countFiles(held, next),
    comments: countComments(held, next, isHeld),
    lesser: countLesser(held, next, isHeld),
  };
  return Object.values(losses).some((count) => count > 0) ? losses : null;
}

/**
 * Media that other exports have put into the folder of this one and that stay there: of kinds or sizes that were not wanted
 * this time, of a picture that its post has no more. The lists go on naming them with their posts.
 */
import { toFoldKey } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { toFileEntry } from '../../core/items/file-entry.ts';
import type { StoredFile } from '../../core/jobs/job-records.ts';
import { readCaptionPath, toMediaFolder } from '../../core/names/archive-layout.ts';
import { toTemplate } from '../../core/names/item-stems.ts';
import type { StepContext } from '../run/step-context.ts';
import { unlessUnreadable } from '../unless-unreadable.ts';
import { listJobsInPlace } from './jobs-in-place.ts';
import { listRemaining } from './placed-files.ts';

/** Media in the place of an export that are not its own. */
export interface FilesInPlace {
  /** By the keys of their items. */
  byItem: ReadonlyMap<string, FileRecord[]>;
  /** Paths of those that their item has byte for byte in this export, under another name. */
  renamed: ReadonlySet<string>;
}

/** Equal for what can be one file of an item under two names: its film, its third picture, its captions in one language. */
function toKind({ itemKey, path }: StoredFile): string {
  const { language, automatic } = readCaptionPath(path) ?? {};
  const [, number] = /_(\d{1,4})\.\w+$/u.exec(path) ?? [];
  return [itemKey, toMediaFolder(path), number, language, automatic].join(' ');
}

/** Equal for what an item has byte for byte as the same: its thumbnail is not its picture, though that may look alike. */
const toContent = (file: StoredFile): string => `${file.sha256} ${toKind(file)}`;

const groupByContent = (files: readonly StoredFile[]): Map<string, StoredFile[]> =>
  Map.groupBy(
    files.filter(({ itemKey }) => itemKey !== null),
    toContent,
  );

/**
 * Paths of those that have given way to another name, no more than there are new ones: `room` says how many, and is taken
 * from. What lay there beside them stays.
 */
function takeRenamed(theirs: readonly StoredFile[], room: Map<string, number>): string[] {
  return [...groupByContent(theirs)].flatMap(([content, files]) => {
    const count = room.get(content) ?? 0;
    const renamed = files.map(({ path }) => path).toSorted();
    room.set(content, Math.max(0, count - renamed.length));
    return renamed.slice(0, count);
  });
}

/** `placed` are records of the manifest that lies there, `own` the files of this export. */
export async function findFilesInPlace(
  { ports: { store }, job }: StepContext,
  { placed, own }: { placed: readonly FileRecord[]; own: readonly StoredFile[] },
): Promise<FilesInPlace> {
  const media = own.filter(({ itemKey }) => itemKey !== null);
  const remaining = listRemaining(placed, media).filter(({ path }) => toMediaFolder(path) !== null);
  const open = new Map(remaining.map((file) => [file.path, file]));
  const names = new Set(placed.map(({ path }) => toFoldKey(path)));
  const added = groupByContent(media.filter(({ path }) => !names.has(toFoldKey(path))));
  const room = new Map([...added].map(([content, files]) => [content, files.length]));
  const byItem = new Map<string, FileRecord[]>();
  const renamed = new Set<string>();
  // Under names of two kinds the same can lie there twice, in other bytes: the newest is told.
  const templates = new Map(media.map((file) => [toKind(file), toTemplate(job.options)]));
  const isTold = (file: StoredFile, { options }: Job): boolean => {
    const template = toTemplate(options);
    const kind = toKind(file);
    if (!templates.has(kind)) templates.set(kind, template);
    return templates.get(kind) === template && options.bag === job.options.bag;
  };
  for (const known of open.size === 0 ? [] : await listJobsInPlace(store, job)) {
    const stored = (await unlessUnreadable(store.listStoredFiles(known.id))) ?? [];
    const theirs = stored.filter(({ path, sha256 }) => open.get(path)?.sha256 === sha256);
    const gone = new Set(takeRenamed(theirs, room));
    for (const one of theirs) {
      const { itemKey, path } = one;
      const file = open.get(path);
      if (itemKey === null || !file) continue;
      open.delete(path);
      if (gone.has(path)) renamed.add(path);
      else if (isTold(one, known)) byItem.set(itemKey, [...(byItem.get(itemKey) ?? []), toFileEntry(file)]);
    }
    if (open.size === 0) break;
  }
  return { byItem, renamed };
}

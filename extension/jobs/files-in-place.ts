/**
 * Media that other exports have put into the folder of this one and that stay there: of kinds or sizes that were not wanted
 * this time, of a picture that its post has no more. The lists go on naming them with their posts.
 */
import { toFoldKey } from '../../shared/file-name.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Job } from '../../shared/model/job.ts';
import { toFileEntry } from '../core/items/file-entry.ts';
import { isOneOf } from '../core/jobs/file-errors.ts';
import type { StoredFile } from '../core/jobs/job-records.ts';
import { readCaptionPath, toMediaFolder } from '../core/names/archive-layout.ts';
import { toTemplate } from '../core/names/item-stems.ts';
import { listRemaining } from './archive-parts.ts';
import { listJobsInPlace } from './items-in-place.ts';
import type { StorePort } from './ports.ts';
import type { StepContext } from './step-context.ts';

/** Media in the place of an export that are not its own. */
export interface FilesInPlace {
  /** By the keys of their items. */
  byItem: ReadonlyMap<string, FileRecord[]>;
  /** Paths of those that their item has byte for byte in this export, under another name. */
  renamed: ReadonlySet<string>;
}

/** None where it cannot be read any more. */
async function readFiles(store: StorePort, jobId: string): Promise<StoredFile[]> {
  try {
    return await store.listStoredFiles(jobId);
  } catch (thrown) {
    if (!isOneOf(['storage.unreadable'], thrown)) throw thrown;
    return [];
  }
}

/** Bytes that an item has. */
const toContent = ({ itemKey, sha256 }: StoredFile): string => `${sha256} ${itemKey}`;

const groupByContent = (files: readonly StoredFile[]): Map<string, StoredFile[]> =>
  Map.groupBy(
    files.filter(({ itemKey }) => itemKey !== null),
    toContent,
  );

/** Equal for what can be one file of an item under two names: its film, its third picture, its captions in one language. */
function toKind({ itemKey, path }: StoredFile): string {
  const { language, automatic } = readCaptionPath(path) ?? {};
  const [, number] = /_(\d{1,4})\.\w+$/u.exec(path) ?? [];
  return [itemKey, toMediaFolder(path), number, language, automatic].join(' ');
}

/**
 * Paths of those that have given way to another name. Of bytes that an item has twice, its thumbnail and its only picture, no
 * more than have a new one: what lay there beside them stays.
 */
function listRenamed(theirs: readonly StoredFile[], added: ReadonlyMap<string, StoredFile[]>): string[] {
  return [...groupByContent(theirs)].flatMap(([content, files]) =>
    files
      .map(({ path }) => path)
      .toSorted()
      .slice(0, added.get(content)?.length ?? 0),
  );
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
    const theirs = (await readFiles(store, known.id)).filter(
      ({ path, sha256 }) => open.get(path)?.sha256 === sha256,
    );
    const gone = new Set(listRenamed(theirs, added));
    for (const stored of theirs) {
      const { itemKey, path } = stored;
      const file = open.get(path);
      if (itemKey === null || !file) continue;
      open.delete(path);
      if (gone.has(path)) renamed.add(path);
      else if (isTold(stored, known))
        byItem.set(itemKey, [...(byItem.get(itemKey) ?? []), toFileEntry(file)]);
    }
    if (open.size === 0) break;
  }
  return { byItem, renamed };
}

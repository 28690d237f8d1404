/**
 * Saves the media of each post: by the addresses of its files where the platform gave them, else through yt-dlp in the
 * companion. A post counts once its files were checked and hashed on the disk.
 */
import { AppError } from '../../../shared/app-error.ts';
import type { LeftOutFile } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import { withRefusal } from '../../core/items/item-progress.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { listLesser } from '../../core/items/lesser-files.ts';
import { isFilm, listLost, toLossRefusal } from '../../core/items/lost-files.ts';
import { isFileOf, type MediaFile } from '../../core/items/media-files.ts';
import { isOneOf } from '../../core/jobs/file-errors.ts';
import type { ArchiveLayout } from '../../core/names/archive-layout.ts';
import { findPlatform } from '../../platforms/index.ts';
import { downloadFilm } from '../files/ask-yt-dlp.ts';
import { dropPartsOf, type Post } from '../files/fetch-by-address.ts';
import { createPostFiles, type PostFiles } from '../files/post-files.ts';
import { isOwnTrouble, replaceLesser, saveFile } from '../files/save-file.ts';
import { readLayout } from '../names/read-layout.ts';
import { walkItems } from '../run/each-item.ts';
import { addItemFile, type StepContext, type StepRunner } from '../run/step-context.ts';

/** Two at a time: one merges while the other downloads, and the platform sees no more than a person with two tabs. */
const concurrency = 2;

/** Lists may name a film without its files; a post of words alone has none. */
const hasFilm = ({ platform, media }: Item): boolean =>
  findPlatform(platform)?.media === null || media.some(({ kind }) => kind === 'video');

/** Films that are wanted, not there, and whose files are not known yet. */
const isFilmOpen = ({ job }: StepContext, record: ItemRecord, files: PostFiles): boolean =>
  job.options.mediaTypes.includes('video') &&
  hasFilm(record.item) &&
  !record.files.some(isFilm) &&
  files.list().length + files.listTooLarge().length === 0;

/** A film of which only its post is known. One that is larger than was chosen is left out, which is no refusal. */
async function saveFilm(post: Post): Promise<LeftOutFile[]> {
  try {
    await addItemFile(post.context, post.record.key, await downloadFilm(post));
    return [];
  } catch (thrown) {
    if (!isOneOf(['media.over_limit'], thrown)) throw thrown;
    const { bytes } = thrown.context;
    return [{ mediaId: 'video', reason: 'max_bytes', bytes: typeof bytes === 'number' ? bytes : null }];
  }
}

/** Does what is open of one file. */
async function doFile(post: Post, file: MediaFile): Promise<void> {
  const { record } = post;
  const lesser = listLesser(record).find(({ mediaId }) => mediaId === file.mediaId);
  const isSaved = record.files.some((path) => isFileOf(file, path));
  if (lesser?.isDue) await replaceLesser(post, file, lesser);
  else if (!lesser && !isSaved) await saveFile(post, file);
}

/**
 * Tries every file before it gives up on the post. Returns what the first failed with, naming them all; throws it where no
 * file came, which may be the trouble of more than this post.
 */
async function doFiles(post: Post, wanted: readonly MediaFile[]): Promise<AppError | null> {
  const failures: { path: string; error: AppError }[] = [];
  for (const file of wanted) {
    try {
      await doFile(post, file);
    } catch (thrown) {
      if (!isOwnTrouble(thrown)) throw thrown;
      failures.push({ path: file.path, error: thrown });
    }
    await dropPartsOf(post, file);
  }
  const [first, ...others] = failures;
  if (!first) return null;
  const { path, error } = first;
  const more = others.length > 0 ? ` Nor were saved: ${others.map((other) => other.path).join(', ')}` : '';
  const failure = new AppError(error.code, `${path}: ${error.message}${more}`, { cause: error });
  if (failures.length === wanted.length) throw failure;
  return failure;
}

/** What a post names is asked for, or said to be missing: the others of its files do not stand for it. */
function requireAll(files: PostFiles): void {
  const missing = files.listWithoutFiles().length;
  if (missing > 0)
    throw new AppError(
      'platform.unavailable',
      `The site names ${missing} more of the files of this post, and does not hand them out.`,
    );
}

interface SavedPost {
  /** By choice. */
  leftOut: LeftOutFile[];
  /** Why it is not whole; null when it is. */
  failure: AppError | null;
}

async function savePost(context: StepContext, record: ItemRecord, layout: ArchiveLayout): Promise<SavedPost> {
  const { item } = record;
  const files = createPostFiles(context, layout, record);
  const hasAddresses = findPlatform(item.platform)?.media !== null;
  const isShort = isFilmOpen(context, record, files) || files.listWithoutFiles().length > 0;
  const wanted = isShort && hasAddresses ? await files.readAgain() : files.list();
  const thumbnail = layout.thumbnailPath(item);
  const cover = record.files.includes(thumbnail) ? thumbnail : null;
  const stem = layout.mediaStem(item, context.job.options.quality);
  const post = { context, record, files, cover, stem, parts: new Set<string>() };
  if (isFilmOpen(context, record, files)) return { leftOut: await saveFilm(post), failure: null };
  const failure = await doFiles(post, wanted);
  if (!failure && hasAddresses) requireAll(files);
  return { leftOut: files.listTooLarge(), failure };
}

export const runDownload: StepRunner = async (context) => {
  const layout = await readLayout(context);
  await walkItems(context, {
    phase: 'video',
    concurrency,
    async run(inner, record) {
      const { leftOut, failure } = await savePost(inner, record, layout);
      return (current) => {
        const next = leftOut.length > 0 ? { ...current, leftOut } : current;
        if (failure) return withRefusal(next, 'video', { code: failure.code, message: failure.message });
        if (listLost(current, 'others').length === 0) return next;
        return withRefusal(next, 'video', toLossRefusal(current.lost ?? []));
      };
    },
  });
};

/**
 * Saves the media of each post: by the addresses of its files where the platform gave them, else through yt-dlp in the
 * companion. A post counts once its files were checked and hashed on the disk.
 */
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { FileRecord, LeftOutFile } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Variant } from '../../../shared/model/media.ts';
import { toFilmTags } from '../../core/items/film-tags.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { type MediaFile, toPartPaths } from '../../core/items/media-files.ts';
import type { ArchiveLayout } from '../../core/names/archive-layout.ts';
import { findFileRule } from '../../platforms/file-rules.ts';
import { findPlatform } from '../../platforms/index.ts';
import { walkItems } from '../each-item.ts';
import { createPostFiles, type PostFiles } from '../post-files.ts';
import { readLayout } from '../read-layout.ts';
import {
  addItemFile,
  attempt,
  forgetItemFile,
  type StepContext,
  type StepRunner,
  sinkOf,
} from '../step-context.ts';

/** Two at a time: one merges while the other downloads, and the platform sees no more than a person with two tabs. */
const concurrency = 2;

/** What an address says that works no more: the platform gives new ones with the post's details. */
const goneCodes: readonly ErrorCode[] = ['media.expired', 'platform.not_found'];
/** What joining two tracks may end with, after which only another file helps. */
const unjoinableCodes: readonly ErrorCode[] = [
  'media.codec_unfit',
  'media.unsupported',
  'media.damaged',
  'ffmpeg.failed',
  'ffmpeg.stalled',
  'ffmpeg.memory',
];
/** What yt-dlp may still get when an address has failed for good. */
const failedCodes: readonly ErrorCode[] = [...goneCodes, ...unjoinableCodes, 'media.wrong_type', 'net.http'];

/** What is wrong with one file of a post and says nothing of the others. */
const ownCodes: readonly ErrorCode[] = [...failedCodes, 'media.over_site_limit', 'input.url_refused'];

const isOneOf = (codes: readonly ErrorCode[], thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && codes.includes(thrown.code);

async function downloadVideo(context: StepContext, item: Item, stem: string): Promise<FileRecord> {
  const { job, ports, signal } = context;
  const { downloadVideo: download } = sinkOf(context);
  if (!download) throw new AppError('host.missing');
  const { platform, id, url, durationSec } = item;
  const { quality, audioFormat, codec, container, maxBytes } = job.options;
  const choice = { quality, audioFormat, codec, container, maxBytes };
  const request = { platform, itemId: id, url, stem, choice, durationSec };
  return attempt(context, () =>
    download(
      request,
      (progress) => ports.tell({ type: 'item.progress', jobId: job.id, itemId: id, progress }),
      signal,
    ),
  );
}

const toUrls = (variants: readonly Variant[]): string[] => variants.map(({ url }) => url);

/** A post, and the picture of it that is in the archive already. */
interface Post {
  item: Item;
  cover: string | null;
}

async function fetchFile(context: StepContext, { item, cover }: Post, file: MediaFile): Promise<FileRecord> {
  const { signal } = context;
  const sink = sinkOf(context);
  const { platform, durationSec } = item;
  const { path, expect, variants, sound } = file;
  const { maxBytes } = context.job.options;
  const fetch = (place: string, kind: MediaFile['expect'], from: readonly Variant[]): Promise<FileRecord> => {
    const known = { platform, maxBytes, rule: findFileRule(platform, kind) };
    return sink.fetchFile({ ...known, path: place, urls: toUrls(from), expect: kind }, signal);
  };
  if (sound.length === 0) return fetch(path, expect, variants);
  const parts = toPartPaths(path);
  const picture = await fetch(parts.video, 'video', variants);
  await fetch(parts.audio, 'audio', sound);
  const { source } = picture;
  const shown = toFilmTags(item, cover);
  try {
    return {
      ...(await sink.join({ ...parts, path, durationSec, shown }, signal)),
      ...(source && { source }),
    };
  } catch (thrown) {
    // What cannot be joined is not believed a second time.
    if (!signal.aborted) await sink.dropParts(Object.values(parts), signal);
    throw thrown;
  }
}

const haveEnded = (variants: readonly Variant[], nowMs: number): boolean =>
  variants.length > 0 &&
  variants.every(({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) <= nowMs);

const hasEnded = ({ variants, sound }: MediaFile, nowMs: number): boolean =>
  haveEnded(variants, nowMs) || haveEnded(sound, nowMs);

const isSame = (one: MediaFile, other: MediaFile): boolean =>
  one.variants[0]?.url === other.variants[0]?.url && one.sound[0]?.url === other.sound[0]?.url;

async function saveFile(
  context: StepContext,
  post: Post,
  { file, files }: { file: MediaFile; files: PostFiles },
) {
  let current = hasEnded(file, context.ports.nowMs()) ? ((await files.renew(file)) ?? file) : file;
  return attempt(context, async () => {
    try {
      return await fetchFile(context, post, current);
    } catch (thrown) {
      const renewed = isOneOf(goneCodes, thrown) ? await files.renew(file) : null;
      if (!renewed || isSame(renewed, current)) throw thrown;
      current = renewed;
      return fetchFile(context, post, current);
    }
  });
}

/** What a file was joined from goes once the file is in the library, not before: a restart joins again. */
async function dropPartsOf(context: StepContext, { path, sound }: MediaFile): Promise<void> {
  if (sound.length > 0) await sinkOf(context).dropParts(Object.values(toPartPaths(path)), context.signal);
}

/** A smaller file is better than none, and says that it is one. */
async function saveSpare(
  context: StepContext,
  post: Post,
  { file, thrown }: { file: MediaFile; thrown: unknown },
): Promise<FileRecord> {
  if (!file.spare || !isOneOf(unjoinableCodes, thrown)) throw thrown;
  const whole = { ...file, ...file.spare, sound: [] };
  const record = await attempt(context, () => fetchFile(context, post, whole));
  return {
    ...record,
    made: `a lesser file with both tracks, because joining the best failed: ${thrown.code}`,
  };
}

/** Lists may name a film without its files; a post of words alone has none. */
const hasFilm = ({ platform, media }: Item): boolean =>
  findPlatform(platform)?.media === null || media.some(({ kind }) => kind === 'video');

/** Films that are wanted and whose files are not known yet. */
const isFilmOpen = ({ job }: StepContext, item: Item, files: PostFiles): boolean =>
  job.options.mediaTypes.includes('video') &&
  hasFilm(item) &&
  files.list().length + files.listTooLarge().length === 0;

/** A file that is larger than was chosen is left out, which is no refusal. */
async function downloadFilm(context: StepContext, { item, key }: ItemRecord, stem: string) {
  try {
    await addItemFile(context, key, await downloadVideo(context, item, stem));
    return [];
  } catch (thrown) {
    if (!isOneOf(['media.over_limit'], thrown)) throw thrown;
    const { bytes } = thrown.context;
    return [
      { mediaId: 'video', reason: 'max_bytes' as const, bytes: typeof bytes === 'number' ? bytes : null },
    ];
  }
}

/** Takes the next smaller file in place of one that turns out larger than is wanted; null where there is none. */
async function saveReduced(
  file: MediaFile,
  files: PostFiles,
  save: (file: MediaFile) => Promise<FileRecord>,
): Promise<FileRecord | null> {
  for (let next: MediaFile | null = file; next; next = files.reduce(next)) {
    try {
      return await save(next);
    } catch (thrown) {
      if (!isOneOf(['media.over_limit'], thrown)) throw thrown;
    }
  }
  return null;
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

/** Returns what was left out by choice. */
async function saveFiles(
  context: StepContext,
  record: ItemRecord,
  layout: ArchiveLayout,
): Promise<LeftOutFile[]> {
  const { item, key, files: saved } = record;
  const files = createPostFiles(context, layout, record);
  const hasAddresses = findPlatform(item.platform)?.media !== null;
  const isShort = isFilmOpen(context, item, files) || files.listWithoutFiles().length > 0;
  const wanted = isShort && hasAddresses ? await files.readAgain() : files.list();
  const stem = layout.mediaStem(item, context.job.options.quality);
  if (isFilmOpen(context, item, files)) return downloadFilm(context, record, stem);
  const thumbnail = layout.thumbnailPath(item);
  const post = { item, cover: saved.includes(thumbnail) ? thumbnail : null };
  const isSaved = ({ path, spare }: MediaFile): boolean =>
    [path, spare?.path].some((known) => known !== undefined && saved.includes(known));
  const saveOne = async (file: MediaFile): Promise<void> => {
    const best = await files.enlarge(file);
    const made = await saveReduced(best, files, (one) =>
      saveFile(context, post, { file: one, files }).catch((thrown: unknown) => {
        const canTry = one.expect === 'video' && sinkOf(context).downloadVideo !== null;
        if (canTry && isOneOf(failedCodes, thrown)) return downloadVideo(context, item, stem);
        return saveSpare(context, post, { file: one, thrown });
      }),
    );
    const lack = files.describeLack(best);
    if (made) await addItemFile(context, key, lack === null ? made : { ...made, made: lack });
  };
  /** A picture that was saved too small: the larger one takes its place only when the site gives it now. */
  const saveLarger = async (file: MediaFile): Promise<void> => {
    const best = await files.enlarge(file);
    if (best === file || files.describeLack(best) !== null) return;
    await forgetItemFile(context, key, file.path);
    await addItemFile(context, key, await saveFile(context, post, { file: best, files }));
  };
  let failure: AppError | null = null;
  for (const file of wanted) {
    if (!isSaved(file) || file.expect === 'image')
      await (isSaved(file) ? saveLarger(file) : saveOne(file)).catch((thrown: unknown) => {
        if (!isOneOf(ownCodes, thrown)) throw thrown;
        failure ??= new AppError(thrown.code, `${file.path}: ${thrown.message}`, { cause: thrown });
      });
    await dropPartsOf(context, file);
  }
  if (failure) throw failure;
  if (hasAddresses) requireAll(files);
  return files.listTooLarge();
}

export const runDownload: StepRunner = async (context) => {
  const layout = await readLayout(context);
  await walkItems(context, {
    phase: 'video',
    concurrency,
    async run(inner, record) {
      const leftOut = await saveFiles(inner, record, layout);
      return (current) => (leftOut.length > 0 ? { ...current, leftOut } : current);
    },
  });
};

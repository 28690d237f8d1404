/** A file of a post by its addresses; joined where the platform keeps picture and sound apart. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Variant } from '../../../shared/model/media.ts';
import { toFilmTags } from '../../core/items/film-tags.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { listLesser } from '../../core/items/lesser-files.ts';
import type { MediaFile, TakenSound } from '../../core/items/media-files.ts';
import { listParts, toPartPaths, toWholePath } from '../../core/items/part-paths.ts';
import { goneCodes, isOneOf } from '../../core/jobs/file-errors.ts';
import { findFileRule } from '../../platforms/file-rules.ts';
import { attempt } from '../run/attempt.ts';
import { type StepContext, sinkOf } from '../run/step-context.ts';
import type { PostFiles } from './post-files.ts';

/** A post whose files are saved. */
export interface Post {
  context: StepContext;
  /** As it was when its saving began. */
  record: ItemRecord;
  files: PostFiles;
  /** Path without extension of what yt-dlp brings. */
  stem: string;
  /** The picture of it that is in the archive already. */
  cover: string | null;
  /** Paths of what its files were made of since the last `dropPartsOf`: new addresses may lead to files of other kinds. */
  parts: Set<string>;
}

const haveEnded = (variants: readonly Variant[], nowMs: number): boolean =>
  variants.length > 0 &&
  variants.every(({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) <= nowMs);

const hasEnded = ({ variants, sound }: MediaFile, nowMs: number): boolean =>
  haveEnded(variants, nowMs) || haveEnded(sound, nowMs);

const isSame = (one: MediaFile, other: MediaFile): boolean =>
  one.variants[0]?.url === other.variants[0]?.url && one.sound[0]?.url === other.sound[0]?.url;

/** What was gone and has no other address now: asking again would bring the same. */
const toFinal = (error: AppError): AppError =>
  new AppError(error.code, error.message, { context: error.context, cause: error, retryable: false });

interface Fetched extends Pick<MediaFile, 'path' | 'expect' | 'variants'> {
  maxBytes: number | null;
}

function fetchTo(
  { context, record }: Post,
  { path, expect, variants, maxBytes }: Fetched,
): Promise<FileRecord> {
  const { platform } = record.item;
  const urls = variants.map(({ url }) => url);
  const rule = findFileRule(platform, expect);
  const isThere = listLesser(record).some((lesser) => lesser.path === path);
  const known = { platform, rule, maxBytes, ...(isThere && { replace: true }) };
  return sinkOf(context).fetchFile({ ...known, path, urls, expect }, context.signal);
}

/** What is too large is the sound, not the film that it is in. */
async function takeSound(
  post: Post,
  { path, variants }: MediaFile,
  { from, format }: TakenSound,
): Promise<FileRecord> {
  const { context, record, cover } = post;
  const { signal, job } = context;
  const sink = sinkOf(context);
  const whole = toWholePath(path, from);
  const { source } = await fetchTo(post, { path: whole, expect: from, variants, maxBytes: null });
  const shown = toFilmTags(record.item, cover);
  const made = await sink.takeSound({ from: whole, path, format, shown }, signal).catch(async (thrown) => {
    // What is whole but not to be converted is kept as it came.
    const isWhole = isOneOf(['media.codec_unfit'], thrown);
    if (!isWhole && !signal.aborted) await sink.dropParts([whole], signal);
    throw thrown;
  });
  const { maxBytes } = job.options;
  if (maxBytes !== null && made.bytes > maxBytes) {
    await sink.remove([made.path], false);
    throw new AppError('media.over_limit', undefined, { context: { bytes: made.bytes } });
  }
  return { ...made, ...(source && { source }) };
}

/** One go at it, without new addresses. */
export async function fetchOnce(post: Post, file: MediaFile): Promise<FileRecord> {
  const { context, record, cover } = post;
  const { path, expect, variants, sound, taken } = file;
  const { job, signal } = context;
  const sink = sinkOf(context);
  const { durationSec } = record.item;
  const { maxBytes } = job.options;
  for (const part of listParts(file)) post.parts.add(part);
  if (taken) return takeSound(post, file, taken);
  if (sound.length === 0) return fetchTo(post, { path, expect, variants, maxBytes });
  const parts = toPartPaths(path);
  const picture = await fetchTo(post, { path: parts.video, expect: 'video', variants, maxBytes });
  await fetchTo(post, { path: parts.audio, expect: 'audio', variants: sound, maxBytes });
  const { source } = picture;
  const shown = toFilmTags(record.item, cover);
  try {
    const joined = await sink.join({ ...parts, path, durationSec, shown }, signal);
    return { ...joined, ...(source && { source }) };
  } catch (thrown) {
    // What cannot be joined is not believed a second time.
    if (!signal.aborted) await sink.dropParts(Object.values(parts), signal);
    throw thrown;
  }
}

/** The best file, by new addresses where the old ones have ended. Throws JobPause, and what it came to nothing with. */
export async function fetchByAddress(post: Post, file: MediaFile): Promise<FileRecord> {
  const { context, files } = post;
  let current = hasEnded(file, context.ports.nowMs()) ? ((await files.renew(file)) ?? file) : file;
  return attempt(context, async () => {
    try {
      return await fetchOnce(post, current);
    } catch (thrown) {
      if (!isOneOf(goneCodes, thrown)) throw thrown;
      const renewed = await files.renew(current);
      if (!renewed || isSame(renewed, current)) throw toFinal(thrown);
      current = renewed;
      return fetchOnce(post, current);
    }
  });
}

/** What a file was joined from goes once the file is in the library, not before: a restart joins again. */
export async function dropPartsOf({ context, parts }: Post, file: MediaFile): Promise<void> {
  const paths = [...new Set([...parts, ...listParts(file)])];
  if (paths.length > 0) await sinkOf(context).dropParts(paths, context.signal);
  parts.clear();
}

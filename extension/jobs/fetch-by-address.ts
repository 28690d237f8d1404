/** A file of a post by its addresses; joined where the platform keeps picture and sound apart. */
import { AppError } from '../../shared/app-error.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Variant } from '../../shared/model/media.ts';
import { toFilmTags } from '../core/items/film-tags.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import { listLesser } from '../core/items/lesser-files.ts';
import { type MediaFile, toPartPaths } from '../core/items/media-files.ts';
import { goneCodes, isOneOf } from '../core/jobs/file-errors.ts';
import { findFileRule } from '../platforms/file-rules.ts';
import type { PostFiles } from './post-files.ts';
import { attempt, type StepContext, sinkOf } from './step-context.ts';

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

/** One go at it, without new addresses. */
export async function fetchOnce(
  { context, record, cover }: Post,
  { path, expect, variants, sound }: MediaFile,
): Promise<FileRecord> {
  const { job, signal } = context;
  const sink = sinkOf(context);
  const { platform, durationSec } = record.item;
  const fetch = (place: string, kind: MediaFile['expect'], from: readonly Variant[]): Promise<FileRecord> => {
    const urls = from.map(({ url }) => url);
    const rule = findFileRule(platform, kind);
    const isThere = listLesser(record).some((lesser) => lesser.path === place);
    const { maxBytes } = job.options;
    const known = { platform, rule, maxBytes, ...(isThere && { replace: true }) };
    return sink.fetchFile({ ...known, path: place, urls, expect: kind }, signal);
  };
  if (sound.length === 0) return fetch(path, expect, variants);
  const parts = toPartPaths(path);
  const picture = await fetch(parts.video, 'video', variants);
  await fetch(parts.audio, 'audio', sound);
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
export async function dropPartsOf({ context }: Post, { path, sound }: MediaFile): Promise<void> {
  if (sound.length > 0) await sinkOf(context).dropParts(Object.values(toPartPaths(path)), context.signal);
}

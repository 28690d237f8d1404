/**
 * One file of a post through everything that may bring it, the best first: its addresses, yt-dlp, a smaller size where it
 * is larger than is wanted, a lesser file with both tracks.
 */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { LesserFile } from '../../core/items/item-record.ts';
import { withKept, withoutFile } from '../../core/items/lesser-files.ts';
import type { MediaFile } from '../../core/items/media-files.ts';
import { failedCodes, isOfOneFile, isOneOf, unjoinableCodes } from '../../core/jobs/file-errors.ts';
import { attempt } from '../run/attempt.ts';
import { sinkOf } from '../run/step-context.ts';
import { tryFilm } from './ask-yt-dlp.ts';
import { dropPartsOf, fetchByAddress, fetchOnce, type Post } from './fetch-by-address.ts';

interface Saved {
  record: FileRecord;
  /** Less than was wanted, as its record says. */
  isLesser: boolean;
}

/** Whether it is this file's own trouble: the others of its post are tried. */
export const isOwnTrouble = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && isOfOneFile(thrown.code);

async function fetchBest(post: Post, file: MediaFile): Promise<FileRecord> {
  try {
    return await fetchByAddress(post, file);
  } catch (thrown) {
    const isFilm = file.expect === 'video' || file.taken?.from === 'video';
    const canHelp = isFilm && isOneOf(failedCodes, thrown);
    const film = canHelp ? await tryFilm(post) : null;
    if (!film) throw thrown;
    return film;
  }
}

/** A lesser file is better than none, and says that it is one; null where there is none either. */
async function fetchSpare(post: Post, file: MediaFile, { code }: AppError): Promise<FileRecord | null> {
  if (!file.spare) return null;
  if (file.taken && code !== 'media.codec_unfit') return null;
  const whole = { ...file, ...file.spare, sound: [] };
  const what = file.sound.length > 0 && unjoinableCodes.includes(code) ? 'joining' : 'fetching';
  const made = file.taken
    ? `kept as it came, because it could not be made ${file.taken.format}: ${code}`
    : `a lesser file with both tracks, because ${what} the best failed: ${code}`;
  try {
    const record = await attempt(post.context, () => fetchOnce(post, whole));
    return { ...record, made };
  } catch (thrown) {
    if (!isOwnTrouble(thrown)) throw thrown;
    return null;
  }
}

async function fetchAny(post: Post, file: MediaFile): Promise<Saved> {
  try {
    return { record: await fetchBest(post, file), isLesser: false };
  } catch (thrown) {
    if (!isOneOf(failedCodes, thrown)) throw thrown;
    const record = await fetchSpare(post, file, thrown);
    if (!record) throw thrown;
    return { record, isLesser: true };
  }
}

/** Takes the next smaller file in place of one that turns out larger than is wanted; null where there is none. */
async function fetchWithin(post: Post, file: MediaFile): Promise<Saved | null> {
  for (let next: MediaFile | null = file; next; next = post.files.reduce(next)) {
    try {
      return await fetchAny(post, next);
    } catch (thrown) {
      if (!isOneOf(['media.over_limit'], thrown)) throw thrown;
      // The smaller file is made at the same place: what is left there would be taken for it.
      await dropPartsOf(post, next);
    }
  }
  return null;
}

async function keep({ context, record }: Post, file: FileRecord, lesser: LesserFile | null): Promise<void> {
  await context.ports.store.changeItem({
    jobId: context.job.id,
    key: record.key,
    change: (current) => withKept(current, file.path, lesser),
    file,
  });
}

/** Saves a file that the archive does not have; what is larger than is wanted in every size is left out. */
export async function saveFile(post: Post, file: MediaFile): Promise<void> {
  const best = await post.files.enlarge(file);
  const saved = await fetchWithin(post, best);
  if (!saved) return;
  const lack = post.files.describeLack(best);
  const isLesser = lack !== null || saved.isLesser;
  const { record } = saved;
  const lesser = isLesser ? { mediaId: file.mediaId, path: record.path, isDue: false } : null;
  await keep(post, lack === null ? record : { ...record, made: lack }, lesser);
}

async function fetchBetter(post: Post, file: MediaFile): Promise<FileRecord | null> {
  const { files } = post;
  const best = await files.enlarge(file);
  if (files.describeLack(best) !== null) return null;
  try {
    return await fetchBest(post, best);
  } catch (thrown) {
    if (!isOwnTrouble(thrown)) throw thrown;
    return null;
  }
}

/** Puts the better file in the place of a lesser one, which stays until the better is whole and in the library. */
export async function replaceLesser(post: Post, file: MediaFile, lesser: LesserFile): Promise<void> {
  const { context, record } = post;
  const { ports, job } = context;
  const { path } = lesser;
  const at = { jobId: job.id, key: record.key };
  const isReplaced = file.path !== path && record.files.includes(file.path);
  if (!isReplaced) {
    const better = await fetchBetter(post, file);
    if (!better) {
      const tried = { ...lesser, isDue: false };
      return ports.store.changeItem({ ...at, change: (current) => withKept(current, path, tried) });
    }
    await keep(post, better, null);
    if (better.path === path) return;
  }
  await sinkOf(context).remove([path], false);
  await ports.store.changeItem({ ...at, change: (current) => withoutFile(current, path), dropped: path });
}

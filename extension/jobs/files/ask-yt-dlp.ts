/** The film of a post through yt-dlp in the companion, which knows posts, not their files. */
import { AppError, toAppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import { isOfOneFile } from '../../core/jobs/file-errors.ts';
import { findPlatform } from '../../platforms/index.ts';
import { attempt } from '../run/attempt.ts';
import { JobPause } from '../run/job-pause.ts';
import { sinkOf } from '../run/step-context.ts';
import type { Post } from './fetch-by-address.ts';

/** A post that names no file is refused for itself where others do; the companion is missed where none does. */
const toMissing = (platform: Item['platform']): AppError =>
  findPlatform(platform)?.media
    ? new AppError('platform.unavailable', 'The site gives no address of this film.')
    : new AppError('host.missing');

/** Throws JobPause, and AppError: `host.missing` where the archive is written without the companion. */
export async function downloadFilm({ context, record, stem }: Post): Promise<FileRecord> {
  const { job, ports, signal } = context;
  const { downloadVideo } = sinkOf(context);
  if (!downloadVideo) throw toMissing(record.item.platform);
  const { platform, id, url, durationSec } = record.item;
  const { quality, audioFormat, codec, container, maxBytes } = job.options;
  const choice = { quality, audioFormat, codec, container, maxBytes };
  const request = { platform, itemId: id, url, stem, choice, durationSec };
  return attempt(context, () =>
    downloadVideo(
      request,
      (progress) => ports.tell({ type: 'item.progress', jobId: job.id, itemId: id, progress }),
      signal,
    ),
  );
}

const slowCodes: readonly ErrorCode[] = ['platform.rate_limited', 'platform.budget_spent'];

const toCode = (thrown: unknown): ErrorCode =>
  thrown instanceof JobPause && 'error' in thrown.state ? thrown.state.error.code : toAppError(thrown).code;

/**
 * The same as a last resort for a file whose addresses have failed; null where it does not help. What it needs of the
 * user, a login or a newer yt-dlp, does not stop an export that has its other files without it.
 */
export async function tryFilm(post: Post): Promise<FileRecord | null> {
  if (!sinkOf(post.context).downloadVideo || !post.files.hasOneFilm()) return null;
  try {
    return await downloadFilm(post);
  } catch (thrown) {
    const code = toCode(thrown);
    if (post.context.signal.aborted || slowCodes.includes(code) || !isOfOneFile(code)) throw thrown;
    return null;
  }
}

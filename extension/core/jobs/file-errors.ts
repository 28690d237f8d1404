/** What the errors of one file of a post say, and what may help against them. Pure. */
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** An address works no more: the platform gives new ones with the post's details. */
export const goneCodes: readonly ErrorCode[] = ['media.expired', 'platform.not_found'];
/** Two tracks cannot be joined: only another file helps. */
export const unjoinableCodes: readonly ErrorCode[] = [
  'media.codec_unfit',
  'media.unsupported',
  'media.damaged',
  'ffmpeg.failed',
  'ffmpeg.stalled',
  'ffmpeg.memory',
];
/** The best file is not to be had by its addresses: yt-dlp may get it, or there is a lesser one. */
export const failedCodes: readonly ErrorCode[] = [
  ...goneCodes,
  ...unjoinableCodes,
  'media.wrong_type',
  'net.http',
];

/** Whether it is an error with one of these codes. */
export const isOneOf = (codes: readonly ErrorCode[], thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && codes.includes(thrown.code);

/** Whether a code is about one file, and says nothing of the others: no disk, no companion, no bug. */
export const isOfOneFile = (code: ErrorCode): boolean =>
  /^(input|platform|media|net|ytdlp|ffmpeg)\./.test(code);

/** Tells a broken tool or network from a few bad items: many items in a row that fail alike are no coincidence. */
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** So many in a row; fewer would stop an export for a handful of odd videos. */
export const maxStreak = 5;

/**
 * Films are protected, or silent, or of an odd kind, each for itself. One that lies cut on its server does, too; but many in a
 * row were cut on their way, or by the disk.
 */
const itemCodes: readonly ErrorCode[] = [
  'media.drm',
  'media.unsupported',
  'media.codec_unfit',
  'job.cancelled',
];

/** What says nothing about the item itself. What the platform says of an item (`platform.*`) is about that item. */
const isSystemic = (code: ErrorCode): boolean => !code.startsWith('platform.') && !itemCodes.includes(code);

/** Counts failures that follow each other with the same code. */
export function createFailureStreak() {
  let last: ErrorCode | null = null;
  let length = 0;
  return {
    /** True when this failure makes the streak long enough to stop for. */
    fail(code: ErrorCode): boolean {
      length = isSystemic(code) ? (code === last ? length + 1 : 1) : 0;
      last = code;
      return length >= maxStreak;
    },
    succeed(): void {
      last = null;
      length = 0;
    },
  };
}

/** An item as a job keeps it: what was read, and how far its saving got. */
import { z } from 'zod';
import { choiceReasonSchema, leftOutFileSchema, refusalSchema } from '../../../shared/model/archive.ts';
import { itemSchema } from '../../../shared/model/item.ts';
import type { Media } from '../../../shared/model/media.ts';
import { observationSchema } from '../../../shared/model/observation.ts';
import { sourceKindSchema } from '../../../shared/model/source.ts';
import { errorCodeSchema } from '../../../shared/wire-error.ts';

const progressSchema = z.enum(['pending', 'done', 'refused', 'skipped']);

const lesserFileSchema = z.strictObject({ mediaId: z.string(), path: z.string(), isDue: z.boolean() });
export type LesserFile = z.infer<typeof lesserFileSchema>;

export const itemRecordSchema = z.strictObject({
  jobId: z.string(),
  key: z.string(),
  /** Order of first sight, from 0. */
  ordinal: z.number().int().nonnegative(),
  item: itemSchema,
  /** Lists it was seen in. */
  seenIn: z.array(sourceKindSchema),
  /**
   * Why it is not part of the archive though it was seen: kept, so that it is not read again. `true` is for dates, by an
   * older version.
   */
  excluded: z.union([z.boolean(), choiceReasonSchema]),
  /** Only for playlists and albums: the list of what is in them. */
  entries: progressSchema,
  details: progressSchema,
  comments: progressSchema,
  /** Thumbnail and captions. */
  extras: progressSchema,
  video: progressSchema,
  /** Of `extras` that are refused: captions alone were. */
  lacksCaptions: z.boolean().optional(),
  /** Where the reading of its own list goes on: entries of a playlist, comments of a post. */
  cursor: z.string().nullable(),
  refusals: z.array(refusalSchema),
  /** What it was refused with before its last chance: the same again is no sign that anything else is broken. */
  refusedBefore: z.array(errorCodeSchema).optional(),
  /** Paths of its files in the archive. */
  files: z.array(z.string()),
  /** Paths of those that were lost and for which there is no other yet. */
  lost: z.array(z.string()).optional(),
  /** Files that are larger than was wanted. */
  leftOut: z.array(leftOutFileSchema).optional(),
  /** Files that are less than was wanted; of those that are due the better one is asked for. */
  lesser: z.array(lesserFileSchema).optional(),
  /** What was seen of it at other times; absent when nothing has changed since. */
  history: z.array(observationSchema).optional(),
  /** The name that a template gave it, once it has one: a path without its ends, see `item-stems.ts`. */
  stem: z.string().optional(),
});
export type ItemRecord = z.infer<typeof itemRecordSchema>;

const isMedium = (stored: unknown): boolean =>
  typeof stored === 'object' &&
  stored !== null &&
  'id' in stored &&
  typeof stored.id === 'string' &&
  'variants' in stored &&
  Array.isArray(stored.variants);

/**
 * The same as the library gives it back, tens of thousands of times in an export. The addresses of its media are most of
 * it, and were looked at one by one when they came: of those only what would break a loop.
 */
export const storedItemSchema: z.ZodType<ItemRecord> = itemRecordSchema.extend({
  item: itemSchema.extend({
    media: z.custom<Media[]>((stored) => Array.isArray(stored) && stored.every(isMedium)),
  }),
});

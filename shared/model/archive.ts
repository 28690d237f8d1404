/** What an archive says about itself: `manifest.json`. */
import { z } from 'zod';
import { errorCodeSchema } from '../wire-error.ts';
import { jobOptionsSchema } from './job-options.ts';
import { sourceSchema } from './source.ts';

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A path inside an archive: relative, `/` between names. Whether it is safe is checked where files are made. */
export const archivePathSchema = z.string().min(1).max(400);

/** A file that was written, measured and hashed. */
export const fileRecordSchema = z.strictObject({
  path: archivePathSchema,
  bytes: z.number().int().nonnegative(),
  sha256: sha256Schema,
  /** Computed while the bytes came, so that packing need not; not part of a manifest. */
  crc32: z.number().int().nonnegative().optional(),
  /** Where it came from, without query string. */
  source: z.string().optional(),
  /** How it was made, where no server sent it as it is: by what, and why by that. */
  made: z.string().max(500).optional(),
});
export type FileRecord = z.infer<typeof fileRecordSchema>;

/** Something that was asked for and could not be saved. */
export const refusalSchema = z.strictObject({ id: z.string(), code: errorCodeSchema, message: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

/** Why something is not in an archive because it was chosen so. */
export const choiceReasonSchema = z.enum([
  /** Outside the chosen days. */
  'dates',
  'private',
  /** In the archive that this one adds to. */
  'known',
  /** A file, larger than the largest that was wanted. */
  'max_bytes',
  /** A file of a kind that was not wanted. */
  'media_types',
]);
export type ChoiceReason = z.infer<typeof choiceReasonSchema>;

/** A file of an item that was left out by choice. */
export const leftOutFileSchema = z.strictObject({
  /** Id of the item's media, or `video` where only yt-dlp knows its files. */
  mediaId: z.string(),
  reason: z.literal('max_bytes'),
  /** Null when nobody said how large it is. */
  bytes: z.number().int().nonnegative().nullable(),
});
export type LeftOutFile = z.infer<typeof leftOutFileSchema>;

/** The archive that one of only what is new adds to. */
export const baseSchema = z.strictObject({
  jobId: z.string(),
  finishedAt: z.iso.datetime({ offset: true }),
  folder: z.string(),
  /** Posts that are saved in it and in those that it adds to. */
  kept: z.number().int().nonnegative(),
});
export type Base = z.infer<typeof baseSchema>;

export const completenessSchema = z.strictObject({
  /** How many posts the platform says there are; null when it does not say. */
  claimed: z.number().int().nonnegative().nullable(),
  /** False when the platform rounds ("1.2K videos"): then it proves nothing. */
  claimedExact: z.boolean(),
  /** Claimed but never listed: hidden, removed, or missed. 0 when the claim is rounded or absent. */
  notSeen: z.number().int().nonnegative(),
  /** Different items found in the lists, within the chosen dates and number. */
  seen: z.number().int().nonnegative(),
  /** Of these, posts: the others are lists and accounts, which only name some. Missing in archives of older versions. */
  posts: z.number().int().nonnegative().optional(),
  /** Of those seen, saved with all they are made of; comments and captions may be lacking. */
  saved: z.number().int().nonnegative(),
  refused: z.array(refusalSchema),
  /** Of those saved, which have no comments or captions because they were refused. Absent: none. */
  lacking: z
    .array(z.strictObject({ id: z.string(), what: z.array(z.enum(['comments', 'captions'])) }))
    .optional(),
  /** Posts of which pictures or videos were to be had only in lesser quality than was wanted, and how many. Absent: none. */
  reduced: z
    .array(
      z.strictObject({
        id: z.string(),
        pictures: z.number().int().nonnegative(),
        videos: z.number().int().nonnegative(),
      }),
    )
    .optional(),
  /** Unknown renderers met while reading, by name: data that may be missing. */
  unknown: z.record(z.string(), z.number().int().positive()),
  /** What is missing by choice: posts, and for `max_bytes` and `media_types` files. */
  leftOut: z.partialRecord(choiceReasonSchema, z.number().int().positive()).optional(),
  /** Posts that were taken though days were chosen, because theirs is not known. Absent: none. */
  undated: z.number().int().positive().optional(),
  /** Seen by an earlier complete export and listed no more; null when not everything was looked through. */
  vanished: z
    .array(z.strictObject({ id: z.string(), title: z.string() }))
    .nullable()
    .optional(),
});
export type Completeness = z.infer<typeof completenessSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal('star-export-archive'),
  formatVersion: z.literal(1),
  job: z.strictObject({
    id: z.string(),
    startedAt: z.iso.datetime({ offset: true }),
    finishedAt: z.iso.datetime({ offset: true }),
    options: jobOptionsSchema,
    /** Set when this archive holds only what is new since another. */
    base: baseSchema.optional(),
  }),
  source: sourceSchema,
  versions: z.record(z.string(), z.string()),
  completeness: completenessSchema,
  /** The ZIPs that it came in, where they were several; parts.json says what is in which. */
  parts: z.array(z.strictObject({ name: z.string(), files: z.number().int().nonnegative() })).optional(),
  /**
   * Which items this export has saved, and of which others it knows more than a name, by the keys of `toItemKey`: by them it
   * is known what would be lost if another one took its place. Missing in archives of older versions.
   */
  items: z
    .strictObject({
      saved: z.array(z.string()),
      others: z.array(z.string()),
      /** Of which it knows a name alone. Missing in archives of older versions, which have these among the others. */
      named: z.array(z.string()).optional(),
    })
    .optional(),
  /** Every file but manifest.json and manifest-sha256.txt, sorted by path. */
  files: z.array(fileRecordSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What an archive says about itself: `manifest.json`. */
import { z } from 'zod';
import { errorCodeSchema } from '../errors.ts';
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

export const completenessSchema = z.strictObject({
  /** How many posts the platform says there are; null when it does not say. */
  claimed: z.number().int().nonnegative().nullable(),
  /** False when the platform rounds ("1.2K videos"): then it proves nothing. */
  claimedExact: z.boolean(),
  /** Claimed but never listed: hidden, removed, or missed. 0 when the claim is rounded or absent. */
  notSeen: z.number().int().nonnegative(),
  /** Different items found in the lists, within the chosen dates and number. */
  seen: z.number().int().nonnegative(),
  /** Of these, saved with everything that was asked for. */
  saved: z.number().int().nonnegative(),
  refused: z.array(refusalSchema),
  /** Unknown renderers met while reading, by name: data that may be missing. */
  unknown: z.record(z.string(), z.number().int().positive()),
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
  }),
  source: sourceSchema,
  versions: z.record(z.string(), z.string()),
  completeness: completenessSchema,
  /** Every file but manifest.json and manifest-sha256.txt, sorted by path. */
  files: z.array(fileRecordSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A job is one export: a record that survives the service worker, the tab and the browser. */
import { z } from 'zod';
import { wireErrorSchema } from '../wire-error.ts';
import { baseSchema, completenessSchema } from './archive.ts';
import { jobOptionsSchema, pickedPlaceSchema } from './job-options.ts';
import { savedFileSchema } from './saved-file.ts';
import { sourceRefSchema, sourceSchema } from './source.ts';

const instantSchema = z.iso.datetime({ offset: true });

const jobStateSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('queued') }),
  z.strictObject({ status: z.literal('running') }),
  /** Goes on by itself at `until`, for example after a 429. */
  z.strictObject({ status: z.literal('waiting'), until: instantSchema, error: wireErrorSchema }),
  /** Needs the user: log in, install something, free the disk. Goes on when they press Resume. */
  z.strictObject({ status: z.literal('blocked'), error: wireErrorSchema }),
  /** Everything asked for is there and was checked, or is listed as refused. */
  z.strictObject({ status: z.literal('done') }),
  z.strictObject({ status: z.literal('failed'), error: wireErrorSchema }),
  z.strictObject({ status: z.literal('cancelled') }),
]);
export type JobState = z.infer<typeof jobStateSchema>;

/** Who writes the archive: the companion into its folder, or the browser into ZIPs or a folder that the user picked. */
const archiveTargetSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('host'), folder: z.string(), path: z.string() }),
  z.strictObject({
    by: z.literal('browser'),
    folder: z.string(),
    /** Id of the browser's download, once the (first) ZIP was handed over. */
    downloadId: z.number().int().nullable(),
    /** Where the user wants it; absent: among the downloads. */
    place: pickedPlaceSchema.optional(),
    /** ZIPs that are among the downloads or on their way there, each noted before it is handed over. */
    zips: z.array(savedFileSchema).optional(),
    /** The browser's own storage holds nothing of it any more. */
    isDelivered: z.boolean().optional(),
  }),
]);
export type ArchiveTarget = z.infer<typeof archiveTargetSchema>;

export const jobSchema = z.strictObject({
  id: z.string().min(1),
  ref: sourceRefSchema,
  /** Null until the platform was asked. */
  source: sourceSchema.nullable(),
  options: jobOptionsSchema,
  state: jobStateSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  /** Pauses in a row without progress between them; the next pause is longer. */
  waits: z.number().int().nonnegative(),
  /** Pauses in a row because the browser had no connection, which are none of those; missing: none. */
  offlineWaits: z.number().int().nonnegative().optional(),
  target: archiveTargetSchema.nullable(),
  /** A hash of the account that the pages are read as; missing until one is seen, and in jobs of older versions. */
  persona: z.string().optional(),
  /** The export that this one adds to; null when it holds everything, and missing in jobs of older versions. */
  base: baseSchema.nullable().optional(),
  /** Why the export is smaller than what was asked for, such as `host.missing`. */
  notices: z.array(wireErrorSchema),
  counts: z.strictObject({
    seen: z.number().int().nonnegative(),
    saved: z.number().int().nonnegative(),
    refused: z.number().int().nonnegative(),
    files: z.number().int().nonnegative(),
    bytes: z.number().nonnegative(),
  }),
  completeness: completenessSchema.nullable(),
  /** Of the extension, the companion and its tools, as they were when the archive was opened. */
  versions: z.record(z.string(), z.string()),
});
export type Job = z.infer<typeof jobSchema>;

const stepKindSchema = z.enum([
  'resolve',
  'collect',
  /** Reads the entries of the playlists that were collected. */
  'entries',
  'details',
  'comments',
  'fetch',
  'download',
  'pack',
  'verify',
]);
export type StepKind = z.infer<typeof stepKindSchema>;

export const stepSchema = z.strictObject({
  jobId: z.string(),
  /** Order in which steps run, from 0. */
  index: z.number().int().nonnegative(),
  kind: stepKindSchema,
  status: z.enum(['pending', 'running', 'done', 'skipped', 'failed']),
  /** The list a `collect` step walks. */
  part: sourceRefSchema.nullable(),
  /** Where a `collect` step goes on; null before its first page. */
  cursor: z.string().nullable(),
  /** Pages asked for so far; 0 means the first page is still to come. */
  pages: z.number().int().nonnegative(),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative().nullable(),
  error: wireErrorSchema.nullable(),
  /** True for a list that was left before its end: nothing more was wanted, or could be new. */
  endedEarly: z.boolean().optional(),
  /** For a list that was begun anew because the place where it was left had ended: its pages until there. */
  pagesBefore: z.number().int().nonnegative().optional(),
});
export type Step = z.infer<typeof stepSchema>;

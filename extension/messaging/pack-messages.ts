/** To the offscreen document: packing a job's files into ZIPs, or moving them to the folder that the user picked. */
import { z } from 'zod';
import { fileRecordSchema } from '../../shared/model/archive.ts';
import { jobOptionsSchema } from '../../shared/model/job-options.ts';
import { sourceSchema } from '../../shared/model/source.ts';

const countSchema = z.number().int().nonnegative();
const bytesSchema = z.number().int().nonnegative();
const placedSchema = { jobId: z.string(), placeId: z.string(), folder: z.string() };

export const packRequests = [
  /** Begins a ZIP; one that was begun before is given up. */
  z.strictObject({
    verb: z.literal('zip.open'),
    jobId: z.string(),
    /** Time of every entry, so that equal files make an equal ZIP. */
    at: z.iso.datetime({ offset: true }),
    /** Bytes that must be free. */
    needBytes: bytesSchema,
    /** The picked file; null: the browser's own storage. */
    placeId: z.string().nullable(),
  }),
  z.strictObject({
    verb: z.literal('zip.add'),
    jobId: z.string(),
    /** Name of the folder inside the ZIP. */
    folder: z.string(),
    files: z.array(
      z.strictObject({ path: z.string(), bytes: bytesSchema, crc32: z.number().int().nullable() }),
    ),
  }),
  /** Ends the ZIP, reads it back, and gives an object URL where it lies in the browser's own storage. */
  z.strictObject({ verb: z.literal('zip.close'), jobId: z.string() }),
  /** Forgets the ZIP and its object URL. */
  z.strictObject({ verb: z.literal('zip.drop'), jobId: z.string() }),
  /** Finds the folder of an archive of this source in the picked one, or makes one. */
  z.strictObject({
    verb: z.literal('place.open'),
    jobId: z.string(),
    placeId: z.string(),
    name: z.string(),
    owner: z.strictObject({ platform: z.string(), kind: z.string(), id: z.string() }),
  }),
  /** What the manifest that lies there by now lists. */
  z.strictObject({ verb: z.literal('place.list'), ...placedSchema }),
  /** Moves files to their place. */
  z.strictObject({ verb: z.literal('place.put'), ...placedSchema, files: z.array(fileRecordSchema) }),
  /** Checks files wherever they lie. */
  z.strictObject({ verb: z.literal('place.verify'), ...placedSchema, files: z.array(fileRecordSchema) }),
  z.strictObject({ verb: z.literal('place.close'), ...placedSchema }),
  /** What is in the picked file; the job's manifest is compared with it, where there is one. */
  z.strictObject({
    verb: z.literal('place.look'),
    placeId: z.string(),
    /** Null before the job was packed. */
    jobId: z.string().nullable(),
  }),
] as const;

const packRequestSchema = z.discriminatedUnion('verb', packRequests);
export type PackRequest = z.infer<typeof packRequestSchema>;

export const packReplies = [
  z.strictObject({ zipUrl: z.url().nullable(), zipBytes: bytesSchema }),
  z.strictObject({ folder: z.string() }),
  z.strictObject({ placed: z.array(fileRecordSchema) }),
  /** `head` is null for what is no archive; `losses` for one that has nothing more than the job. */
  z.strictObject({
    isEmpty: z.boolean(),
    head: z.strictObject({ jobId: z.string(), source: sourceSchema, options: jobOptionsSchema }).nullable(),
    losses: z
      .strictObject({ items: countSchema, files: countSchema, comments: countSchema, lesser: countSchema })
      .nullable(),
  }),
  z.strictObject({ kept: bytesSchema }),
] as const;

/** Commands that make, check and show an archive. */
import { z } from 'zod';
import { archivePathSchema, fileRecordSchema, refusalSchema, sha256Schema } from '../model/archive.ts';
import { platformIdSchema } from '../model/source.ts';
import { cookieSchema, fileRefSchema, fileRuleSchema, folderSchema, none } from './parts.ts';

export const archiveCommands = {
  /** Makes the archive's folder, or finds it again for the same job; another job's folder is never reused. */
  'open-archive': {
    request: z.strictObject({ jobId: z.string().min(1).max(64), name: folderSchema }),
    event: none,
    response: z.strictObject({ folder: folderSchema, path: z.string() }),
  },
  /**
   * Writes one text file of the archive in chunks: offset 0 starts it, `last` checks, hashes and renames it.
   * `record` is null until then. A chunk whose offset is not where the file ends is refused.
   */
  'write-file': {
    request: z.strictObject({
      folder: folderSchema,
      path: archivePathSchema,
      /** Bytes written before this chunk. */
      offset: z.number().int().nonnegative(),
      /** At most 256 Ki UTF-16 units, so that a frame stays under 1 MiB. */
      text: z.string().max(256 * 1024),
      last: z.boolean(),
    }),
    event: none,
    response: z.strictObject({ bytes: z.number().int().nonnegative(), record: fileRecordSchema.nullable() }),
  },
  /** Fetches one file of a platform into the archive. A file that is there already is only measured again, unless it is to be replaced. */
  fetch: {
    request: z.strictObject({
      folder: folderSchema,
      platform: platformIdSchema,
      path: archivePathSchema,
      /** Tried in order, see `tryAddresses`. */
      urls: z.array(z.url()).min(1).max(8),
      /** Checked by the first bytes. Images and subtitles may have 64 MiB, the others any size. */
      expect: z.enum(['image', 'subtitle', 'video', 'audio']),
      /** What the platform says, to check the file against. */
      bytes: z.number().int().positive().nullable().default(null),
      sha256: sha256Schema.nullable().default(null),
      /** What the site serves of its kind; anything else is refused. Null: not known. */
      rule: fileRuleSchema.nullable().default(null),
      /** A longer file is refused with `media.over_limit`, before it is fetched where the server says its length. */
      maxBytes: z.number().int().positive().nullable().default(null),
      /** A file that is there gives way once the new one is whole. */
      replace: z.boolean().optional(),
      /** Sent to the platform's hosts only. */
      referer: z.url().max(2000).nullable().default(null),
      /** Each is sent where a browser would send it. */
      cookies: z.array(cookieSchema).default([]),
      userAgent: z.string().max(500).nullable().default(null),
      /** How many connections may work on one file at once; null: up to four, as many as help. */
      connections: z.number().int().min(1).max(16).nullable().default(null),
    }),
    event: z.strictObject({
      bytes: z.number().int().nonnegative(),
      /** Null until the server says how long the file is. */
      totalBytes: z.number().int().nonnegative().nullable(),
      bytesPerSec: z.number().nonnegative().nullable(),
    }),
    response: z.strictObject({ record: fileRecordSchema }),
  },
  /** Removes files that others were made of. Only those below `parts/`, which is never a part of an archive; what is not there is fine. */
  'drop-parts': {
    request: z.strictObject({
      folder: folderSchema,
      paths: z.array(archivePathSchema.startsWith('parts/')).max(100),
    }),
    event: none,
    response: z.strictObject({}),
  },
  /** Checks a folder against its manifest: every length and hash, missing and extra files. */
  verify: {
    request: z.strictObject({ folder: folderSchema }),
    event: z.strictObject({ checked: z.number().int(), total: z.number().int() }),
    response: z.strictObject({ checked: z.number().int(), problems: z.array(refusalSchema) }),
  },
  /** Packs a finished folder into one ZIP beside it, or into several of at most `partBytes` each. */
  zip: {
    request: z.strictObject({
      folder: folderSchema,
      partBytes: z
        .number()
        .int()
        .min(1024 * 1024)
        .nullable()
        .default(null),
    }),
    event: z.strictObject({ packed: z.number().int(), total: z.number().int() }),
    /** The first ZIP, and the bytes of all of them. */
    response: z.strictObject({ path: z.string(), bytes: z.number().int() }),
  },
  /** Removes files of a job's archive; `whole`: also its work files and the folders that are empty then. */
  'remove-files': {
    request: z.strictObject({
      folder: folderSchema,
      jobId: z.string().min(1).max(64),
      paths: z.array(archivePathSchema).max(1000),
      whole: z.boolean(),
    }),
    event: none,
    /** How many files lie in the folder still. */
    response: z.strictObject({ left: z.number().int().nonnegative() }),
  },
  /** Shows an archive's folder, or a file, in the system's file manager. */
  reveal: {
    request: z.union([z.strictObject({ folder: folderSchema }), z.strictObject({ file: fileRefSchema })]),
    event: none,
    response: z.strictObject({ path: z.string() }),
  },
} as const;

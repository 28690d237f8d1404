/** Every command of the companion: what it takes, what it tells while it runs, what it returns. */
import { z } from 'zod';
import { wireErrorSchema } from '../errors.ts';
import { archivePathSchema, fileRecordSchema, refusalSchema } from '../model/archive.ts';
import { qualitySchema } from '../model/job-options.ts';
import { platformIdSchema } from '../model/source.ts';

/** Name of an archive's folder, directly under the export root; made by `open-archive`. */
const folderSchema = z.string().min(1).max(200);

/** A cookie as the browser holds it. Only those of the job's platform are ever sent. */
export const cookieSchema = z.strictObject({
  name: z.string(),
  value: z.string(),
  domain: z.string(),
  path: z.string(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  hostOnly: z.boolean(),
  /** Epoch seconds; null for a session cookie. */
  expiresAt: z.number().nullable(),
});
export type Cookie = z.infer<typeof cookieSchema>;

const toolSchema = z.strictObject({ path: z.string(), version: z.string() }).nullable();

export const downloadProgressSchema = z.strictObject({
  stage: z.enum(['starting', 'downloading', 'merging', 'checking']),
  /** Of the file being fetched; null until the server says how long it is. */
  percent: z.number().min(0).max(100).nullable(),
  bytes: z.number().nonnegative(),
  totalBytes: z.number().nonnegative().nullable(),
  bytesPerSec: z.number().nonnegative().nullable(),
  etaSec: z.number().nonnegative().nullable(),
});
export type DownloadProgress = z.infer<typeof downloadProgressSchema>;

const none = z.never();

export const commands = {
  /** Who is there: versions, tools, root folder, free space. */
  hello: {
    request: z.strictObject({ protocol: z.number().int(), client: z.string() }),
    event: none,
    response: z.strictObject({
      protocol: z.number().int(),
      version: z.string(),
      node: z.string(),
      system: z.string(),
      commands: z.array(z.string()),
      /** Absolute path under which archives are made. */
      root: z.string(),
      freeBytes: z.number().nonnegative(),
      ytDlp: toolSchema,
      ffmpeg: toolSchema,
      /** Why a tool is null: it is not there, does not run, or is refused as too old. */
      toolErrors: z.array(wireErrorSchema),
    }),
  },
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
  /** Fetches one small file (image, captions) of a platform into the archive. */
  fetch: {
    request: z.strictObject({
      folder: folderSchema,
      platform: platformIdSchema,
      path: archivePathSchema,
      /** Tried in order; the next one only when a server says 404. */
      urls: z.array(z.url()).min(1).max(8),
      expect: z.enum(['image', 'subtitle']),
    }),
    event: none,
    response: z.strictObject({ record: fileRecordSchema }),
  },
  /** Downloads one video with yt-dlp, merges, checks and hashes it. A stem that already has its file is only checked. */
  download: {
    request: z.strictObject({
      folder: folderSchema,
      platform: platformIdSchema,
      itemId: z.string().min(1).max(128),
      url: z.url(),
      /** Path without extension, such as `media/videos/youtube/2026-01-31_dQw4w9WgXcQ`. */
      stem: archivePathSchema,
      quality: qualitySchema,
      /** What the platform says, to check the file against; null when unknown. */
      durationSec: z.number().nonnegative().nullable(),
      cookies: z.array(cookieSchema),
      userAgent: z.string().max(500).nullable(),
    }),
    event: downloadProgressSchema,
    response: z.strictObject({
      record: fileRecordSchema,
      durationSec: z.number().nonnegative(),
      width: z.number().int().nullable(),
      height: z.number().int().nullable(),
      videoCodec: z.string().nullable(),
      audioCodec: z.string().nullable(),
    }),
  },
  /** Stops a running command; what it had so far is kept for a later resume. */
  cancel: {
    request: z.strictObject({ target: z.string() }),
    event: none,
    response: z.strictObject({ cancelled: z.boolean() }),
  },
  /** Checks a folder against its manifest: every length and hash, missing and extra files. */
  verify: {
    request: z.strictObject({ folder: folderSchema }),
    event: z.strictObject({ checked: z.number().int(), total: z.number().int() }),
    response: z.strictObject({ checked: z.number().int(), problems: z.array(refusalSchema) }),
  },
  /** Packs a finished folder into one ZIP beside it. */
  zip: {
    request: z.strictObject({ folder: folderSchema }),
    event: z.strictObject({ packed: z.number().int(), total: z.number().int() }),
    response: z.strictObject({ path: z.string(), bytes: z.number().int() }),
  },
  /** Shows an archive in the system's file manager. */
  reveal: {
    request: z.strictObject({ folder: folderSchema }),
    event: none,
    response: z.strictObject({ path: z.string() }),
  },
} as const;

export type CommandName = keyof typeof commands;
export type CommandRequest<Name extends CommandName> = z.infer<(typeof commands)[Name]['request']>;
export type CommandEvent<Name extends CommandName> = z.infer<(typeof commands)[Name]['event']>;
export type CommandResponse<Name extends CommandName> = z.infer<(typeof commands)[Name]['response']>;

/** Whether the companion has a command of this name. */
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

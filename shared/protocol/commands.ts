/** Every command of the companion: what it takes, what it tells while it runs, what it returns. */
import { z } from 'zod';
import { archivePathSchema, fileRecordSchema } from '../model/archive.ts';
import { qualitySchema } from '../model/job-options.ts';
import { platformIdSchema } from '../model/source.ts';
import { archiveCommands } from './archive-commands.ts';
import { companionCommands } from './companion-commands.ts';
import { cookieSchema, folderSchema, none } from './parts.ts';

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

export const commands = {
  ...companionCommands,
  ...archiveCommands,
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
} as const;

export type CommandName = keyof typeof commands;
export type CommandRequest<Name extends CommandName> = z.infer<(typeof commands)[Name]['request']>;
export type CommandEvent<Name extends CommandName> = z.infer<(typeof commands)[Name]['event']>;
export type CommandResponse<Name extends CommandName> = z.infer<(typeof commands)[Name]['response']>;

/** Whether the companion has a command of this name. */
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

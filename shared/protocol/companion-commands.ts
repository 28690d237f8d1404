/** Commands about the companion itself. */
import { z } from 'zod';
import { wireErrorSchema } from '../wire-error.ts';
import { none } from './parts.ts';

const toolSchema = z.strictObject({ path: z.string(), version: z.string() }).nullable();

/** What a folder is for. */
const folderPurposeSchema = z.enum(['archives', 'downloads']);
export type FolderPurpose = z.infer<typeof folderPurposeSchema>;

/** The official release of GitHub, or the same code from the Python package index. */
export const updateSourceSchema = z.enum(['release', 'pip']);
export type UpdateSource = z.infer<typeof updateSourceSchema>;

const updateRequestSchema = z.strictObject({
  /** `check` changes nothing; `rollback` goes back to the one before. */
  action: z.enum(['check', 'install', 'rollback']),
  /** Null: the release, or pip where GitHub cannot be reached. */
  from: updateSourceSchema.nullable(),
});
export type UpdateRequest = z.infer<typeof updateRequestSchema>;

const updateProgressSchema = z.strictObject({
  stage: z.enum(['looking', 'fetching', 'installing', 'checking']),
  percent: z.number().min(0).max(100).nullable(),
});
export type UpdateProgress = z.infer<typeof updateProgressSchema>;

const updateOutcomeSchema = z.strictObject({
  /** In use now; null: there is none, or it does not run. */
  version: z.string().nullable(),
  path: z.string().nullable(),
  /** What can be had; null when it was not asked for. */
  newest: z.string().nullable(),
  from: updateSourceSchema.nullable(),
  changed: z.boolean(),
  /** Published holes of the one in use, by number. */
  holes: z.array(z.string()),
  canRollBack: z.boolean(),
});
export type UpdateOutcome = z.infer<typeof updateOutcomeSchema>;

export const companionCommands = {
  /** Who is there: versions, tools, root folder, free space. */
  hello: {
    request: z.strictObject({
      /** The newest that the extension speaks. */
      protocol: z.number().int(),
      /** The oldest; absent: no other. */
      oldest: z.number().int().optional(),
      client: z.string(),
    }),
    event: none,
    response: z.strictObject({
      /** The newest that both speak. */
      protocol: z.number().int(),
      version: z.string(),
      node: z.string(),
      system: z.string(),
      commands: z.array(z.string()),
      /** Absolute path under which archives are made. */
      root: z.string(),
      /** Absolute path under which other downloads are put. */
      downloads: z.string(),
      freeBytes: z.number().nonnegative(),
      ytDlp: toolSchema,
      ffmpeg: toolSchema,
      /** Why a tool is null: it is not there, does not run, or is refused as too old. */
      toolErrors: z.array(wireErrorSchema),
    }),
  },
  /** Shows the system's window for picking a folder, and uses from then on what the person chose in it. */
  'choose-folder': {
    request: z.strictObject({ purpose: folderPurposeSchema }),
    event: none,
    response: z.strictObject({
      /** Absolute, to be shown; null when the window was closed. */
      path: z.string().nullable(),
    }),
  },
  /** Installs yt-dlp for the companion alone, or brings it up to date; the one before is kept. */
  update: { request: updateRequestSchema, event: updateProgressSchema, response: updateOutcomeSchema },
} as const;

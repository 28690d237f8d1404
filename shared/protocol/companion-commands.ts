/** Commands about the companion itself. */
import { z } from 'zod';
import { wireErrorSchema } from '../errors.ts';
import { none } from './parts.ts';

const toolSchema = z.strictObject({ path: z.string(), version: z.string() }).nullable();

/** What a folder is for. */
export const folderPurposeSchema = z.enum(['archives', 'downloads']);
export type FolderPurpose = z.infer<typeof folderPurposeSchema>;

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
} as const;

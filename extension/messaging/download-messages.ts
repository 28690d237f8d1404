/** Messages about downloads, to the background from popup and dashboard. */
import { z } from 'zod';
import {
  downloadChoiceSchema,
  downloadCommands,
  downloadIdSchema,
  preferenceSchema,
} from '../../shared/protocol/download-commands.ts';

const nothing = z.strictObject({});
const one = z.strictObject({ downloadId: downloadIdSchema });

/** A video of a page, with what the page's description said of it. */
const wishSchema = z.strictObject({
  url: z.url(),
  entry: z.number().int().positive().nullable(),
  title: z.string(),
  author: z.string().nullable(),
  durationSec: z.number().nonnegative().nullable(),
});

export const downloadMessages = {
  /** What a page holds; of a playlist the entries from `from` on. Asked twice in a row, the site is asked once. */
  'download.describe': {
    request: z.strictObject({
      url: z.url(),
      from: z.number().int().positive(),
      /** On a site that is no platform: lend the companion its cookies. */
      withLogin: z.boolean(),
      /** What the presets are to be told for. */
      prefer: preferenceSchema,
    }),
    response: z.strictObject({ video: downloadCommands.info.response }),
  },
  /** Puts downloads into the queue; popup, dashboard and right-click menu all come here. */
  'download.start': {
    request: z.strictObject({
      wishes: z.array(wishSchema).min(1).max(10_000),
      choice: downloadChoiceSchema,
      /** Name of the files in yt-dlp's grammar; null for the usual one. */
      template: z.string().min(1).max(300).nullable(),
      withLogin: z.boolean(),
    }),
    response: z.strictObject({ downloadIds: z.array(downloadIdSchema) }),
  },
  'download.pause': { request: one, response: nothing },
  /** Takes up one that stands still, failed or was cancelled; what arrived before is used again. */
  'download.resume': { request: one, response: nothing },
  'download.cancel': {
    request: z.strictObject({
      downloadId: downloadIdSchema,
      /** Also remove what arrived so far. */
      discard: z.boolean(),
    }),
    response: nothing,
  },
  /** Takes downloads that have ended out of the history; finished files stay. */
  'download.remove': {
    request: z.strictObject({ downloadIds: z.array(downloadIdSchema).min(1) }),
    response: nothing,
  },
  /** Shows the file of a finished one in the system's file manager. */
  'download.reveal': { request: one, response: nothing },
} as const;

export type DownloadMessage = keyof typeof downloadMessages;

/** See `DownloadNews` in core/downloads/download-record.ts. */
export const downloadNewsSchemas = [
  z.strictObject({ type: z.literal('download.changed'), downloadId: downloadIdSchema }),
  z.strictObject({
    type: z.literal('download.progress'),
    downloadId: downloadIdSchema,
    progress: downloadCommands.download.event,
  }),
] as const;

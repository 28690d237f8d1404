/** What the library keeps of downloads. Apart from its rules, which screens use without zod. */
import { z } from 'zod';
import { fileRecordSchema } from '../../../shared/model/archive.ts';
import { savedFileSchema } from '../../../shared/model/saved-file.ts';
import {
  downloadChoiceSchema,
  downloadProgressSchema,
  savedSchema,
} from '../../../shared/protocol/download-commands.ts';
import { errorCodeSchema, wireErrorSchema } from '../../../shared/wire-error.ts';

/** What a saved file lacks because the server refused it. */
const gapsSchema = z.strictObject({
  segments: z.number(),
  /** Of the film, wherever picture or sound is missing. */
  sec: z.number(),
  captions: z.array(
    z.strictObject({ language: z.string().nullable(), name: z.string().nullable(), code: errorCodeSchema }),
  ),
});
export type DownloadGaps = z.infer<typeof gapsSchema>;

/** What may be left undone: what only the companion does, a kind of file that does not hold the tracks, more of the film. */
const companionOptionSchema = z.enum([
  'sections',
  'thumbnail',
  'metadata',
  'chapters',
  'skipKnown',
  'audioFormat',
  'container',
  'captions',
  'sounds',
  'innerCaptions',
]);
export type CompanionOption = z.infer<typeof companionOptionSchema>;

/** What was saved of a page, by the companion or by the browser alone. */
const savedDownloadSchema = savedSchema.extend({
  /** Of the browser's own downloads, where it saved the file by itself. */
  browserId: z.number().int().optional(),
  /** Absent: nothing is missing. */
  gaps: gapsSchema.optional(),
  /** What was asked for and not done, for want of the companion. Absent: nothing. */
  left: z.array(companionOptionSchema).optional(),
});
export type SavedDownload = z.infer<typeof savedDownloadSchema>;

/** What the browser by itself has made of a page: a file and those beside it, ready in its own storage. */
export const madeMediaSchema = z.strictObject({
  record: fileRecordSchema,
  extras: z.array(fileRecordSchema),
  title: z.string(),
  durationSec: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  gaps: gapsSchema.nullable(),
  left: z.array(companionOptionSchema),
});
export type MadeMedia = z.infer<typeof madeMediaSchema>;

/** How far the browser is with what it made, so that after a restart nothing is made or saved twice. */
const deliverySchema = z.strictObject({
  made: madeMediaSchema,
  /** Those that are among the downloads or on their way there, each noted before it is handed over. */
  files: z.array(savedFileSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Where a download is. Which state may follow which is in download-state.ts. */
const downloadStateSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('queued') }),
  z.strictObject({ status: z.literal('running') }),
  /** By the user; goes on when they say so. `progress` is the last that was heard. */
  z.strictObject({ status: z.literal('paused'), progress: downloadProgressSchema.nullable() }),
  /** By something else. Goes on by itself at `retryAt`, or when the user says so where that is null. */
  z.strictObject({
    status: z.literal('interrupted'),
    error: wireErrorSchema,
    retryAt: z.string().nullable(),
  }),
  z.strictObject({ status: z.literal('finished'), saved: savedDownloadSchema }),
  z.strictObject({ status: z.literal('failed'), error: wireErrorSchema }),
  /** `leaving`: the companion was not yet told to remove its part files. */
  z.strictObject({ status: z.literal('cancelled'), parts: z.enum(['kept', 'leaving', 'gone']) }),
]);
export type DownloadState = z.infer<typeof downloadStateSchema>;

/** One video on its way, or one that arrived. */
export const downloadRecordSchema = z.strictObject({
  /** Chosen here, and known to the companion as `downloadId`. */
  id: z.string(),
  /** Rises with every download: order of the queue, and of the history backwards. */
  place: z.number().int(),
  url: z.string(),
  /** Which of the page's videos, from 1, when they have no pages of their own. */
  entry: z.number().int().positive().nullable(),
  /** The address until somebody knows better. */
  title: z.string(),
  author: z.string().nullable(),
  durationSec: z.number().nullable(),
  choice: downloadChoiceSchema,
  /** Name of the file in yt-dlp's grammar; null for the usual one. */
  template: z.string().nullable(),
  /** On a site that is no platform: lend the companion its cookies. Platforms always do. */
  withLogin: z.boolean(),
  state: downloadStateSchema,
  /** Whether the companion was ever asked for it, so that it may hold part files. */
  begun: z.boolean(),
  /** Runs in which the companion may have begun with it. Absent: they were not counted yet. */
  companionRuns: z.number().int().nonnegative().optional(),
  /** Interruptions in a row without a byte between them. */
  losses: z.number().int().nonnegative(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Of one that the browser runs by itself, while it can go on there; null or missing: nothing is made yet. */
  delivery: deliverySchema.nullable().optional(),
});
export type DownloadRecord = z.infer<typeof downloadRecordSchema>;

/** Messages between the extension's own contexts. Same grammar as commands and codes: `noun.verb`. */
import { z } from 'zod';
import { fileRecordSchema, refusalSchema } from '../../shared/model/archive.ts';
import { jobOptionsSchema } from '../../shared/model/job-options.ts';
import { audioFormats } from '../../shared/model/quality.ts';
import { sourceRefSchema, sourceSchema } from '../../shared/model/source.ts';
import { commands } from '../../shared/protocol/commands.ts';
import { fileRuleSchema } from '../../shared/protocol/parts.ts';
import { wireErrorSchema } from '../../shared/wire-error.ts';
import { filmTagsSchema } from '../core/items/film-tags.ts';
import { collectorRequestSchema } from '../core/pages/page-read.ts';
import { accountMessages } from './account-messages.ts';
import { downloadMessages, downloadNewsSchemas } from './download-messages.ts';
import { mediaReplies, mediaRequests } from './media-messages.ts';
import { packReplies, packRequests } from './pack-messages.ts';

const jobIdSchema = z.strictObject({ jobId: z.string() });
const nothing = z.strictObject({});

/** To the background, from popup, dashboard and page buttons. */
export const backgroundMessages = {
  /** What is this page, and how much is there? Asked of the tab when it has the page open; never asks the platform twice for one URL. */
  'source.describe': {
    request: z.strictObject({ ref: sourceRefSchema, tabId: z.number().int().nullable() }),
    response: z.strictObject({ source: sourceSchema }),
  },
  /** Popup, page button and context menu all start a job through this. A second start of a source with the same choice returns the first one's id while that is under way. */
  'job.start': {
    request: z.strictObject({
      ref: sourceRefSchema,
      /** Null: the user's saved choice. */
      options: jobOptionsSchema.nullable(),
    }),
    response: jobIdSchema,
  },
  'job.cancel': { request: jobIdSchema, response: nothing },
  /** Takes up a blocked, waiting, failed or cancelled job where it stopped. */
  'job.resume': { request: jobIdSchema, response: nothing },
  /** Forgets a finished job; its archive stays, unless its files are wanted gone too. */
  'job.remove': {
    request: z.strictObject({ jobId: z.string(), withFiles: z.boolean() }),
    response: nothing,
  },
  /** Fetches again what is damaged or missing (`lost`), or all but what is there (`kept`). */
  'job.repair': {
    request: z.strictObject({
      jobId: z.string(),
      kind: z.enum(['lost', 'kept']),
      paths: z.array(z.string()),
    }),
    response: nothing,
  },
  /** Checks the archive that lies in the companion's folder. */
  'archive.verify': {
    request: jobIdSchema,
    response: z.strictObject({ checked: z.number().int(), problems: z.array(refusalSchema) }),
  },
  'companion.status': { request: nothing, response: commands.hello.response },
  /** Shows the archive of a job: folder by the companion, ZIP by the browser. */
  'archive.reveal': { request: jobIdSchema, response: nothing },
  /** Opens the dashboard where a hash leads (see ui/dashboard-route.ts); an empty one is its start. */
  'dashboard.open': { request: z.strictObject({ hash: z.string() }), response: nothing },
  ...downloadMessages,
  ...accountMessages,
} as const;

export type BackgroundMessage = keyof typeof backgroundMessages;
export type RequestOf<Name extends BackgroundMessage> = z.input<(typeof backgroundMessages)[Name]['request']>;
export type ResponseOf<Name extends BackgroundMessage> = z.infer<
  (typeof backgroundMessages)[Name]['response']
>;

/** To the collector in a tab; a request of null asks only who is logged in. It answers with a `CollectorAnswer`. */
export const collectorMessageSchema = z.strictObject({
  to: z.literal('collector'),
  request: collectorRequestSchema.nullable(),
});

/** To the offscreen document, which writes the archive when there is no companion. */
const offscreenRequestSchema = z.discriminatedUnion('verb', [
  /** Writes (or goes on writing) a text file; offset 0 starts it. */
  z.strictObject({
    verb: z.literal('write'),
    jobId: z.string(),
    path: z.string(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
    last: z.boolean(),
  }),
  /** Fetches a file from the first URL that has it, see `tryAddresses`. */
  z.strictObject({
    verb: z.literal('fetch'),
    jobId: z.string(),
    path: z.string(),
    urls: z.array(z.url()).min(1).max(8),
    expect: z.enum(['image', 'subtitle', 'video', 'audio']),
    rule: fileRuleSchema.nullable(),
    maxBytes: z.number().int().positive().nullable(),
    replace: z.boolean().optional(),
    /** Sites whose cookies go along to their own addresses. */
    cookieDomains: z.array(z.string()),
  }),
  /** Puts picture and sound, which were fetched, into one file. */
  z.strictObject({
    verb: z.literal('join'),
    jobId: z.string(),
    video: z.string(),
    audio: z.string(),
    path: z.string(),
    durationSec: z.number().nonnegative().nullable(),
    shown: filmTagsSchema,
  }),
  /** Takes the sound out of a file that was fetched. */
  z.strictObject({
    verb: z.literal('sound'),
    jobId: z.string(),
    from: z.string(),
    path: z.string(),
    format: z.enum(audioFormats).nullable(),
    shown: filmTagsSchema,
  }),
  /** Removes files that are no part of the archive. */
  z.strictObject({ verb: z.literal('drop'), jobId: z.string(), paths: z.array(z.string()).max(100) }),
  /** Ends a fetch, a join, or the taking of sound; what has come stays for the next one. */
  z.strictObject({ verb: z.literal('stop'), jobId: z.string(), path: z.string() }),
  ...packRequests,
  ...mediaRequests,
  /** Checks every file of the job against its record. */
  z.strictObject({ verb: z.literal('verify'), jobId: z.string(), records: z.array(fileRecordSchema) }),
  /** Drops the job's files and its object URL. */
  z.strictObject({ verb: z.literal('release'), jobId: z.string() }),
]);
export type OffscreenRequest = z.infer<typeof offscreenRequestSchema>;

export const offscreenMessageSchema = z.strictObject({
  to: z.literal('offscreen'),
  request: offscreenRequestSchema,
});

export const offscreenReplySchema = z.union([
  z.strictObject({ bytes: z.number().int().nonnegative(), record: fileRecordSchema.nullable() }),
  ...packReplies,
  ...mediaReplies,
  z.strictObject({ damaged: z.array(z.string()) }),
  z.strictObject({ done: z.literal(true) }),
  z.strictObject({ error: wireErrorSchema }),
]);
export type OffscreenReply = z.infer<typeof offscreenReplySchema>;

/** News carry no state but live numbers: whoever hears them reads the store again. */
export const newsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('job.changed'), jobId: z.string() }),
  z.strictObject({
    type: z.literal('item.progress'),
    jobId: z.string(),
    itemId: z.string(),
    progress: commands.download.event,
  }),
  ...downloadNewsSchemas,
]);
export type News = z.infer<typeof newsSchema>;

/** To the page buttons of a tab, so that they can show the state of their page's job. */
export const pageNewsSchema = z.strictObject({
  to: z.literal('page'),
  jobId: z.string(),
  refUrl: z.string(),
  status: z.enum(['queued', 'running', 'waiting', 'blocked', 'done', 'failed', 'cancelled']),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative().nullable(),
  /** One sentence for the tooltip. */
  sentence: z.string(),
  /** Of an export that ended without a post: what it says in place of "saved". */
  nothing: z.string().optional(),
  /** Of one that ended without all that was asked for. */
  isPartial: z.boolean().optional(),
});
export type PageNews = z.infer<typeof pageNewsSchema>;

/** To the offscreen document: saving what an address leads to, where there is no companion. */
import { z } from 'zod';
import {
  downloadChoiceSchema,
  downloadCommands,
  downloadIdSchema,
  downloadProgressSchema,
} from '../../shared/protocol/download-commands.ts';
import { madeMediaSchema } from '../core/downloads/download-schemas.ts';

/** Sites whose cookies go along to their own addresses: those for which the user's login is switched on. */
const cookieDomainsSchema = z.array(z.string());

export const mediaRequests = [
  /** What can be saved of an address, and the hosts that have to be asked for it. */
  z.strictObject({ verb: z.literal('media.describe'), url: z.url(), cookieDomains: cookieDomainsSchema }),
  /** Makes a file of it in the browser's storage; asked again after any end it goes on where it was. */
  z.strictObject({
    verb: z.literal('media.save'),
    downloadId: downloadIdSchema,
    url: z.url(),
    title: z.string(),
    author: z.string().nullable(),
    /** Name of the file in yt-dlp's grammar; null: the title. */
    template: z.string().min(1).max(300).nullable(),
    /** In ISO 8601. */
    createdAt: z.string(),
    choice: downloadChoiceSchema,
    cookieDomains: cookieDomainsSchema,
  }),
  /** Gives a file that was made an address that the browser downloads from. */
  z.strictObject({ verb: z.literal('media.offer'), downloadId: downloadIdSchema, path: z.string() }),
  /** Ends it; what has come stays. */
  z.strictObject({ verb: z.literal('media.stop'), downloadId: downloadIdSchema }),
] as const;

/** A request about media. */
export type MediaRequest = z.infer<(typeof mediaRequests)[number]>;

export const mediaReplies = [
  z.strictObject({ video: downloadCommands.info.response, hosts: z.array(z.url()) }),
  z.strictObject({ made: madeMediaSchema }),
  z.strictObject({ url: z.url() }),
] as const;

/** Progress is spoken into a channel: a message has one answer. */
export const mediaChannelName = 'media-progress';
export const mediaProgressSchema = z.strictObject({
  downloadId: downloadIdSchema,
  progress: downloadProgressSchema,
});

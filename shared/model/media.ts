import { z } from 'zod';

const mediaKindSchema = z.enum(['video', 'audio', 'image', 'subtitle', 'thumbnail']);

/** One file that the platform offers for a piece of media. */
const variantSchema = z.strictObject({
  url: z.url(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  /** Bits per second. */
  bitrate: z.number().positive().optional(),
  codec: z.string().optional(),
  mimeType: z.string().optional(),
  bytes: z.number().int().nonnegative().optional(),
  /** The tracks a file of a video has; absent: both. A file with one track is to be joined with one that has the other. */
  tracks: z.enum(['video', 'audio']).optional(),
  /** ISO time after which the URL stops working. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type Variant = z.infer<typeof variantSchema>;

export const mediaSchema = z.strictObject({
  /** Unique within its item: `thumbnail`, `subtitle-en`, … */
  id: z.string().min(1),
  kind: mediaKindSchema,
  /** BCP 47, for subtitles and dubbed sound. */
  language: z.string().optional(),
  /** True for subtitles made by a machine. */
  automatic: z.boolean().optional(),
  /** True when the best variant is known to be smaller than the original. */
  scaled: z.boolean().optional(),
  /** What the picture shows, in the platform's words. */
  description: z.string().optional(),
  /** Best first. Empty for media that only yt-dlp can reach. */
  variants: z.array(variantSchema),
});
export type Media = z.infer<typeof mediaSchema>;

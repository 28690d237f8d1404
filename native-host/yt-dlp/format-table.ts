/** The formats of a page as yt-dlp lists them: the few fields of each that a choice depends on or that people see. */
import { z } from 'zod';

const amount = z.number().nonnegative().nullish().catch(null);
const word = z.string().nullish().catch(null);

/** Absent and null are both "not known"; a codec of `none` means that the format has no such track. */
export const listedFormatSchema = z.object({
  format_id: z.string().max(200),
  ext: z.string().max(20).catch('unknown'),
  protocol: z.string().max(60).catch('unknown'),
  vcodec: word,
  acodec: word,
  width: amount,
  height: amount,
  fps: amount,
  /** kbit/s, all tracks. */
  tbr: amount,
  vbr: amount,
  abr: amount,
  filesize: amount,
  filesize_approx: amount,
  dynamic_range: word,
  audio_channels: amount,
  language: word,
  format_note: word,
  /** Set by an extractor for formats that are better or worse than they look. */
  preference: z.number().nullish().catch(null),
  has_drm: z
    .union([z.boolean(), z.literal('maybe')])
    .nullish()
    .catch(null),
});
export type ListedFormat = z.infer<typeof listedFormatSchema>;

/** Field names for yt-dlp's `%(formats.:.{…})j`. */
export const listedFormatFields: readonly string[] = Object.keys(listedFormatSchema.shape);

/** A codec that nobody names is there all the same, as yt-dlp sees it. */
export const hasPicture = ({ vcodec }: Pick<ListedFormat, 'vcodec'>): boolean => vcodec !== 'none';
/** The same for sound. */
export const hasSound = ({ acodec }: Pick<ListedFormat, 'acodec'>): boolean => acodec !== 'none';

/** What nobody can save. Where yt-dlp is not sure (`maybe`), it tries. */
export const isProtected = ({ has_drm }: Pick<ListedFormat, 'has_drm'>): boolean => has_drm === true;

/** What the user chose for an export. Every field has a default, so old settings stay readable. */
import { z } from 'zod';

/** The presets of the video menu, best to smallest. */
export const qualitySchema = z.enum(['best', '1080p', '720p', '480p', 'smallest', 'audio']);
export type Quality = z.infer<typeof qualitySchema>;

/** What sound alone is saved as. */
export const audioFormatSchema = z.enum(['m4a', 'mp3', 'opus']);
export type AudioFormat = z.infer<typeof audioFormatSchema>;

/** The lists of a channel that an export can include. */
export const includeSchema = z.enum(['videos', 'shorts', 'live', 'playlists', 'releases']);
export type Include = z.infer<typeof includeSchema>;

/** The lists of a profile that an export can include. */
export const profileListSchema = z.enum([
  'posts',
  'stories',
  'playlists',
  'collections',
  'reposts',
  'liked',
  'favourites',
]);
export type ProfileList = z.infer<typeof profileListSchema>;

export const exporterIdSchema = z.enum(['json', 'jsonl', 'csv', 'sidecars', 'viewer']);
export type ExporterId = z.infer<typeof exporterIdSchema>;

/** Where files lie in an archive and what they are called. */
export const presetSchema = z.enum(['star-export', 'yt-dlp', 'jellyfin']);
export type Preset = z.infer<typeof presetSchema>;

export const jobOptionsSchema = z.strictObject({
  include: z.array(includeSchema).default(['videos', 'shorts', 'live', 'playlists', 'releases']),
  /** What an account liked and bookmarked is not its own and can be many times as much: only where it is asked for. */
  lists: z.array(profileListSchema).default(['posts', 'stories', 'playlists', 'collections', 'reposts']),
  /** False: metadata, thumbnails and captions only. */
  withMedia: z.boolean().default(true),
  quality: qualitySchema.default('best'),
  /** Days, both included; needs exact dates, so it turns `exactDetails` on. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  maxItems: z.number().int().positive().nullable().default(null),
  formats: z.array(exporterIdSchema).default(['json', 'jsonl', 'csv', 'sidecars', 'viewer']),
  /** Ask each video for exact time, counts, description, chapters, tags and captions. */
  exactDetails: z.boolean().default(true),
  comments: z.boolean().default(false),
  thumbnails: z.boolean().default(true),
  subtitles: z.boolean().default(true),
  /** With the companion: also pack the folder into one ZIP. Without it there is always a ZIP. */
  zip: z.boolean().default(false),
  preset: presetSchema.default('star-export'),
  /** Names in yt-dlp's grammar instead of those of the preset: `%(title)s [%(id)s].%(ext)s`. */
  nameTemplate: z.string().max(300).nullable().default(null),
  /** Lay the archive out as a BagIt bag (RFC 8493): everything below `data/`, with the bag's own lists beside it. */
  bag: z.boolean().default(false),
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

export const defaultJobOptions: JobOptions = jobOptionsSchema.parse({});

/** What the user chose for an export. Every field has a default, so old settings stay readable. */
import { z } from 'zod';
import { type ProfileList, profileLists } from './profile-lists.ts';
import {
  audioFormats,
  codecs,
  containers,
  imageQualities,
  mediaTypes,
  qualities,
  toQuality,
} from './quality.ts';

export type { AudioFormat, Codec, Container, ImageQuality, MediaType, Quality } from './quality.ts';

/** The words of quality.ts, and what was stored before they were. */
export const qualitySchema = z
  .enum([...qualities, 'best'])
  .transform(toQuality)
  .pipe(z.enum(qualities));
export const audioFormatSchema = z.enum(audioFormats);
export const codecSchema = z.enum(codecs);
export const containerSchema = z.enum(containers);

/** BCP 47, as sites name the languages of captions. */
export const languageSchema = z.string().regex(/^\w[\w-]{0,39}$/);

/** The lists of a channel that an export can include. */
const includeSchema = z.enum(['videos', 'shorts', 'live', 'playlists', 'releases']);
export type Include = z.infer<typeof includeSchema>;

const profileListSchema = z.enum(profileLists);

export type { ProfileList };

export const exporterIdSchema = z.enum([
  'json',
  'jsonl',
  'csv',
  'sidecars',
  'info-json',
  'download-archive',
  'nfo',
  'm3u',
  'rss',
  'json-ld',
  'activity-streams',
  'viewer',
]);
export type ExporterId = z.infer<typeof exporterIdSchema>;

/** Where files lie in an archive and what they are called. */
const presetSchema = z.enum(['star-export', 'yt-dlp', 'jellyfin']);
export type Preset = z.infer<typeof presetSchema>;

/** A file or folder that the user picked; the browser's handle of it is kept under `placeId`. */
export const pickedPlaceSchema = z.strictObject({
  kind: z.enum(['file', 'folder']),
  placeId: z.string(),
  name: z.string(),
});
export type PickedPlace = z.infer<typeof pickedPlaceSchema>;

/** Where an archive goes. `auto`: the companion's folder where there is one, else a ZIP among the downloads. */
const archivePlaceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['auto', 'downloads']) }),
  pickedPlaceSchema,
]);
export type ArchivePlace = z.infer<typeof archivePlaceSchema>;

export const jobOptionsSchema = z.strictObject({
  include: z.array(includeSchema).default(['videos', 'shorts', 'live', 'playlists', 'releases']),
  /** What an account liked and bookmarked is not its own and can be many times as much: only where it is asked for. */
  lists: z
    .array(profileListSchema)
    .default(['posts', 'stories', 'playlists', 'collections', 'reposts', 'photos', 'videos', 'reels']),
  /** False: metadata, thumbnails and captions only. */
  withMedia: z.boolean().default(true),
  /** Of these, what posts are made of is saved. */
  mediaTypes: z.array(z.enum(mediaTypes)).default([...mediaTypes]),
  quality: qualitySchema.default('original'),
  /** For `audio`; null: m4a. */
  audioFormat: audioFormatSchema.nullable().default(null),
  /** Taken where a video is there in several of the same size; null: as the platform ranks them. */
  codec: codecSchema.nullable().default(null),
  /** Taken where it can hold the tracks; null: what fits them best. */
  container: containerSchema.nullable().default(null),
  imageQuality: z.enum(imageQualities).default('original'),
  /** Of one file. The largest that is not larger is taken; where none is, the file is left out and named. */
  maxBytes: z.number().int().positive().nullable().default(null),
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
  /** Of captions; empty: all there are. `en` means `en-GB` too. */
  subtitleLanguages: z.array(languageSchema).max(50).default([]),
  /** Also captions that a machine has made. */
  automaticSubtitles: z.boolean().default(true),
  /** Also what not everybody may see. */
  privateItems: z.boolean().default(true),
  /** Leave out what the last complete export of the source has. */
  onlyNew: z.boolean().default(false),
  /** With the companion: also pack the folder into one ZIP. Without it there is always a ZIP. */
  zip: z.boolean().default(false),
  preset: presetSchema.default('star-export'),
  /** Names in yt-dlp's grammar instead of those of the preset: `%(title)s [%(id)s].%(ext)s`. */
  nameTemplate: z.string().max(300).nullable().default(null),
  /** Lay the archive out as a BagIt bag (RFC 8493): everything below `data/`, with the bag's own lists beside it. */
  bag: z.boolean().default(false),
  target: archivePlaceSchema.default({ kind: 'auto' }),
  /** ZIPs of at most so many GiB each, from a MiB on; a file that is larger has one of its own. Null: one ZIP. */
  partGib: z
    .number()
    .min(1 / 1024)
    .max(1024)
    .nullable()
    .default(null),
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

export const defaultJobOptions: JobOptions = jobOptionsSchema.parse({});

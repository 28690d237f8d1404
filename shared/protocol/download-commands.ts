/** Commands about pages with videos: what is there, and getting it onto the disk. */
import { z } from 'zod';
import { archivePathSchema, fileRecordSchema } from '../model/archive.ts';
import {
  audioFormatSchema,
  codecSchema,
  containerSchema,
  languageSchema,
  qualitySchema,
} from '../model/job-options.ts';
import { platformIdSchema } from '../model/source.ts';
import { wireErrorSchema } from '../wire-error.ts';
import { cookieSchema, folderSchema, none } from './parts.ts';

/** Chosen by the extension; the same download is found again under it after a lost port, a crash or a reboot. */
export const downloadIdSchema = z.string().regex(/^[\w-]{1,64}$/);

/** Address of a page; longer ones are no pages. */
const pageUrlSchema = z.url().max(4000);

/** Which of a page's videos, from 1, when they have no pages of their own; null: the page's only one. */
const entrySchema = z.number().int().positive().nullable().default(null);

/** The login of a site, lent for one command and never written to the journal. */
const lease = {
  cookies: z.array(cookieSchema),
  userAgent: z.string().max(500).nullable(),
};

export const downloadProgressSchema = z.strictObject({
  stage: z.enum(['waiting', 'starting', 'downloading', 'merging', 'converting', 'checking']),
  /** Of the file being fetched; null until the server says how long it is. */
  percent: z.number().min(0).max(100).nullable(),
  bytes: z.number().nonnegative(),
  totalBytes: z.number().nonnegative().nullable(),
  bytesPerSec: z.number().nonnegative().nullable(),
  etaSec: z.number().nonnegative().nullable(),
});
export type DownloadProgress = z.infer<typeof downloadProgressSchema>;

/** One line of the table of formats. */
const formatSchema = z.strictObject({
  /** yt-dlp's id; several are joined with `+`. */
  id: z.string(),
  container: z.string(),
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  fps: z.number().positive().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  audioChannels: z.number().int().positive().nullable(),
  /** Bits per second, all tracks together. */
  bitrate: z.number().positive().nullable(),
  bytes: z.number().int().nonnegative().nullable(),
  /** True when `bytes` was worked out from bitrate and duration. */
  bytesEstimated: z.boolean(),
  hdr: z.boolean(),
  language: z.string().nullable(),
  /** `https`, `m3u8_native`, `http_dash_segments` … */
  protocol: z.string(),
  drm: z.boolean(),
  note: z.string(),
});
export type Format = z.infer<typeof formatSchema>;

/** A preset as it would turn out for this page; absent when the page has nothing for it. */
const presetSchema = z.strictObject({
  quality: qualitySchema,
  audioFormat: audioFormatSchema.nullable(),
  /** What would be fetched. */
  formatIds: z.array(z.string()),
  container: z.string(),
  /** Pixels of the picture's shorter side. */
  height: z.number().int().positive().nullable(),
  bytes: z.number().int().nonnegative().nullable(),
  bytesEstimated: z.boolean(),
});
export type Preset = z.infer<typeof presetSchema>;

const infoSchema = z.strictObject({
  kind: z.enum(['video', 'playlist']),
  id: z.string(),
  /** yt-dlp's name of the site. */
  extractor: z.string(),
  url: z.url(),
  title: z.string(),
  author: z.string().nullable(),
  durationSec: z.number().nonnegative().nullable(),
  live: z.enum(['no', 'live', 'upcoming', 'ended']),
  /** A day where the site tells no more. */
  createdAt: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).nullable(),
  description: z.string(),
  chapters: z.array(z.strictObject({ title: z.string(), startSec: z.number(), endSec: z.number() })),
  thumbnails: z.array(
    z.strictObject({ url: z.url(), width: z.number().nullable(), height: z.number().nullable() }),
  ),
  subtitles: z.array(z.strictObject({ language: z.string(), name: z.string(), automatic: z.boolean() })),
  formats: z.array(formatSchema),
  presets: z.array(presetSchema),
  /** Of a playlist; the part that was asked for. */
  entries: z.array(
    z.strictObject({
      id: z.string(),
      url: z.url(),
      title: z.string(),
      durationSec: z.number().nonnegative().nullable(),
      /** To be given to `download` together with `url`; null when the entry has a page of its own. */
      entry: z.number().int().positive().nullable(),
    }),
  ),
  /** How many entries the site says there are; null when it does not. */
  entryCount: z.number().int().nonnegative().nullable(),
  /** True when there are entries after those given. */
  more: z.boolean(),
});
export type PageVideo = z.infer<typeof infoSchema>;

/** Where the file goes: into an archive under a given name, or into the folder for downloads under a template. */
const destinationSchema = z.discriminatedUnion('in', [
  z.strictObject({
    in: z.literal('archive'),
    folder: folderSchema,
    /** Path without extension, such as `media/videos/youtube/2026-01-31_dQw4w9WgXcQ`. */
    stem: archivePathSchema,
  }),
  z.strictObject({
    in: z.literal('downloads'),
    /** yt-dlp's grammar, such as `%(uploader)s/%(title)s [%(id)s].%(ext)s`; null: the usual one. */
    template: z.string().min(1).max(300).nullable(),
  }),
]);
export type Destination = z.infer<typeof destinationSchema>;

/** What to fetch of a page, and what to make of it. */
export const downloadChoiceSchema = z.strictObject({
  quality: qualitySchema,
  /** For `audio`; null: m4a. */
  audioFormat: audioFormatSchema.nullable().default(null),
  /** Taken where a video is there in several of the same size; null: what plays everywhere. */
  codec: codecSchema.nullable().default(null),
  /** Taken where it can hold the tracks; null: what fits them best. */
  container: containerSchema.nullable().default(null),
  /** Of the file. The best one that is not larger is taken; `media.over_limit` where there is none. */
  maxBytes: z.number().int().positive().nullable().default(null),
  /** Ids of the table of formats, joined with `+`; overrides `quality`. */
  format: z
    .string()
    // Not the words by which yt-dlp means every format at once.
    .regex(/^(?:(?!(?:merge)?all(?:\+|$))\w[\w.@:~=-]*(?:\+(?=.)|$)){1,4}$/)
    .nullable()
    .default(null),
  subtitles: z
    .strictObject({
      /** BCP 47 as the table of subtitles has them; empty: all that are not automatic. */
      languages: z.array(languageSchema).max(50),
      automatic: z.boolean(),
      /** Into the video file; else beside it. */
      embed: z.boolean(),
    })
    .nullable()
    .default(null),
  thumbnail: z.enum(['none', 'file', 'embed']).default('none'),
  embedMetadata: z.boolean().default(false),
  embedChapters: z.boolean().default(false),
  /**
   * Parts to keep, each a file, cut from the whole file after it has arrived; empty: all of it. Nothing is encoded anew:
   * a part of a video begins with the key frame at or before `startSec`.
   */
  sections: z
    .array(
      z
        .strictObject({ startSec: z.number().nonnegative(), endSec: z.number().positive() })
        .refine(({ startSec, endSec }) => startSec < endSec, 'A part ends after it begins.'),
    )
    .max(20)
    .default([]),
  rateLimitBytesPerSec: z.number().int().positive().nullable().default(null),
  /** Keep yt-dlp's archive file in the folder for downloads, and skip what it names. */
  skipKnown: z.boolean().default(false),
});
export type DownloadChoice = z.infer<typeof downloadChoiceSchema>;

export const savedSchema = z.strictObject({
  /** `known`: the archive file names it, nothing was fetched and `record` is null. */
  outcome: z.enum(['saved', 'known']),
  record: fileRecordSchema.nullable(),
  /** Subtitles, thumbnail, further sections. */
  extras: z.array(fileRecordSchema),
  title: z.string(),
  durationSec: z.number().nonnegative().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
});

/** A line of the companion's journal. */
export const journalEntrySchema = z.strictObject({
  downloadId: downloadIdSchema,
  url: z.url(),
  entry: entrySchema,
  title: z.string().nullable(),
  destination: destinationSchema,
  choice: downloadChoiceSchema,
  /** `interrupted`: the companion ended while it ran; asking again goes on from the part files. */
  state: z.enum(['running', 'paused', 'interrupted', 'finished', 'failed']),
  progress: downloadProgressSchema.nullable(),
  saved: savedSchema.nullable(),
  error: wireErrorSchema.nullable(),
  startedAt: z.iso.datetime({ offset: true }),
  changedAt: z.iso.datetime({ offset: true }),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** What is taken where a page has several files of the same size; null: what is usual. */
export const preferenceSchema = z.strictObject({
  codec: codecSchema.nullable(),
  container: containerSchema.nullable(),
});

export const downloadCommands = {
  /** What a page holds, without fetching it. */
  info: {
    request: z.strictObject({
      url: pageUrlSchema,
      /** Null: any site that yt-dlp reads. Set: only that platform's hosts and extractors. */
      platform: platformIdSchema.nullable(),
      /** Part of a playlist. */
      entries: z
        .strictObject({ from: z.number().int().positive(), count: z.number().int().min(1).max(500) })
        .default({ from: 1, count: 200 }),
      /** What the presets are to be told for; see `download`. */
      prefer: preferenceSchema.default({ codec: null, container: null }),
      ...lease,
    }),
    event: none,
    response: infoSchema,
  },
  /** Downloads one video, merges, checks and hashes it; a `downloadId` that is known goes on where it was. */
  download: {
    request: z.strictObject({
      downloadId: downloadIdSchema,
      url: pageUrlSchema,
      entry: entrySchema,
      platform: platformIdSchema.nullable(),
      destination: destinationSchema,
      choice: downloadChoiceSchema,
      /** What the platform says, to check the file against; null when unknown. */
      durationSec: z.number().nonnegative().nullable(),
      ...lease,
    }),
    event: downloadProgressSchema,
    response: savedSchema,
  },
  /** Stops a download in order; its call ends with `job.paused` and its part files stay. */
  pause: {
    request: z.strictObject({ downloadId: downloadIdSchema }),
    event: none,
    response: z.strictObject({ entry: journalEntrySchema }),
  },
  /** Goes on with a download of the journal. */
  resume: {
    request: z.strictObject({ downloadId: downloadIdSchema, ...lease }),
    event: downloadProgressSchema,
    response: savedSchema,
  },
  /** Stops a running command by its request's id, or a download by its `downloadId`. */
  cancel: {
    request: z.strictObject({
      target: z.string().min(1).max(64),
      /** For a download: also remove its part files and its line in the journal. */
      discard: z.boolean().default(false),
    }),
    event: none,
    response: z.strictObject({ cancelled: z.boolean() }),
  },
  /** The journal, newest first, in pages. */
  list: {
    request: z.strictObject({
      /** The last `downloadId` of the page before; null for the first page. */
      after: downloadIdSchema.nullable(),
      limit: z.number().int().min(1).max(200),
      /** Only those that go there; null: all. */
      in: z.enum(['archive', 'downloads']).nullable().default(null),
    }),
    event: none,
    response: z.strictObject({ downloads: z.array(journalEntrySchema), more: z.boolean() }),
  },
} as const;

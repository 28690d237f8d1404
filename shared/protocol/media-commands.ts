/** Commands about media files that are on the disk: what they are, and what can be made of them. */
import { z } from 'zod';
import { archivePathSchema, fileRecordSchema } from '../model/archive.ts';
import { fileRefSchema, folderSchema, none } from './parts.ts';

/** Kinds of files that are made. `mp4`, `webm` and `mkv` can hold a picture, the others only sound. */
export const containerIdSchema = z.enum(['mp4', 'webm', 'mkv', 'm4a', 'mp3', 'opus', 'ogg', 'flac']);
export type ContainerId = z.infer<typeof containerIdSchema>;

/** Where a new file goes; the type is added by what is made. A name that is taken is refused. */
const targetSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('archive'), folder: folderSchema, stem: archivePathSchema }),
  z.strictObject({ in: z.literal('downloads'), stem: archivePathSchema }),
]);
export type Target = z.infer<typeof targetSchema>;

const mediaTrackSchema = z.strictObject({
  /** Its place in the file. */
  index: z.number().int().nonnegative(),
  /** `cover`: a picture that players show for the file. `other`: timecodes, fonts and the like. */
  kind: z.enum(['video', 'audio', 'subtitle', 'cover', 'other']),
  /** ffmpeg's name: `h264`, `vp9`, `aac`, `subrip` … */
  codec: z.string(),
  language: z.string().nullable(),
  title: z.string().nullable(),
  isDefault: z.boolean(),
  startSec: z.number(),
  durationSec: z.number().nonnegative().nullable(),
  /** Bits per second. */
  bitrate: z.number().nonnegative().nullable(),
  /** As it is to be shown: turned, and with square pixels. */
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  /** Degrees by which players turn the picture. */
  rotation: z.number().int(),
  /** Average. */
  fps: z.number().positive().nullable(),
  pixelFormat: z.string().nullable(),
  hdr: z.boolean(),
  interlaced: z.boolean(),
  channels: z.number().int().positive().nullable(),
  sampleRate: z.number().int().positive().nullable(),
});
export type MediaTrack = z.infer<typeof mediaTrackSchema>;

const chapterSchema = z.strictObject({
  title: z.string().max(500),
  startSec: z.number().nonnegative(),
  endSec: z.number().positive(),
});
export type Chapter = z.infer<typeof chapterSchema>;

const mediaFileSchema = z.strictObject({
  /** `mp4`, `mov`, `webm`, `mkv` … as the bytes say, whatever the name is. */
  container: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Null for what has no length: pictures, captions. */
  durationSec: z.number().nonnegative().nullable(),
  bitrate: z.number().nonnegative().nullable(),
  title: z.string().nullable(),
  tracks: z.array(mediaTrackSchema),
  chapters: z.array(chapterSchema),
});
export type MediaFile = z.infer<typeof mediaFileSchema>;

const mediaProgressSchema = z.strictObject({
  stage: z.enum(['waiting', 'reading', 'working', 'checking']),
  percent: z.number().min(0).max(100).nullable(),
  /** Times real time. */
  speed: z.number().nonnegative().nullable(),
  etaSec: z.number().nonnegative().nullable(),
});
export type MediaProgress = z.infer<typeof mediaProgressSchema>;

const productSchema = z.strictObject({
  record: fileRecordSchema,
  container: containerIdSchema,
  durationSec: z.number().nonnegative(),
  tracks: z.array(mediaTrackSchema),
  /** Tracks that were taken over as they are; the others were encoded anew. */
  copied: z.array(z.number().int().nonnegative()),
  /** Tracks that the file cannot hold. */
  leftOut: z.array(z.strictObject({ kind: mediaTrackSchema.shape.kind, codec: z.string() })),
  /** How much later sound begins than the picture; null without one of them. */
  offsetSec: z.number().nullable(),
});
export type MediaProduct = z.infer<typeof productSchema>;

/** Without NUL, which no command line can carry. */
const text = z
  .string()
  .max(20_000)
  .regex(/^[^\0]*$/);

export const transcodePresetSchema = z.enum([
  '1080p',
  '720p',
  '480p',
  'audio-m4a',
  'audio-mp3',
  'audio-opus',
]);
export type TranscodePreset = z.infer<typeof transcodePresetSchema>;

const pictureWidth = z.number().int().min(16).max(7680);

/** What to make of a video's pictures. A width that is null, or larger than the video's, is the video's. */
export const pictureSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('frame'),
    /** Null: the one of a dozen that shows most. */
    atSec: z.number().nonnegative().nullable(),
    width: pictureWidth.nullable(),
    format: z.enum(['jpg', 'png', 'webp']),
  }),
  z.strictObject({
    kind: z.literal('sheet'),
    columns: z.number().int().min(1).max(10),
    rows: z.number().int().min(1).max(10),
    /** Of each picture in it. */
    width: pictureWidth.max(1920),
    format: z.enum(['jpg', 'png', 'webp']),
  }),
  z.strictObject({
    kind: z.literal('animation'),
    /** Short pieces from all over the video. */
    pieces: z.number().int().min(1).max(20),
    pieceSec: z.number().min(0.1).max(5),
    fps: z.number().int().min(1).max(25),
    width: pictureWidth.max(1280),
    format: z.enum(['webp', 'gif']),
  }),
]);
export type Picture = z.infer<typeof pictureSchema>;

export const mediaCommands = {
  /** What a file really is. */
  probe: {
    request: z.strictObject({ file: fileRefSchema }),
    event: none,
    response: mediaFileSchema,
  },
  /** Puts tracks of one to four files into one, as they are: no picture and no sound is encoded anew. */
  mux: {
    request: z.strictObject({
      inputs: z
        .array(
          z.strictObject({
            file: fileRefSchema,
            /** Which of its tracks. */
            take: z
              .array(z.enum(['video', 'audio', 'subtitle']))
              .min(1)
              .max(3),
            /** Of those tracks; null: as the file says. */
            language: z
              .string()
              .regex(/^[A-Za-z]{2,3}(-[\w-]{1,30})?$/)
              .nullable(),
          }),
        )
        .min(1)
        .max(4),
      target: targetSchema,
      /** Null: the first of webm, mp4, mkv (or of the kinds for sound) that can hold everything. */
      container: containerIdSchema.nullable(),
      /** Written over what the first file says; nulls leave it. */
      metadata: z.strictObject({
        title: text.nullable(),
        author: text.nullable(),
        date: text.nullable(),
        description: text.nullable(),
        comment: text.nullable(),
      }),
      /** Null: those of the first file. */
      chapters: z.array(chapterSchema).max(1000).nullable(),
      /** A picture that players show for the file. */
      cover: fileRefSchema.nullable(),
    }),
    event: mediaProgressSchema,
    response: productSchema,
  },
  /** Makes a smaller or more widely playable file; tracks that already are what is wanted are taken over as they are. */
  transcode: {
    request: z.strictObject({
      input: fileRefSchema,
      target: targetSchema,
      preset: transcodePresetSchema,
      /** Of a preset with a picture; null: mp4. */
      container: z.enum(['mp4', 'webm', 'mkv']).nullable(),
    }),
    event: mediaProgressSchema,
    response: productSchema,
  },
  /** A still picture, a sheet of many, or a short animation. */
  thumbnails: {
    request: z.strictObject({ input: fileRefSchema, target: targetSchema, picture: pictureSchema }),
    event: mediaProgressSchema,
    response: z.strictObject({
      record: fileRecordSchema,
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      /** Where in the video the pictures are from. */
      atSec: z.array(z.number().nonnegative()),
    }),
  },
} as const;

export type MuxRequest = z.infer<typeof mediaCommands.mux.request>;
export type TranscodeRequest = z.infer<typeof mediaCommands.transcode.request>;
export type ThumbnailsRequest = z.infer<typeof mediaCommands.thumbnails.request>;
export type ThumbnailsResult = z.infer<typeof mediaCommands.thumbnails.response>;

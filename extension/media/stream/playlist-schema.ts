/** What m3u8-parser and mpd-parser make of a playlist, as far as it is used: they share their shapes. */
import { z } from 'zod';

const byteRangeSchema = z.object({
  offset: z.number().int().nonnegative(),
  length: z.number().int().positive(),
});

const keySchema = z.object({
  method: z.string(),
  uri: z.string().optional(),
  iv: z.instanceof(Uint32Array).optional(),
});

const pieceSchema = z.object({
  uri: z.string().optional(),
  /** Of mpd-parser alone. */
  resolvedUri: z.string().optional(),
  byterange: byteRangeSchema.optional(),
  key: keySchema.nullish(),
});

/** A segment or what has to stand before it. */
export type ParsedPiece = z.infer<typeof pieceSchema>;

/** What is written in no known way is as good as not said: the film is there all the same. */
const number = z.coerce.number().optional().catch(undefined);

const attributesSchema = z.looseObject({
  NAME: z.string().optional(),
  /** The most at any time. */
  BANDWIDTH: number,
  'AVERAGE-BANDWIDTH': number,
  CODECS: z.string().optional(),
  RESOLUTION: z.object({ width: z.number(), height: z.number() }).partial().optional().catch(undefined),
  'FRAME-RATE': number,
  AUDIO: z.string().optional(),
  SUBTITLES: z.string().optional(),
});

/** A list of segments. */
const parsedListSchema = z.object({
  attributes: attributesSchema.optional(),
  uri: z.string().optional(),
  resolvedUri: z.string().optional(),
  endList: z.boolean().optional(),
  playlistType: z.string().optional(),
  mediaSequence: z.number().int().nonnegative().default(0),
  segments: z
    .array(
      pieceSchema.extend({
        duration: z.number().nonnegative().default(0),
        timeline: z.number().default(0),
        /** Of mpd-parser alone: when it comes, in seconds. */
        presentationTime: z.number().optional(),
        /** Of tags that m3u8-parser does not know itself. */
        custom: z.looseObject({ gap: z.unknown() }).optional(),
        map: pieceSchema.optional(),
      }),
    )
    .default([]),
  /** Of DASH: an index inside one file. */
  sidx: pieceSchema.extend({ resolvedUri: z.string(), map: pieceSchema.optional() }).optional(),
  contentProtection: z.unknown().optional(),
});
export type ParsedList = z.infer<typeof parsedListSchema>;

const renditionSchema = z.object({
  language: z.string().optional(),
  default: z.boolean().optional(),
  uri: z.string().optional(),
  playlists: z.array(parsedListSchema).optional(),
});
export type ParsedRendition = z.infer<typeof renditionSchema>;

const groupsSchema = z.record(z.string(), z.record(z.string(), renditionSchema)).default({});

/** A master playlist, or a manifest. */
export const parsedManifestSchema = parsedListSchema.extend({
  playlists: z.array(parsedListSchema).default([]),
  mediaGroups: z
    .object({
      AUDIO: groupsSchema,
      SUBTITLES: groupsSchema,
      'CLOSED-CAPTIONS': z.record(z.string(), z.unknown()).default({}),
    })
    .default({ AUDIO: {}, SUBTITLES: {}, 'CLOSED-CAPTIONS': {} }),
  duration: z.number().optional(),
});
export type ParsedManifest = z.infer<typeof parsedManifestSchema>;

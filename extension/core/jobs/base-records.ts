/** What the library keeps for exports that build on others. Apart from their rules, which screens use without zod. */
import { z } from 'zod';
import { itemSchema } from '../../../shared/model/item.ts';
import { jobOptionsSchema } from '../../../shared/model/job-options.ts';
import { sourceKindSchema, sourceSchema } from '../../../shared/model/source.ts';

const { shape } = jobOptionsSchema;

/** The choices that decide what an export keeps of a post. None has a default: what is not written down was not chosen. */
const scopeSchema = z.object({
  withMedia: shape.withMedia.unwrap(),
  mediaTypes: shape.mediaTypes.unwrap(),
  quality: shape.quality.unwrap(),
  exactDetails: shape.exactDetails.unwrap(),
  comments: shape.comments.unwrap(),
  thumbnails: shape.thumbnails.unwrap(),
  subtitles: shape.subtitles.unwrap(),
  subtitleLanguages: shape.subtitleLanguages.unwrap(),
  automaticSubtitles: shape.automaticSubtitles.unwrap(),
});
export type Scope = z.infer<typeof scopeSchema>;

/** The last complete export of a source. */
export const baseExportSchema = z.object({
  sourceKey: z.string(),
  /** Address from which it was begun. */
  refUrl: z.string(),
  jobId: z.string(),
  finishedAt: z.string(),
  /** When the export was begun that has listed last; missing in records of older versions. */
  listedAt: z.string().optional(),
  /** Folder of its archive. */
  folder: z.string(),
  /** Posts that are saved, in this archive and in those that it builds on. */
  kept: z.number(),
  scope: scopeSchema,
  /** Lists that were walked, and whether there was something in them that was not understood. */
  parts: z.array(z.object({ kind: sourceKindSchema, id: z.string(), hasUnknown: z.boolean().optional() })),
  claimed: sourceSchema.shape.claimed,
});
export type BaseExport = z.infer<typeof baseExportSchema>;

/** An item that a complete export has seen. */
export const knownItemSchema = z.object({
  sourceKey: z.string(),
  /** See `toItemKey`. */
  key: z.string(),
  id: z.string(),
  title: z.string(),
  seenIn: z.array(sourceKindSchema),
  /** When the newest export was begun that has listed it; missing in records of older versions. */
  seenAt: z.string().optional(),
  /** Everything that was asked for of it is saved. */
  kept: z.boolean(),
  /** Files that are larger than this were left out; null where none were. */
  limitBytes: z.number().nullable(),
  /** It was listed, but not to be had. */
  unavailable: z.boolean(),
  /** When an export first found that it is not listed any more. */
  vanishedAt: z.string().nullable(),
  /** As it was read, where not everything of it is saved: it is tried again also where its list is not read so far. */
  item: itemSchema.nullable().optional().catch(null),
});
export type KnownItem = z.infer<typeof knownItemSchema>;

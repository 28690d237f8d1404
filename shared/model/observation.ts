/** What was seen of an item at a time: kept beside exports, so that counts and captions have a history. */
import { z } from 'zod';
import { itemSchema } from './item.ts';

/** The first one says everything it knows, each later one what was different then. */
export const observationSchema = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  title: z.string().optional(),
  text: z.string().optional(),
  /** Those that have changed. */
  stats: itemSchema.shape.stats.optional(),
  privacy: itemSchema.shape.privacy.optional(),
  /** The platform's words for why it is not shown; null when it is shown again. */
  unavailable: z.string().nullable().optional(),
});
export type Observation = z.infer<typeof observationSchema>;

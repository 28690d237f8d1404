import { z } from 'zod';

const unreadableSchema = z.object({
  id: z.string(),
  source: z.object({ title: z.string() }).nullable().catch(null),
  ref: z.object({ url: z.string() }).nullable().catch(null),
});

/** All that can be said of an export whose record is not understood. */
export interface UnreadableJob {
  id: string;
  /** What was exported, its address, or its id. */
  title: string;
}

/** None where there is not even an id. */
export function toUnreadable(stored: unknown): UnreadableJob[] {
  const parsed = unreadableSchema.safeParse(stored);
  if (!parsed.success) return [];
  const { id, source, ref } = parsed.data;
  return [{ id, title: source?.title ?? ref?.url ?? id }];
}

import type { z } from 'zod';

/** A record as the library holds it; null for none, and for one that is not understood: it may be of another version. */
export function parseRecord<Schema extends z.ZodType>(
  schema: Schema,
  stored: unknown,
): z.infer<Schema> | null {
  const parsed = schema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** Those that are understood. */
export const parseRecords = <Schema extends z.ZodType>(
  schema: Schema,
  stored: readonly unknown[],
): z.infer<Schema>[] =>
  stored.flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });

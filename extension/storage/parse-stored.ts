import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';

/**
 * A record of an export as the library gives it back; null where there is none. Throws `storage.unreadable` for one that is
 * not understood: an export that went on without it would lack something and not say so.
 */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  stored: unknown,
): z.infer<Schema> | null {
  if (stored === undefined) return null;
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // Where it is, never what it holds.
  const context = { where: issue?.path.join('.') ?? '' };
  throw new AppError('storage.unreadable', undefined, { cause: parsed.error, context });
}

/** The same of many. */
export const parseAllStored = <Schema extends z.ZodType>(
  schema: Schema,
  stored: readonly unknown[],
): z.infer<Schema>[] => stored.flatMap((one) => parseStored(schema, one) ?? []);

/** Records of the library that are not understood: they are shown apart, can be removed, and nothing else. */
import { z } from 'zod';
import { jobSchema } from '../../shared/model/job.ts';
import { downloadRecordSchema } from '../core/downloads/download-schemas.ts';
import { openLibrary } from './database.ts';

const knownSchema = z.object({
  id: z.string(),
  title: z.string().nullable().catch(null),
  url: z.string().nullable().catch(null),
  source: z.object({ title: z.string() }).nullable().catch(null),
  ref: z.object({ url: z.string() }).nullable().catch(null),
});

/** All that can be said of such an export or download. */
export interface UnreadableRecord {
  id: string;
  /** What it was, its address, or its id. */
  title: string;
}

/** None where there is not even an id. */
function toUnreadable(stored: unknown): UnreadableRecord[] {
  const parsed = knownSchema.safeParse(stored);
  if (!parsed.success) return [];
  const { id, title, url, source, ref } = parsed.data;
  return [{ id, title: source?.title ?? title ?? ref?.url ?? url ?? id }];
}

const listStrange = (schema: z.ZodType, stored: readonly unknown[]): UnreadableRecord[] =>
  stored.flatMap((one) => (schema.safeParse(one).success ? [] : toUnreadable(one)));

/** Exports that are in no list because of their records. */
export async function listUnreadableJobs(): Promise<UnreadableRecord[]> {
  return listStrange(jobSchema, await (await openLibrary()).getAll('jobs'));
}

/** Downloads that are in no list because of their records. */
export async function listUnreadableDownloads(): Promise<UnreadableRecord[]> {
  return listStrange(downloadRecordSchema, await (await openLibrary()).getAll('downloads'));
}

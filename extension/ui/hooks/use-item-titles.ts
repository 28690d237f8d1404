import { useEffect, useState } from 'preact/hooks';
import { toShownTitle } from '../../core/names/shown-title.ts';
import type { ScreenQueries } from '../ports.ts';

const batchSize = 500;
/** Beyond it the ids have to do. */
const readAtMost = 50_000;

/** Titles of some items of a job by id, found by reading through its items; empty until then. */
export function useItemTitles(
  queries: ScreenQueries,
  jobId: string,
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let left = false;
    const read = async () => {
      const missing = new Set(ids);
      const found = new Map<string, string>();
      for (let offset = 0; missing.size > 0 && offset < readAtMost && !left; offset += batchSize) {
        const records = await queries.listItemRecords(jobId, { offset, limit: batchSize });
        for (const { item } of records) if (missing.delete(item.id)) found.set(item.id, toShownTitle(item));
        if (records.length < batchSize) break;
      }
      if (!left) setTitles(found);
    };
    // Without titles the report still has ids and reasons.
    read().catch(() => setTitles(new Map()));
    return () => {
      left = true;
    };
  }, [queries, jobId, ids.length]);
  return titles;
}

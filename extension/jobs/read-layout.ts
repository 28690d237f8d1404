import type { Item } from '../../shared/model/item.ts';
import { type ArchiveLayout, createArchiveLayout } from '../core/archive-layout.ts';
import type { StepContext } from './step-context.ts';

/** The layout of a job's archive. Names depend on all the items, so they are read once, as names only. */
export async function readLayout({ ports, job }: StepContext): Promise<ArchiveLayout> {
  const names: Pick<Item, 'platform' | 'id' | 'kind'>[] = [];
  for await (const { item } of ports.store.iterateItems(job.id))
    names.push({ platform: item.platform, id: item.id, kind: item.kind });
  return createArchiveLayout(names);
}

import type { Item } from '../../shared/model/item.ts';
import { isOneOf } from '../core/jobs/file-errors.ts';
import {
  type ArchiveLayout,
  bagFolder,
  createArchiveLayout,
  createStemLayout,
  moveLayout,
} from '../core/names/archive-layout.ts';
import { createNameContext, createNamer, toTemplate } from '../core/names/item-stems.ts';
import { createStemRegistry } from '../core/names/stem-registry.ts';
import type { StepContext } from './step-context.ts';

/** The layout of a job's archive. Names depend on all the items, so they are read once, as names only. */
export async function readLayout(context: StepContext): Promise<ArchiveLayout> {
  return moveLayout(await readPayloadLayout(context), context.job.options.bag ? bagFolder : '');
}

/** The same without the folder that a bag puts round everything. */
export async function readPayloadLayout(context: StepContext): Promise<ArchiveLayout> {
  const { options } = context.job;
  const template = toTemplate(options);
  if (template === null) return createArchiveLayout(await readNames(context));
  const shows = options.preset === 'jellyfin' && options.nameTemplate === null;
  return createStemLayout(await nameItems(context, template), { shows });
}

async function readNames({ ports, job }: StepContext) {
  const names: Pick<Item, 'platform' | 'id' | 'kind'>[] = [];
  for await (const { item } of ports.store.iterateItems(job.id))
    names.push({ platform: item.platform, id: item.id, kind: item.kind });
  return names;
}

/**
 * Stems by the items' keys. Those that have none get one, which is theirs from then on: the one that the export before this
 * gave, or a new one.
 */
async function nameItems(step: StepContext, template: string): Promise<Map<string, string>> {
  const { ports, job } = step;
  const { kind, id } = job.ref;
  const context = createNameContext(job.source ?? { kind, id, title: '' }, job.createdAt);
  const stems = new Map<string, string>();
  const registry = createStemRegistry();
  let isComplete = true;
  for await (const { key, item, stem, excluded } of ports.store.iterateItems(job.id)) {
    if (!excluded) context.add(item);
    if (stem !== undefined) stems.set(key, stem);
    else if (!excluded) isComplete = false;
  }
  if (isComplete) return stems;
  const before = await readStemsBefore(step, template);
  for (const stem of new Set([...stems.values(), ...before.values()])) registry.keep(stem);
  const name = createNamer(template, context.result());
  await ports.store.changeItems(job.id, (record) => {
    if (record.stem !== undefined || record.excluded) return null;
    const stem = before.get(record.key) ?? registry.claim(name(record.item, record.ordinal), record.key);
    stems.set(record.key, stem);
    return { ...record, stem };
  });
  return stems;
}

/** What the last export of the same source called them, with the same template; only what can still be read of it. */
async function readStemsBefore({ ports, job }: StepContext, template: string): Promise<Map<string, string>> {
  const jobs = await ports.store.listJobs();
  const last = jobs
    .filter(
      ({ id, ref, createdAt }) => id !== job.id && ref.url === job.ref.url && createdAt <= job.createdAt,
    )
    .filter(({ options }) => toTemplate(options) === template)
    .toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
    .at(-1);
  const stems = new Map<string, string>();
  if (!last) return stems;
  try {
    for await (const { key, stem } of ports.store.iterateItems(last.id)) if (stem) stems.set(key, stem);
  } catch (thrown) {
    if (!isOneOf(['storage.unreadable'], thrown)) throw thrown;
  }
  return stems;
}

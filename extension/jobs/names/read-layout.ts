import type { Item } from '../../../shared/model/item.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { toSharedPlace } from '../../core/jobs/shared-place.ts';
import {
  type ArchiveLayout,
  createArchiveLayout,
  createStemLayout,
  moveLayout,
  toPayloadFolder,
} from '../../core/names/archive-layout.ts';
import { createNameContext, createNamer, toTemplate } from '../../core/names/item-stems.ts';
import { createStemRegistry, type StemRegistry } from '../../core/names/stem-registry.ts';
import { listPlaced } from '../in-place/placed-files.ts';
import type { StorePort } from '../ports.ts';
import type { StepContext } from '../run/step-context.ts';
import { unlessUnreadable } from '../unless-unreadable.ts';

/** The layout of a job's archive. Names depend on all the items, so they are read once, as names only. */
export async function readLayout(context: StepContext): Promise<ArchiveLayout> {
  return moveLayout(await readPayloadLayout(context), toPayloadFolder(context.job.options));
}

/** The same without the folder that a bag puts round everything. */
export async function readPayloadLayout(context: StepContext): Promise<ArchiveLayout> {
  const { options } = context.job;
  const template = toTemplate(options);
  if (template === null) return readFixedLayout(context.ports.store, context.job.id);
  return createStemLayout(await nameItems(context, template), { shows: hasShows(options) });
}

/** Whether folders are shows, as media servers want them. */
export const hasShows = ({ preset, nameTemplate }: Pick<JobOptions, 'preset' | 'nameTemplate'>): boolean =>
  preset === 'jellyfin' && nameTemplate === null;

/** The layout of an export whose names are not by a template. */
export async function readFixedLayout(store: StorePort, jobId: string): Promise<ArchiveLayout> {
  const names: Pick<Item, 'platform' | 'id' | 'kind'>[] = [];
  for await (const { item } of store.iterateItems(jobId))
    names.push({ platform: item.platform, id: item.id, kind: item.kind });
  return createArchiveLayout(names);
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
  for (const [key, stem] of stems) registry.keep(stem, key);
  const before = await keepStemsBefore(step, { template, registry, addNamed: context.addNamed });
  const name = createNamer(template, context.result());
  await ports.store.changeItems(job.id, (record) => {
    if (record.stem !== undefined || record.excluded) return null;
    const { key, item, ordinal } = record;
    const stem = registry.claim(before.get(key) ?? name(item, ordinal), key);
    stems.set(key, stem);
    return { ...record, stem };
  });
  return stems;
}

/** Those whose names are kept: all in the same folder, else the last one of the same source with the same template. Newest first. */
function listJobsBefore(jobs: readonly Job[], job: Job, template: string): Job[] {
  const place = toSharedPlace(job.target);
  const others = jobs
    .filter(({ id }) => id !== job.id)
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  if (place !== null) return others.filter(({ target }) => toSharedPlace(target) === place);
  const last = others.find(
    ({ ref, createdAt, options }) =>
      ref.url === job.ref.url && createdAt <= job.createdAt && toTemplate(options) === template,
  );
  return last ? [last] : [];
}

interface NamesBefore {
  template: string;
  /** Takes in the names of all, whatever their template. */
  registry: StemRegistry;
  /** Is told of those with the same template. */
  addNamed(item: Item): void;
}

/**
 * What exports before this one called the items, with the same template; as far as it can still be read. In a folder that is
 * brought up to date nothing that lies there gives way to what is called the same.
 */
async function keepStemsBefore(
  context: StepContext,
  { template, registry, addNamed }: NamesBefore,
): Promise<Map<string, string>> {
  const { store } = context.ports;
  const stems = new Map<string, string>();
  for (const { id, options } of listJobsBefore(await store.listJobs(), context.job, template)) {
    const isSame = toTemplate(options) === template;
    const take = async (): Promise<void> => {
      for await (const { key, item, stem } of store.iterateItems(id)) {
        if (!stem) continue;
        registry.keep(stem, key);
        if (!isSame || stems.has(key)) continue;
        stems.set(key, stem);
        addNamed(item);
      }
    };
    await unlessUnreadable(take());
  }
  const { length } = toPayloadFolder(context.job.options);
  for (const { path } of await listPlaced(context)) registry.spellAs(path.slice(length));
  return stems;
}

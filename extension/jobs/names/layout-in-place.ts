import { toFoldKey } from '../../../shared/file-name.ts';
import { toItemKey } from '../../../shared/model/item.ts';
import type { Job } from '../../../shared/model/job.ts';
import { type ArchiveLayout, chooseLayout, createStemLayout } from '../../core/names/archive-layout.ts';
import { toTemplate } from '../../core/names/item-stems.ts';
import { toMark } from '../../core/names/name-mark.ts';
import { iterateTogether } from '../in-place/iterate-together.ts';
import type { StepContext } from '../run/step-context.ts';
import { hasShows, readFixedLayout, readPayloadLayout } from './read-layout.ts';

const hasStems = ({ options }: Pick<Job, 'options'>): boolean => toTemplate(options) !== null;

/** Gives stems out as they are. Older versions could give that of a post that is gone to another: the later one is marked. */
function createStemList() {
  const keys = new Map<string, string>();
  const stems = new Map<string, string>();
  const isFree = (stem: string, key: string): boolean => (keys.get(toFoldKey(stem)) ?? key) === key;
  return {
    stems,
    add(stem: string, key: string): void {
      const own = isFree(stem, key) ? stem : `${stem}~${toMark(key)}`;
      keys.set(toFoldKey(own), key);
      stems.set(key, own);
    },
  };
}

/**
 * Where things lie for lists that name what other exports, newest first, have put into the same folder too: each item as the
 * export has named it that has the word on it, whatever its preset was.
 */
export async function readLayoutInPlace(
  context: StepContext,
  others: readonly Job[],
): Promise<ArchiveLayout> {
  const { job, ports } = context;
  const own = await readPayloadLayout(context);
  const jobs = [job, ...others];
  // Names by day and id are the same in all of them.
  if (others.length === 0 || !jobs.some(hasStems)) return own;
  const { stems, add } = createStemList();
  const owners = new Map<string, string>();
  const jobIds = jobs.map(({ id }) => id);
  for await (const { jobId, record } of iterateTogether(ports.store, jobIds)) {
    if (jobId !== job.id) owners.set(record.key, jobId);
    if (record.stem !== undefined) add(record.stem, record.key);
  }
  const layouts = new Map<string, ArchiveLayout>();
  for (const known of jobs) {
    const layout = hasStems(known)
      ? createStemLayout(stems, { shows: hasShows(known.options) })
      : await readFixedLayout(ports.store, known.id);
    layouts.set(known.id, layout);
  }
  return chooseLayout((item) => layouts.get(owners.get(toItemKey(item)) ?? job.id) ?? own);
}

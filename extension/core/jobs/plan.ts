/** The plan of a job: which steps it takes, in order. Written to the store before the first is run. */

import type { Item } from '../../../shared/model/item.ts';
import type { Step, StepKind } from '../../../shared/model/job.ts';
import type { Include, JobOptions } from '../../../shared/model/job-options.ts';
import { toProfileList } from '../../../shared/model/profile-lists.ts';
import type { Source, SourceKind, SourceRef } from '../../../shared/model/source.ts';

const includeByKind: Partial<Record<SourceKind, Include>> = {
  channel_videos: 'videos',
  channel_shorts: 'shorts',
  channel_live: 'live',
  channel_playlists: 'playlists',
  channel_releases: 'releases',
};

/** A channel's uploads list mixes videos, shorts and live: it is only walked when all three are wanted. */
const uploadKinds: Include[] = ['videos', 'shorts', 'live'];

function isWanted(part: SourceRef, source: Source, options: JobOptions): boolean {
  const list = source.kind === 'profile' ? toProfileList(part.kind) : null;
  if (list) return options.lists.includes(list);
  if (source.kind !== 'channel') return true;
  const include = includeByKind[part.kind];
  if (include) return options.include.includes(include);
  return uploadKinds.every((kind) => options.include.includes(kind));
}

/** The lists of a source that are to be walked. */
export const listWantedParts = (source: Source, options: JobOptions): SourceRef[] =>
  source.parts.filter((part) => isWanted(part, source, options));

/** A step that was not begun. */
export function buildStep({
  jobId,
  index,
  kind,
  part,
}: Pick<Step, 'jobId' | 'index' | 'kind' | 'part'>): Step {
  const untouched = { cursor: null, pages: 0, done: 0, total: null, error: null } as const;
  return { jobId, index, kind, part, status: 'pending', ...untouched };
}

/** Steps after `resolve`, once the source is known. */
export function buildPlan(jobId: string, source: Source, options: JobOptions): Step[] {
  const parts = listWantedParts(source, options);
  const plan: [StepKind, SourceRef | null][] = [
    ...parts.map((part): [StepKind, SourceRef] => ['collect', part]),
    ['entries', null],
    ['details', null],
    ...(options.comments ? [['comments', null] as [StepKind, null]] : []),
    ['fetch', null],
    ...(options.withMedia ? [['download', null] as [StepKind, null]] : []),
    ['pack', null],
    ['verify', null],
  ];
  return plan.map(([kind, part], place) => buildStep({ jobId, index: place + 1, kind, part }));
}

/**
 * Dates that are only known to the day or worse cannot be compared, so a date range asks for exact ones. Some lists hold
 * all there is of an item: then nobody is asked again. A tab of reels shows how often each was played, and no other number.
 */
export function needsDetails(
  item: Pick<Item, 'kind' | 'text' | 'createdAt' | 'stats' | 'partial'>,
  options: JobOptions,
): boolean {
  const isCounted = item.kind !== 'reel' || item.stats.comments !== undefined;
  const isDated = item.createdAt.precision === 'exact';
  const isWhole = item.text !== null && isDated && isCounted && !item.partial?.includes('media');
  return !isWhole && (options.exactDetails || options.from !== null || options.to !== null);
}

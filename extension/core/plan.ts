/** The plan of a job: which steps it takes, in order. Written to the store before the first is run. */

import type { Step, StepKind } from '../../shared/model/job.ts';
import type { Include, JobOptions } from '../../shared/model/job-options.ts';
import type { Source, SourceKind, SourceRef } from '../../shared/model/source.ts';

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
  if (source.kind !== 'channel') return true;
  const include = includeByKind[part.kind];
  if (include) return options.include.includes(include);
  return uploadKinds.every((kind) => options.include.includes(kind));
}

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
  const parts = source.parts.filter((part) => isWanted(part, source, options));
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

/** Dates that are only known to the day or worse cannot be compared, so a date range asks for exact ones. */
export const needsDetails = (options: JobOptions): boolean =>
  options.exactDetails || options.from !== null || options.to !== null;

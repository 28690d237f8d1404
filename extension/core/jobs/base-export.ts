/** What a later export of the same source may build on: the last complete one, and what it has of each item. */
import type { Refusal } from '../../../shared/model/archive.ts';
import type { Job, Step } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';
import type { BaseExport, KnownItem, Scope } from './base-records.ts';
import type { StepReport } from './job-records.ts';

export type { BaseExport, KnownItem, Scope } from './base-records.ts';

/** What decides whether there is anything new about a post. */
export type Knowledge = Pick<KnownItem, 'kept' | 'limitBytes' | 'unavailable'>;

/** The same as an export has found it; `kept` is null where it is as it was before. */
export type SeenItem = Omit<KnownItem, 'kept'> & { kept: boolean | null };

/** A source as one account sees it: private things of one are no base for another. */
export function toSourceKey({ source, persona }: Pick<Job, 'source' | 'persona'>): string | null {
  if (!source) return null;
  const { platform, kind, id, own } = source;
  return [platform, kind, id, persona ?? 'anybody', own ? 'own' : 'shown'].join(' ');
}

const scopeNames = [
  'withMedia',
  'mediaTypes',
  'quality',
  'exactDetails',
  'comments',
  'thumbnails',
  'subtitles',
  'subtitleLanguages',
  'automaticSubtitles',
] as const satisfies (keyof Scope)[];

/** The scope among the options. */
export const toScope = (options: Scope): Scope =>
  Object.fromEntries(scopeNames.map((name) => [name, options[name]])) as unknown as Scope;

/** Whether all of one list stand in the other. */
export const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  inner.every((one) => outer.includes(one));

function coversMedia(known: Scope, wanted: Scope): boolean {
  if (!wanted.withMedia) return true;
  const isSameKind = (known.quality === 'audio') === (wanted.quality === 'audio');
  return known.withMedia && isSameKind && isWithin(wanted.mediaTypes, known.mediaTypes);
}

function coversSubtitles(known: Scope, wanted: Scope): boolean {
  if (!wanted.subtitles) return true;
  const hasLanguages =
    known.subtitleLanguages.length === 0 ||
    (wanted.subtitleLanguages.length > 0 && isWithin(wanted.subtitleLanguages, known.subtitleLanguages));
  return known.subtitles && hasLanguages && (known.automaticSubtitles || !wanted.automaticSubtitles);
}

/** Whether what was kept in one scope needs not be fetched again in the other. A better picture is not more. */
export const coversScope = (known: Scope, wanted: Scope): boolean =>
  coversMedia(known, wanted) &&
  coversSubtitles(known, wanted) &&
  (['exactDetails', 'comments', 'thumbnails'] as const).every((name) => known[name] || !wanted[name]);

const limitNames = ['from', 'to', 'maxItems'] as const;

/** Whether every list that was wanted was read to where nothing new could be, with nothing left out by number or date. */
export function isCompleteWalk(
  options: JobOptions,
  steps: readonly Step[],
  reports: readonly StepReport[],
): boolean {
  const lists = steps.filter(({ kind }) => kind === 'collect');
  const indexes = lists.map(({ index }) => index);
  const hasTrouble = (report: StepReport) => indexes.includes(report.index) && report.refusals.length > 0;
  return (
    limitNames.every((name) => options[name] === null) &&
    lists.length > 0 &&
    lists.every(({ status, error }) => status === 'done' && error === null) &&
    !reports.some(hasTrouble)
  );
}

/** The kinds of list that this export has read from start to end: of what is missing there can be said that it is gone. */
export function listWholeKinds(
  steps: readonly Step[],
  troubles: (step: Step) => readonly Refusal[],
): SourceKind[] {
  const lists = steps.filter(({ kind }) => kind === 'collect');
  const isWhole = (step: Step): boolean =>
    step.status === 'done' && step.error === null && !step.endedEarly && troubles(step).length === 0;
  const kinds = [...new Set(lists.flatMap(({ part }) => part?.kind ?? []))];
  return kinds.filter((kind) => lists.every((step) => step.part?.kind !== kind || isWhole(step)));
}

const isSamePart = (one: BaseExport['parts'][number], other: BaseExport['parts'][number]): boolean =>
  one.kind === other.kind && one.id === other.id;

/** Whether the base has read this list, and understood all that was in it. */
export const hasPart = ({ parts }: Pick<BaseExport, 'parts'>, part: SourceRef): boolean =>
  parts.some((known) => isSamePart(known, part) && !known.hasUnknown);

/** Whether larger files are wanted than those that were left out. */
export const wantsLarger = (
  { limitBytes }: Pick<KnownItem, 'limitBytes'>,
  { maxBytes }: Pick<JobOptions, 'maxBytes'>,
): boolean => limitBytes !== null && (maxBytes === null || maxBytes > limitBytes);

/** Whether it is to be tried again though nobody reads its list down to it. */
export const isOwed = (known: KnownItem, kind: SourceKind, options: Pick<JobOptions, 'maxBytes'>): boolean =>
  known.seenIn.includes(kind) &&
  !known.unavailable &&
  known.vanishedAt === null &&
  (!known.kept || wantsLarger(known, options));

const toListedAt = ({ listedAt, finishedAt }: BaseExport): string => listedAt ?? finishedAt;

/** Whether the base has listed after an export was begun, and so knows better than it what is there. */
export const hasListedAfter = (base: BaseExport, { createdAt }: Pick<Job, 'createdAt'>): boolean =>
  toListedAt(base) > createdAt;

/**
 * The base after another complete export, which is the one that has listed last: an older one may have been repaired since.
 * Null when the new one has kept less of each post.
 */
export function joinBases(known: BaseExport | null, next: BaseExport): BaseExport | null {
  if (!known) return next;
  if (!coversScope(next.scope, known.scope)) return null;
  const [newer, older] = toListedAt(known) > toListedAt(next) ? [known, next] : [next, known];
  // The end of a repair says nothing of when it has listed.
  const { finishedAt } = known.listedAt === next.listedAt ? known : newer;
  const parts = older.parts.filter((part) => !newer.parts.some((other) => isSamePart(part, other)));
  return { ...newer, finishedAt, kept: next.kept, parts: [...newer.parts, ...parts] };
}

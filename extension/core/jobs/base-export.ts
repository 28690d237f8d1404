/** What a later export of the same source may build on: the last complete one, and what it has of each item. */
import { z } from 'zod';
import type { Refusal } from '../../../shared/model/archive.ts';
import { itemSchema } from '../../../shared/model/item.ts';
import type { Job, Step } from '../../../shared/model/job.ts';
import { type JobOptions, jobOptionsSchema } from '../../../shared/model/job-options.ts';
import {
  type SourceKind,
  type SourceRef,
  sourceKindSchema,
  sourceSchema,
} from '../../../shared/model/source.ts';
import type { StepReport } from './job-records.ts';

const { shape } = jobOptionsSchema;

/** The choices that decide what an export keeps of a post. None has a default: what is not written down was not chosen. */
const scopeSchema = z.object({
  withMedia: shape.withMedia.unwrap(),
  mediaTypes: shape.mediaTypes.unwrap(),
  quality: shape.quality.unwrap(),
  exactDetails: shape.exactDetails.unwrap(),
  comments: shape.comments.unwrap(),
  thumbnails: shape.thumbnails.unwrap(),
  subtitles: shape.subtitles.unwrap(),
  subtitleLanguages: shape.subtitleLanguages.unwrap(),
  automaticSubtitles: shape.automaticSubtitles.unwrap(),
});
export type Scope = z.infer<typeof scopeSchema>;

/** The last complete export of a source. */
export const baseExportSchema = z.object({
  sourceKey: z.string(),
  /** Address from which it was begun. */
  refUrl: z.string(),
  jobId: z.string(),
  finishedAt: z.string(),
  /** Folder of its archive. */
  folder: z.string(),
  /** Posts that are saved, in this archive and in those that it builds on. */
  kept: z.number(),
  scope: scopeSchema,
  /** Lists that were walked, and whether there was something in them that was not understood. */
  parts: z.array(z.object({ kind: sourceKindSchema, id: z.string(), hasUnknown: z.boolean().optional() })),
  claimed: sourceSchema.shape.claimed,
});
export type BaseExport = z.infer<typeof baseExportSchema>;

/** An item that a complete export has seen. */
export const knownItemSchema = z.object({
  sourceKey: z.string(),
  /** See `toItemKey`. */
  key: z.string(),
  id: z.string(),
  title: z.string(),
  seenIn: z.array(sourceKindSchema),
  /** Everything that was asked for of it is saved. */
  kept: z.boolean(),
  /** Files that are larger than this were left out; null where none were. */
  limitBytes: z.number().nullable(),
  /** It was listed, but not to be had. */
  unavailable: z.boolean(),
  /** When an export first found that it is not listed any more. */
  vanishedAt: z.string().nullable(),
  /** As it was read, where not everything of it is saved: it is tried again also where its list is not read so far. */
  item: itemSchema.nullable().optional().catch(null),
});
export type KnownItem = z.infer<typeof knownItemSchema>;

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

const scopeNames = Object.keys(scopeSchema.shape) as (keyof Scope)[];

/** The scope among the options. */
export const toScope = (options: Scope): Scope =>
  Object.fromEntries(scopeNames.map((name) => [name, options[name]])) as unknown as Scope;

const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
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

/** The base after another complete export; the known one when the new one has kept less of each post. */
export function joinBases(known: BaseExport | null, next: BaseExport): BaseExport | null {
  if (!known) return next;
  if (!coversScope(next.scope, known.scope)) return null;
  const parts = known.parts.filter((part) => !next.parts.some((other) => isSamePart(part, other)));
  return { ...next, parts: [...next.parts, ...parts] };
}

/**
 * Whether an export may take the place of an archive, by what was asked of both: of the same page, and with at least as much
 * asked of it. What it has got is another question, see `find-losses.ts`. Pure.
 */
import type { Job } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { imageQualities, type Quality, toMaxSide } from '../../../shared/model/quality.ts';
import type { Source } from '../../../shared/model/source.ts';
import { coversScope, isWithin, toScope } from './base-export.ts';
import { isSameSource } from './same-source.ts';

/** What an archive says of itself, without its files. */
export interface ArchiveHead {
  jobId: string;
  source: Source;
  options: JobOptions;
}

/** Dates and numbers that cut an export cut it in the same way, or not at all. */
const coversLimits = (next: JobOptions, known: JobOptions): boolean =>
  (['from', 'to', 'maxItems'] as const).every((name) => next[name] === null || next[name] === known[name]) &&
  (next.maxBytes === null || (known.maxBytes !== null && next.maxBytes >= known.maxBytes));

const toRank = (quality: Quality): number =>
  quality === 'smallest' ? 0 : (toMaxSide(quality) ?? Number.POSITIVE_INFINITY);

/** Without media neither is said of anything. */
const coversQuality = (next: JobOptions, known: JobOptions): boolean =>
  !known.withMedia ||
  (toRank(next.quality) >= toRank(known.quality) &&
    imageQualities.indexOf(next.imageQuality) <= imageQualities.indexOf(known.imageQuality));

const coversLists = (next: JobOptions, known: JobOptions): boolean =>
  isWithin(known.include, next.include) &&
  isWithin(known.lists, next.lists) &&
  isWithin(known.formats, next.formats) &&
  (next.privateItems || !known.privateItems);

/** Its owner sees more of a page than others do. Before a page was looked at nobody knows. */
const seesAsMuch = (next: Source | null, known: Source): boolean =>
  next === null || known.own !== true || next.own === true;

/** What an export of only what is new adds to must not give way to it. */
export function canReplace({ id, ref, source, options }: Job, known: ArchiveHead): boolean {
  if (known.jobId === id) return true;
  return (
    isSameSource(source ?? ref, known.source) &&
    seesAsMuch(source, known.source) &&
    !options.onlyNew &&
    coversLimits(options, known.options) &&
    coversLists(options, known.options) &&
    coversQuality(options, known.options) &&
    coversScope(toScope(options), toScope(known.options))
  );
}

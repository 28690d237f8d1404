/** Whether two exports of a source ask for the same. Pure. */
import type { Job } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { SourceKind } from '../../../shared/model/source.ts';

/** A choice with what of the other is chosen for one export at a time, and never remembered. */
export function withLimitsOf(choice: JobOptions, other: JobOptions): JobOptions {
  const { comments, onlyNew, from, to, maxItems } = other;
  return { ...choice, comments, onlyNew, from, to, maxItems };
}

/** Lists are choices: their order says nothing. */
const toText = (options: JobOptions): string =>
  JSON.stringify(
    Object.entries(options)
      .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );

/** True when an export with the one choice saves what is wanted with the other. */
export const isSameChoice = (one: JobOptions, other: JobOptions): boolean => toText(one) === toText(other);

const accountKinds: readonly SourceKind[] = ['subscriptions', 'following'];

/** What a choice comes to: accounts have neither media nor details, and dates ask for exact details themselves. */
function toMeaning(kind: SourceKind, options: JobOptions): JobOptions {
  const hasPosts = !accountKinds.includes(kind);
  const isDated = options.from !== null || options.to !== null;
  return {
    ...options,
    withMedia: hasPosts && options.withMedia,
    exactDetails: hasPosts && (options.exactDetails || isDated),
  };
}

/** What a job was begun with: where the companion is missing, it has given up videos since. */
export const toAsked = ({ options, notices }: Pick<Job, 'options' | 'notices'>): JobOptions =>
  notices.some(({ code }) => code === 'host.missing') ? { ...options, withMedia: true } : options;

/** True when a job saves what is wanted with a choice of its page, or would if it could. */
export const servesChoice = (job: Pick<Job, 'ref' | 'options' | 'notices'>, wanted: JobOptions): boolean =>
  [job.options, toAsked(job)].some((options) =>
    isSameChoice(toMeaning(job.ref.kind, options), toMeaning(job.ref.kind, wanted)),
  );

/** Whether two exports of a source ask for the same. Pure. */
import type { JobOptions } from '../../../shared/model/job-options.ts';

/** What is chosen for one export at a time, and never remembered. */
const once = { comments: false, onlyNew: false, from: null, to: null, maxItems: null } as const;

/** What of an export's choice is kept for the next one. */
export const toLastingChoice = (options: JobOptions): JobOptions => ({ ...options, ...once });

/** Lists are choices: their order says nothing. */
const toText = (options: JobOptions): string =>
  JSON.stringify(
    Object.entries(options)
      .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );

/** True when an export with the one choice saves what is wanted with the other. */
export const isSameChoice = (one: JobOptions, other: JobOptions): boolean => toText(one) === toText(other);

/** What the check says on the terminal. */
import { type ChoiceReason, type Completeness, choiceReasonSchema } from '../../shared/model/archive.ts';
import { toPrintable } from '../../shared/printable.ts';
import type { CheckResult, Difference } from '../../shared/verify/check-result.ts';

/** One line; a hostile name cannot break it or send codes to the terminal. */
export function formatDifference({ code, path, detail }: Difference): string {
  return `${code}  ${toPrintable(path)} ${toPrintable(detail)}`;
}

/** What was exported, what of it was saved, and what the platform refused. */
export function formatCompleteness(completeness: Completeness): string {
  const { claimed, claimedExact, notSeen, seen, saved, refused, lacking = [], undated = 0 } = completeness;
  const kept = new Set(lacking.map(({ id }) => id));
  const refusedIds = new Set(refused.map(({ id }) => id).filter((id) => !kept.has(id)));
  const unsaved = seen - saved;
  const parts = [
    `${saved} of ${seen} items saved`,
    ...(unsaved > 0 ? [`${unsaved} not saved`] : []),
    ...(kept.size > 0 ? [`${kept.size} without all comments or captions`] : []),
    `${refusedIds.size} refused`,
    ...(claimed === null ? [] : [`the site's own count is ${claimedExact ? '' : 'about '}${claimed}`]),
    ...(notSeen > 0 ? [`${notSeen} claimed but never listed`] : []),
    ...formatLeftOut(completeness.leftOut),
    ...(undated > 0 ? [`${undated} taken though their day is not known`] : []),
  ];
  return `completeness: ${parts.join(', ')}`;
}

const choices: Record<ChoiceReason, string> = {
  dates: 'outside the chosen days',
  private: 'that not everybody may see',
  known: 'that the earlier export has',
  max_bytes: 'larger than wanted (files)',
  media_types: 'of kinds that were not wanted (files)',
};

function formatLeftOut(leftOut: Completeness['leftOut'] = {}): string[] {
  const parts = choiceReasonSchema.options.flatMap((reason) =>
    leftOut[reason] === undefined ? [] : [`${leftOut[reason]} ${choices[reason]}`],
  );
  return parts.length > 0 ? [`left out by choice: ${parts.join(', ')}`] : [];
}

/** The last line. */
export function formatSummary(label: string, result: CheckResult): string {
  const { differences, checkedFiles, checkedBytes } = result;
  const checked = `${checkedFiles} files, ${checkedBytes} bytes checked`;
  if (differences === 0) return `clean: the ${label} is as its manifest says (${checked})`;
  return `not clean: ${differences} ${differences === 1 ? 'difference' : 'differences'} (${checked})`;
}

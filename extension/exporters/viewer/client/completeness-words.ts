/** Whether everything is in an archive, in a line. Pure. */
import type { Completeness } from '../../../../shared/model/archive.ts';

/** Nothing was refused, and the site claims no more. */
export const isWhole = ({ saved, seen, notSeen, refused }: Completeness): boolean =>
  saved === seen && notSeen === 0 && refused.length === 0;

const toCount = (count: number): string => count.toLocaleString();

/** "18 of 18 saved, comments of 18 not, 1 refused": what was refused twice counts once. */
export function toCompletenessWords(completeness: Completeness): string {
  const { saved, seen, posts = seen, refused, lacking = [] } = completeness;
  if (isWhole(completeness) && posts === 0) return seen === 0 ? 'Nothing was found' : 'No post was found';
  if (isWhole(completeness)) return seen === 1 ? 'Saved' : `All ${toCount(seen)} saved`;
  const kept = new Set(lacking.map(({ id }) => id));
  const refusedIds = new Set(refused.map(({ id }) => id).filter((id) => !kept.has(id)));
  const parts = (['comments', 'captions'] as const).map((what) => {
    const count = lacking.filter((one) => one.what.includes(what)).length;
    return count > 0 && `${what} of ${toCount(count)} not`;
  });
  return [
    `${toCount(saved)} of ${toCount(seen)} saved`,
    ...parts,
    refusedIds.size > 0 && `${toCount(refusedIds.size)} refused`,
  ]
    .filter(Boolean)
    .join(', ');
}

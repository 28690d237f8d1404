/** What has changed of an item since it was seen before. Pure. */
import type { Count, Item } from '../../../shared/model/item.ts';
import type { Observation } from '../../../shared/model/observation.ts';

type Facts = Omit<Observation, 'at'>;

/** All that the observations say together: the state after the last of them. */
function foldObservations(observations: readonly Observation[]): Facts {
  const known: Facts = {};
  for (const { at: _at, stats, ...facts } of observations)
    Object.assign(known, facts, { stats: { ...known.stats, ...stats } });
  return known;
}

/** A rounded count says nothing new beside an exact one; lists round what the post itself has exactly. */
const isNewCount = (known: Count | undefined, seen: Count): boolean => {
  if (seen.precision === 'exact') return known?.precision !== 'exact' || known.value !== seen.value;
  return known === undefined || (known.precision === 'rounded' && known.text !== seen.text);
};

function findNewStats(known: Item['stats'], seen: Item['stats']): Item['stats'] {
  const entries = Object.entries(seen) as [keyof Item['stats'], Count | undefined][];
  return Object.fromEntries(entries.filter(([name, count]) => count && isNewCount(known[name], count)));
}

/** What this look at an item adds to those that are noted; null when it says nothing new. What was not read is no change. */
export function observeItem(item: Item, noted: readonly Observation[], at: string): Observation | null {
  const known = foldObservations(noted);
  const stats = findNewStats(known.stats ?? {}, item.stats);
  const facts: Facts = {
    ...(item.title !== '' && item.title !== known.title && { title: item.title }),
    ...(item.text !== null && item.text !== known.text && { text: item.text }),
    ...(Object.keys(stats).length > 0 && { stats }),
    ...(item.privacy !== 'unknown' && item.privacy !== known.privacy && { privacy: item.privacy }),
    ...(item.unavailable !== (known.unavailable ?? null) && { unavailable: item.unavailable }),
  };
  return Object.keys(facts).length > 0 ? { at, ...facts } : null;
}

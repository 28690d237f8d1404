import { toFoldKey } from '../../../shared/file-name.ts';
import { toMark } from './name-mark.ts';

// What is put behind a stem to tell several files of one item apart.
const ending = /(?:_\d+|-thumb)$/i;

/** The stems that were given out in an archive. */
export interface StemRegistry {
  /** Takes one that was given out before. */
  keep(stem: string): void;
  /** The stem itself, or with a mark of the item's key behind it when another has it. */
  claim(stem: string, key: string): string;
}

/** Gives out stems that no file system confuses, with the numbers and ends that are put behind them too. */
export function createStemRegistry(): StemRegistry {
  const taken = new Set<string>();
  const numbered = new Set<string>();
  const cut = (fold: string): string => fold.replace(ending, '');
  const keep = (stem: string): void => {
    const fold = toFoldKey(stem);
    taken.add(fold);
    if (cut(fold) !== fold) numbered.add(cut(fold));
  };
  const isFree = (fold: string): boolean => !taken.has(fold) && !numbered.has(fold) && !taken.has(cut(fold));
  return {
    keep,
    claim(stem, key) {
      const claimed = isFree(toFoldKey(stem)) ? stem : `${stem}~${toMark(key)}`;
      keep(claimed);
      return claimed;
    },
  };
}

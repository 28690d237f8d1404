import { toFoldKey } from '../../../shared/file-name.ts';
import { toMark } from './name-mark.ts';

// What is put behind a stem to tell several files of one item apart.
const ending = /(?:_\d+|-thumb)$/i;

/** The stems that were given out in an archive. */
export interface StemRegistry {
  /** One that was given out before, to the item of this key. Of two items that were given the same the first keeps it. */
  keep(stem: string, key: string): void;
  /** A file lies there: what differs by no more than case from its name, or from that of its folder, is spelled as that is. */
  spellAs(path: string): void;
  /** The stem itself, or with a mark of the item's key behind it when another has it. */
  claim(stem: string, key: string): string;
}

function* listFolders(path: string): Generator<string> {
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) yield path.slice(0, at);
}

// What is put behind a stem in the end: a language or what is in it, and the kind of file.
const fileEnds = /^(?:\.[\w-]+)?\.\w+$/;

/** Whatever may be a stem of it: where names have dots and ends, that cannot be told. */
function* listStems(path: string): Generator<string> {
  const name = path.lastIndexOf('/') + 1;
  for (let at = path.indexOf('.', name + 1); at > 0; at = path.indexOf('.', at + 1)) {
    if (!fileEnds.test(path.slice(at))) continue;
    yield path.slice(0, at);
    yield path.slice(0, at).replace(ending, '');
  }
}

/** Gives out stems that no file system confuses, with the numbers and ends that are put behind them too. */
export function createStemRegistry(): StemRegistry {
  const taken = new Map<string, { stem: string; key: string }>();
  const numbered = new Set<string>();
  const spellings = new Map<string, string>();
  const cut = (fold: string): string => fold.replace(ending, '');
  const learn = (names: Iterable<string>): void => {
    for (const name of names) {
      const fold = toFoldKey(name);
      if (!spellings.has(fold)) spellings.set(fold, name);
    }
  };
  const spell = (path: string): string => {
    const at = path.lastIndexOf('/');
    return spellings.get(toFoldKey(path)) ?? (at < 0 ? path : `${spell(path.slice(0, at))}${path.slice(at)}`);
  };
  const keep = (stem: string, key: string): void => {
    const fold = toFoldKey(stem);
    if (taken.has(fold)) return;
    taken.set(fold, { stem, key });
    if (cut(fold) !== fold) numbered.add(cut(fold));
    learn(listFolders(stem));
  };
  const isFree = (fold: string): boolean => !taken.has(fold) && !numbered.has(fold) && !taken.has(cut(fold));
  return {
    keep,
    spellAs(path) {
      learn(listFolders(path));
      learn(listStems(path));
    },
    claim(stem, key) {
      const known = taken.get(toFoldKey(stem));
      if (known?.key === key) return known.stem;
      const spelled = spell(stem);
      const claimed = isFree(toFoldKey(spelled)) ? spelled : `${spelled}~${toMark(key)}`;
      keep(claimed, key);
      return claimed;
    },
  };
}

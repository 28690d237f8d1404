/** Search as people expect it: any order of words, no matter the case or the accents; "quoted words" stay together. */

// Accents, and the points of Hebrew, Arabic and Hindi, which most people leave out. The vowels and tones of other scripts are marks to
// Unicode, too, but without them other words are left; so are the marks that make another letter of one in Japanese.
const accents =
  /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Hebrew}\u093c]/gu;

/** Text in the form in which it is compared. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(accents, '').toLowerCase();
}

/** The parts of a query that must all be found. */
export function readTerms(query: string): string[] {
  return [...query.matchAll(/"([^"]+)"|([^\s"]+)/g)]
    .map(([, quoted, word]) => foldText(quoted ?? word ?? '').trim())
    .filter((term) => term !== '');
}

/** The text of each row, folded. */
export interface SearchIndex {
  /** Adds text of a row to what is searched. */
  add(row: number, text: string): void;
  matches(row: number, terms: string[]): boolean;
}

/** An empty index of `size` rows. */
export function createSearchIndex(size: number): SearchIndex {
  const haystacks: string[] = new Array(size).fill('');
  return {
    add(row, text) {
      haystacks[row] += `${foldText(text)}\n`;
    },
    matches: (row, terms) => terms.every((term) => haystacks[row]?.includes(term)),
  };
}

/** Pieces of a text, those that match a term marked; for showing where it was found. */
export function splitByTerms(text: string, terms: string[]): { text: string; found: boolean }[] {
  const patterns = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (patterns.length === 0) return [{ text, found: false }];
  return text
    .split(new RegExp(`(${patterns.join('|')})`, 'giu'))
    .map((piece, index) => ({ text: piece, found: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** Reads `videos=10000,shorts=0` into numbers under the names that `known` has; other names and non-numbers are errors. */
export function parseCounts<T extends Record<keyof T, number>>(text: string, known: T): Partial<T> {
  const counts: Partial<Record<keyof T, number>> = {};
  const isKnown = (name: string): name is keyof T & string => Object.hasOwn(known, name);
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const [name = '', value = ''] = part.split('=').map((piece) => piece.trim());
    if (!isKnown(name)) {
      throw new Error(`unknown scale "${name}": use one of ${Object.keys(known).join(', ')}`);
    }
    if (!/^\d+$/.test(value)) throw new Error(`scale ${name} needs a number, not "${value}"`);
    counts[name] = Number(value);
  }
  return counts as Partial<T>;
}

/** Puts one more entry into a list that stands in a file of code, wherever and however it is laid out. */

const closers: Record<string, string> = { '{': '}', '[': ']' };

/** Index of the bracket that closes the one at `start`; texts with brackets in them are none of these lists' business. */
function findCloser(text: string, start: number): number {
  const open = text[start] ?? '';
  const close = closers[open];
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === open) depth += 1;
    if (text[index] === close) depth -= 1;
    if (depth === 0) return index;
  }
  throw new Error('the list does not end');
}

/**
 * The text with `entry` as the last of the list that begins behind `opening`, whose last character is its bracket.
 * Throws when there is no such list.
 */
export function insertEntry(text: string, opening: string, entry: string): string {
  const place = text.indexOf(opening);
  if (place < 0) throw new Error(`there is no "${opening}"`);
  const end = findCloser(text, place + opening.length - 1);
  const before = text.slice(0, end).trimEnd();
  const comma = /[,[{]$/.test(before) ? '' : ',';
  return `${before}${comma} ${entry}${text.slice(before.length)}`;
}

/** The text with a line among its imports; the formatter puts it into its place. */
export function insertImport(text: string, line: string): string {
  return insertAfterLast(text, /^import .* from '\.\/.*';$/, line);
}

/** The text with a line behind the last one that matches. */
export function insertAfterLast(text: string, pattern: RegExp, line: string): string {
  const lines = text.split('\n');
  const last = lines.findLastIndex((each) => pattern.test(each));
  if (last < 0) throw new Error(`no line matches ${pattern}`);
  return lines.toSpliced(last + 1, 0, line).join('\n');
}

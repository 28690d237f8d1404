/** Text of a child in lines, with bounds: what a child prints must not become our memory. */

const defaultMaxLength = 64 * 1024;

/** Returns a function to feed with pieces of text. Lines above the bound (64 Ki characters) are cut; CR counts as an end too. */
export function createLineSplitter(
  onLine: (line: string) => void,
  maxLineLength = defaultMaxLength,
): (text: string) => void {
  let open = '';
  /** What is cut off is not even looked at again, or a line without end would take ever longer. */
  const add = (text: string): void => {
    if (open.length < maxLineLength) open = (open + text).slice(0, maxLineLength);
  };
  return (text) => {
    const [first = '', ...rest] = text.split(/\r\n|\n|\r/);
    add(first);
    for (const next of rest) {
      if (open !== '') onLine(open);
      open = '';
      add(next);
    }
  };
}

const tailLines = 50;

/** The last lines of a stream, each cut to a thousand characters. */
export function createTail(): { add(line: string): void; lines(): string[] } {
  const kept: string[] = [];
  return {
    add(line) {
      kept.push(line.slice(0, 1000));
      if (kept.length > tailLines) kept.shift();
    },
    lines: () => [...kept],
  };
}

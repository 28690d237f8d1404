/** Captions that come in pieces, as one WebVTT text. Pure. */

const timing = /^(?:\d+:)?\d{2}:\d{2}\.\d{3}\s+-->/;
const block = /\r?\n\r?\n+/;

/** The blocks of a piece but its head: cues, and what says how they look. */
function listBlocks(text: string): string[] {
  const plain = text.replace(/^\ufeff/, '');
  if (!plain.startsWith('WEBVTT')) return [];
  return plain
    .split(block)
    .slice(1)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const isCue = (one: string): boolean =>
  one
    .split(/\r?\n/)
    .slice(0, 2)
    .some((line) => timing.test(line));

/**
 * One text of all pieces in order. A cue that goes on over the end of a piece is in both; styles are in each. Both are
 * kept once. Null when none of the pieces is WebVTT.
 */
export function joinCaptions(pieces: readonly string[]): string | null {
  if (!pieces.some((piece) => piece.replace(/^\ufeff/, '').startsWith('WEBVTT'))) return null;
  const seen = new Set<string>();
  const rest: string[] = [];
  const cues: string[] = [];
  for (const one of pieces.flatMap(listBlocks)) {
    if (seen.has(one)) continue;
    seen.add(one);
    (isCue(one) ? cues : rest).push(one);
  }
  return `${['WEBVTT', ...rest, ...cues].join('\n\n')}\n`;
}

/**
 * Text that was written by others, as it may stand in a line of a terminal: what does not show, breaks the line or commands
 * the terminal is written as its number. Joiners stay: emoji and Persian words need them.
 */
export const toPrintable = (text: string): string =>
  text.replaceAll(
    /(?!\p{Join_Control})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

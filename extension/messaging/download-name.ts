/** Names that the browser's downloads take. Pure. */

/** Keeps two parts of a Persian word apart. */
const joiner = /\u200c/gu;

/**
 * Chromium answers "Invalid filename" to characters of the kinds Cc and Cf wherever they stand: the joiners of words and of
 * emoji are among them, and the tags behind some flags. Tried in Chromium 156.
 */
const refused = /[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

/** A path of parts that are file names already: words stay apart, emoji come in their parts. */
export const toDownloadName = (path: string): string => path.replace(joiner, ' ').replace(refused, '');

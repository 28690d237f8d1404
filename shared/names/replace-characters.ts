/**
 * Characters that names of files cannot have, replaced in one value of a template as yt-dlp does it. So a title is spelled
 * as in a folder that yt-dlp has filled. Pure.
 */

const lookalikes: Record<string, string> = {
  '/': '⧸',
  '\\': '⧹',
  '"': '＂',
  '*': '＊',
  ':': '：',
  '<': '＜',
  '>': '＞',
  '?': '？',
  '|': '｜',
};

/** Stands before what was put in the place of a character: of several in a row one is kept, at the ends none. */
const mark = '\0';
const repeated = new RegExp(`(${mark}.)(?:\\1)+`, 'gu');
const atEnds = new RegExp(`^${mark}.(?:${mark}.|[ _-])*|(?:${mark}.|[ _-])*${mark}.$`, 'gu');

function spell(text: string, replace: (character: string) => string): string {
  if (text === '') return '';
  const times = text.replaceAll(/\d+(?::\d+)+/g, (found) => found.replaceAll(':', '_'));
  const replaced = Array.from(times, replace)
    .join('')
    .replaceAll(repeated, '$1')
    .replaceAll(atEnds, '')
    .replaceAll(mark, '');
  return replaced === '' ? '_' : replaced;
}

/** `12:30` becomes `12_30`, a line break a blank, others what looks like them; where nothing is left there is `_`. */
export const replaceCharacters = (text: string): string =>
  spell(text, (character) => {
    if (character === '\n') return `${mark} `;
    return lookalikes[character] ?? (/\p{Cc}/u.test(character) ? '' : character);
  });

const accented = 'ÂÃÄÀÁÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖŐÙÚÛÜŰÝàáâãäåçèéêëìíîïñòóôõöőùúûüűýÿ';
const ligatures: Record<string, string> = {
  ...{ Æ: 'AE', Œ: 'OE', Þ: 'TH', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ Ð: 'D', ð: 'o', Ø: 'O', ø: 'o' },
};

function restrict(character: string): string {
  if (accented.includes(character)) return character.normalize('NFD').charAt(0);
  const letters = ligatures[character];
  if (letters !== undefined) return letters;
  if (/[?"\x7f]/.test(character) || character < ' ') return '';
  if (character === ':') return `${mark}_${mark}-`;
  if (/[\\/|*<>]/.test(character)) return `${mark}_`;
  if (/[!&'()[\]{}$;`^,#\s]|\P{ASCII}/u.test(character))
    return /[\p{C}\p{M}]/u.test(character) ? '' : `${mark}_`;
  return character;
}

/** As with yt-dlp's `--restrict-filenames`: ASCII without blanks and what a shell could mistake. */
export const restrictCharacters = (text: string): string => spell(text.normalize('NFKC'), restrict);

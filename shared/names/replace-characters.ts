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

const isLoose = (character: string | undefined): boolean =>
  character !== undefined && ' _-'.includes(character);

/** Without the marked characters at its ends, and the blanks, `_` and `-` among them. By hand: a pattern takes the square of the length. */
function trimMarked(text: string): string {
  let from = 0;
  let to = text.length;
  if (text[from] === mark)
    while (from < to && (text[from] === mark || isLoose(text[from]))) from += text[from] === mark ? 2 : 1;
  if (text[to - 2] === mark)
    while (from < to && (text[to - 2] === mark || isLoose(text[to - 1]))) to -= text[to - 2] === mark ? 2 : 1;
  return text.slice(from, Math.max(from, to));
}

function spell(text: string, replace: (character: string) => string): string {
  if (text === '') return '';
  const times = text.replaceAll(/(?<!\d)\d+(?::\d+)+/g, (found) => found.replaceAll(':', '_'));
  const replaced = trimMarked(Array.from(times, replace).join('').replaceAll(repeated, '$1')).replaceAll(
    mark,
    '',
  );
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

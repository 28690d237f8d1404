/**
 * Characters that names of files cannot have, replaced in one value of a template as yt-dlp does it: by those that look
 * like them. So a title is spelled as in a folder that yt-dlp has filled. Pure.
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

/** `12:30` becomes `12_30`, a line break a blank; where nothing is left there is `_`. */
export function replaceCharacters(text: string): string {
  if (text === '') return '';
  const replaced = text
    .replaceAll(/\d+(?::\d+)+/g, (times) => times.replaceAll(':', '_'))
    .replaceAll(/["*:<>?|/\\]/g, (character) => lookalikes[character] ?? '')
    .replaceAll(/^\n[\n _-]*|[\n _-]*\n$/g, '')
    .replaceAll(/\n+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '');
  return replaced === '' ? '_' : replaced;
}

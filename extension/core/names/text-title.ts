const maxLength = 100;

/**
 * A title for a post that has none of its own: the first line of its text that says something, cut between words to
 * about 100 characters; '' for no text.
 */
export function toTextTitle(text: string | null): string {
  const line = (text ?? '').split(/[\n\r\u2028\u2029]/).find((candidate) => candidate.trim() !== '');
  const title = (line ?? '').trim();
  if (title.length <= maxLength) return title;
  const space = title.lastIndexOf(' ', maxLength);
  const cut = title.slice(0, space > maxLength / 2 ? space : maxLength);
  // Never through the middle of a character.
  return `${cut.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

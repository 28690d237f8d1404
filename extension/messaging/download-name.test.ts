import { describe, expect, it } from 'vitest';
import { toDownloadName } from './download-name.ts';

describe('a name for the downloads of the browser', () => {
  it.each([
    ['joiners of words', 'می\u200cخواهم.mp4', 'می خواهم.mp4'],
    ['joiners of emoji', 'a 👨\u200d👩.mp4', 'a 👨👩.mp4'],
    ['the tags of a flag', '🏴\u{E0067}\u{E0062}\u{E007F} match.mp4', '🏴 match.mp4'],
    ['signs of Arabic numbers', '\u060012.mp4', '12.mp4'],
    ['control characters', 'a\u0085b.mp4', 'ab.mp4'],
  ])('leaves out %s', (_case, name, wanted) => {
    expect(toDownloadName(name)).toBe(wanted);
  });

  it('keeps folders and everything else', () => {
    expect(toDownloadName('Talks/Ünï “q” #1 100% 日本.mp4')).toBe('Talks/Ünï “q” #1 100% 日本.mp4');
  });
});

import { expect, it } from 'vitest';
import { toAbsentWords } from './absent-words.ts';

it.each([
  ['video', 'No video file was saved'],
  ['reel', 'No video file was saved'],
  ['photo_post', 'No picture was saved'],
  ['story', 'No video or picture was saved'],
  ['post', null],
] as const)('of a %s without files it is said: %s', (kind, said) => {
  expect(toAbsentWords(kind)).toBe(said);
});

import { expect, it } from 'vitest';
import { sourceOf } from '../testing/tiny-files.ts';
import { hasOggPicture } from './ogg-picture.ts';

/** Of one segment. */
const page = (content: string): Buffer =>
  Buffer.concat([
    Buffer.from('OggS'),
    Buffer.alloc(22),
    Buffer.from([1, content.length]),
    Buffer.from(content, 'latin1'),
  ]);

it.each([
  ['Theora behind its sound', [page('\x01vorbis'.padEnd(30)), page('\x80theora'.padEnd(42))], true],
  ['Theora behind a skeleton', [page('fishead\0'.padEnd(64)), page('\x80theora'.padEnd(42))], true],
  ['sound', [page('OpusHead'.padEnd(19)), page('OpusTags theora'.padEnd(60))], false],
  ['nothing', [], false],
])('%s has a picture, or none', (_name, pages, isFilm) => {
  expect(hasOggPicture(sourceOf(Buffer.concat(pages)))).toBe(isFilm);
});

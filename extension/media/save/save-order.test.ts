import { expect, it } from 'vitest';
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import { listContainers, listLeft, type SaveOrder, toTargetStem } from './save-order.ts';

const choose = (change: object) => downloadChoiceSchema.parse({ quality: 'original', ...change });
const order = (template: string | null): SaveOrder => ({
  downloadId: 'd',
  url: 'https://site.test/watch/1',
  title: 'Rain / hail',
  author: 'Mira',
  template,
  createdAt: '2026-11-21T12:00:00Z',
  choice: choose({}),
});
const address = 'https://cdn.test/a/clip-7.mp4?key=1';

it('a file has the name that the template makes of it, and without one its title', () => {
  expect(toTargetStem(order(null), address)).toBe('target/Rain hail');
  expect(toTargetStem(order('%(uploader)s/%(id)s %(title).4s.%(ext)s'), address)).toBe(
    'target/Mira/clip-7 Rain',
  );
});

it('a name can say when the download was asked for', () => {
  expect(toTargetStem(order('%(epoch>%Y-%m-%d)s %(autonumber)s.%(ext)s'), address)).toBe(
    'target/2026-11-21 00001',
  );
});

it.each(['../%(title)s.%(ext)s', '%(nothing)s.%(ext)s', '%(height)s.%(ext)s'])(
  'the template %s is refused',
  (template) => {
    expect(() => toTargetStem(order(template), address)).toThrow('The template for names was refused');
  },
);

it('the kind of file that was chosen is tried first', () => {
  expect(listContainers(choose({ container: 'mkv' }))).toEqual(['mkv', 'mp4', 'webm']);
  expect(listContainers(choose({ quality: 'audio', audioFormat: 'opus' }))[0]).toBe('opus');
});

it('what only the companion does is named, and nothing else', () => {
  const all = choose({
    sections: [{ startSec: 1, endSec: 2 }],
    thumbnail: 'file',
    skipKnown: true,
    embedMetadata: true,
    embedChapters: true,
    rateLimitBytesPerSec: 9,
    maxBytes: 9,
  });
  expect(listLeft(all, { extension: 'mp4', isAsFound: true })).toEqual([
    ...['sections', 'thumbnail', 'metadata', 'chapters', 'skipKnown'],
  ]);
  const sound = choose({ quality: 'audio', audioFormat: 'mp3', embedMetadata: true });
  expect(listLeft(sound, { extension: 'm4a', isAsFound: false })).toEqual(['audioFormat']);
  expect(listLeft(sound, { extension: 'mp3', isAsFound: false })).toEqual([]);
});

it('a kind of file that could not be made is named', () => {
  const film = choose({ container: 'webm' });
  expect(listLeft(film, { extension: 'mp4', isAsFound: false })).toEqual(['container']);
  expect(listLeft(film, { extension: 'webm', isAsFound: false })).toEqual([]);
  expect(listLeft(film, { extension: 'webm', isAsFound: false, lacksCaptions: true })).toEqual(['captions']);
  expect(listLeft(film, { extension: 'webm', isAsFound: false, hasOtherSounds: true })).toEqual(['sounds']);
});

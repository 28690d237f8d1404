import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFolderName, parseArchivePath, parseFilePath } from './archive-path.ts';

const unsafe = expect.objectContaining({ code: 'input.path_unsafe' });

test.each([
  'manifest.json',
  'index.html',
  'data/index.html',
  'items.jsonld',
  'playlists/Everything.m3u8',
  'media/Tug⧸Tide/Season 2026/Tug⧸Tide - s2026e073101 - What？ [abc]-thumb.jpg',
  'media/videos/youtube/2026-01-31_dQw4w9WgXcQ.mp4',
  'media/images/youtube/2026-01-31_-rf0-_x.webp',
  'media/subtitles/youtube/2026-01-31_dQw4w9WgXcQ.zh-Hant.vtt',
  'notes/日本語 🎉.txt',
])('accepts %s', (path) => {
  expect(parseFilePath(path).join('/')).toBe(path);
});

test.each([
  ['the parent', '../x.json'],
  ['the parent in the middle', 'media/../../x.json'],
  ['this folder', './x.json'],
  ['an absolute path', '/etc/x.json'],
  ['a drive', 'C:/x.json'],
  ['a drive-relative path', 'C:x.json'],
  ['a stream of NTFS', 'x.json:evil.txt'],
  ['a backslash', 'media\\x.json'],
  ['a network share', '//server/x.json'],
  ['an empty part', 'media//x.json'],
  ['NUL', 'x\u0000.json'],
  ['a newline', 'x\n.json'],
  ['a mark that turns text round', 'x\u202egpj.json'],
  ['half of a surrogate pair', 'x\ud800.json'],
  ['a hidden name', '.bashrc.txt'],
  ['the folder of unfinished files', '.partial/x.json'],
  ['a device', 'media/CON.json'],
  ['a device with two extensions', 'nul.tar.json'],
  ['a device with a superscript digit', 'com¹.json'],
  ['a trailing dot', 'media./x.json'],
  ['a trailing space', 'media /x.json'],
  ['a leading dash, which programs take for an option', '-rf.json'],
  ['decomposed characters', 'e\u0301.json'],
  ['a very long name', `${'x'.repeat(300)}.json`],
])('refuses %s', (_name, path) => {
  expect(() => parseFilePath(path)).toThrow(unsafe);
});

test.each([
  'x.desktop',
  'x.url',
  'x.lnk',
  'x.webloc',
  'x.html',
  'media/index.html',
  'INDEX.HTML',
  'x.svg',
  'x.exe',
  'x.sh',
  'x',
  'x.json.bat',
])('refuses to write %s, which a desktop might open or run', (path) => {
  expect(() => parseFilePath(path)).toThrow(unsafe);
});

test.each(['a/b', '..', '', 'a.', 'nul', '.hidden', 'a\\b'])('refuses the folder name %j', (name) => {
  expect(() => checkFolderName(name)).toThrow(unsafe);
});

test('whatever is accepted stays below the folder it is joined to', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('..', '.', '/', '\\', 'a', 'C:', '~', '\u0000', ' ', '.json'), {
        maxLength: 12,
      }),
      (parts) => {
        const path = parts.join('');
        try {
          parseArchivePath(path);
        } catch (error) {
          expect(error).toEqual(unsafe);
          return;
        }
        expect(posix.join('/root/archive', path).startsWith('/root/archive/')).toBe(true);
      },
    ),
  );
});

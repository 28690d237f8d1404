import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSafeArchivePath } from '../../shared/archive-path.ts';
import { parseNameTemplate } from '../../shared/names/name-template.ts';
import { buildNameQuery, defaultTemplate, fillTemplate, type NameValues } from './name-template.ts';

const parse = (template: string) => parseNameTemplate(template, 'companion');
const fill = (template: string, values: NameValues): string => fillTemplate(parse(template), values);

test.each<[string, NameValues, string]>([
  [defaultTemplate, { title: 'A film', id: 'abc' }, 'A film [abc]'],
  ['%(uploader)s/%(title).5s.%(ext)s', { uploader: 'me', title: '1234567' }, 'me/12345'],
  ['%(playlist_index)03d - %(title)s', { playlist_index: 7, title: 'x' }, '007 - x'],
  ['%(playlist_index)s of %(n_entries)s', { playlist_index: 7, playlist_count: 120 }, '007 of 120'],
  ['%(upload_date>%Y-%m)s %(id)s', { upload_date: '20260131', id: 'x' }, '2026-01 x'],
  ['%(title)s.%(resolution)s', { title: 'x', resolution: '640x360' }, 'x.640x360'],
  ['%(ext)s/%(format_id)s %(epoch>%Y)s', { ext: 'mp4', format_id: '18', epoch: 1790000000 }, 'mp4/18 2026'],
  ['%(fps).1f%% of %(height)d', { fps: 29.97, height: 1080.4 }, '30.0% of 1080'],
  ['%(title).7B', { title: 'ääää' }, 'äää'],
  ['%(series|Films)s/%(title,id)s', { id: 'x' }, 'Films/x'],
  ['%(channel)s %(title)s', { channel: null, title: 'x' }, 'NA x'],
  ['%(artist)-5s|', { artist: 'me' }, 'me'],
  ['%(tags)l %(tags.0)s %(is_live)s', { tags: ['a', 'b', {}], is_live: false }, 'a, b a False'],
  ['%(title)s', { title: 'one/two: "three"' }, 'one⧸two： ＂three＂'],
])('%s of %j is %s', (template, values, name) => {
  expect(fill(template, values)).toBe(name);
});

test('yt-dlp is asked for the values of the fields alone, as JSON', () => {
  expect(
    buildNameQuery(parse('%(upload_date>%Y)s/%(title,id|none).80s %% %(view_count-like_count)03d.%(ext)s')),
  ).toBe('%(.{upload_date,title,id,view_count,like_count,playlist_count})j');
});

describe.each([
  ['the whole info', '%()j'],
  ['another field', '%(http_headers)s'],
  ['a part of a field', '%(formats.0.url)s'],
  ['a list of fields of a field', '%(formats.:.{url})s'],
  ['a replacement', '%(title&{0.__class__})s'],
  ['shell quoting', '%(title)q'],
  ['a named parameter of the environment', '$HOME/%(title)s/%(HOME)s'],
  ['no field', '100% sure'],
  ['an open field', '%(title'],
  ['a date that is none', '%(upload_date>%c(x))s'],
  ['an absolute path', '/etc/%(title)s'],
  ['a home folder', '~/x'],
  ['a drive', 'C:x'],
  ['a way up', '../%(title)s'],
  ['a way up in the middle', 'a/../../%(title)s'],
  ['a folder without a name', 'a//%(title)s'],
  ['a backslash', 'a\\..\\%(title)s'],
  ['a line break', 'a\n%(title)s'],
  ['too many folders', 'a/b/c/d/e/%(title)s'],
])('%s', (_name, template) => {
  test('is refused', () => {
    expect(() => parse(template)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

test('whatever the site says, the name stays a safe one below the folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (uploader, title) => {
      const path = fill('%(uploader)s/%(title)s [%(title).3s]', { uploader, title });
      expect(path.split('/')).toHaveLength(2);
      expect(isSafeArchivePath(path)).toBe(true);
      expect(path.length).toBeLessThan(300);
    }),
    { numRuns: 20 },
  );
});

test.each(['..', '../../etc/passwd', '/etc/passwd', 'a/b', 'NUL', '-rf', '.hidden', 'x.desktop\u202e4pm'])(
  'an uploader called %j is one folder',
  (uploader) => {
    const path = fill('%(uploader)s/%(title)s', { uploader, title: 'x' });
    expect(path).toMatch(/^[^/.-][^/]*\/x$/);
  },
);

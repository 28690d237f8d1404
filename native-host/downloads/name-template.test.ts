import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSafeArchivePath } from '../../shared/archive-path.ts';
import { buildNameQuery, defaultTemplate, fillTemplate, parseTemplate } from './name-template.ts';

const fill = (template: string, ...values: unknown[]): string =>
  fillTemplate(parseTemplate(template), values);

test.each([
  [defaultTemplate, ['A film', 'abc'], 'A film [abc]'],
  ['%(uploader)s/%(title).5s.%(ext)s', ['me', '1234567'], 'me/12345'],
  ['%(playlist_index)03d - %(title)s', [7, 'x'], '007 - x'],
  ['%(upload_date>%Y-%m)s %(id)s', ['2026-01', 'x'], '2026-01 x'],
  ['%(title)s.%(resolution)s', ['x', '640x360'], 'x.640x360'],
  ['%(fps).1f%% of %(height)d', [29.97, 1080.4], '30.0% of 1080'],
  ['%(title).7B', ['ääää'], 'äää'],
  ['%(series|Films)s/%(title,id)s', [null, 'x'], 'Films/x'],
  ['%(channel)s %(title)s', [null, 'x'], 'NA x'],
  ['%(artist)-5s|', ['me'], 'me'],
])('%s of %j is %s', (template, values, name) => {
  expect(fill(template, ...values)).toBe(name);
});

test('yt-dlp is asked for the fields alone, as JSON, with dates made by it', () => {
  expect(
    buildNameQuery(parseTemplate('%(upload_date>%Y)s/%(title,id|none).80s %% %(playlist_index)03d.%(ext)s')),
  ).toBe('[%(upload_date>%Y)j,%(title,id)j,%(playlist_index)j]');
});

describe.each([
  ['the whole info', '%()j'],
  ['another field', '%(http_headers)s'],
  ['a part of a field', '%(formats.0.url)s'],
  ['a list of fields of a field', '%(formats.:.{url})s'],
  ['arithmetic', '%(id+1)s'],
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
    expect(() => parseTemplate(template)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

test('whatever the site says, the name stays a safe one below the folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (uploader, title) => {
      const path = fill('%(uploader)s/%(title)s [%(title).3s]', uploader, title);
      expect(path.split('/')).toHaveLength(2);
      expect(isSafeArchivePath(path)).toBe(true);
      expect(path.length).toBeLessThan(300);
    }),
  );
});

test.each(['..', '../../etc/passwd', '/etc/passwd', 'a/b', 'NUL', '-rf', '.hidden', 'x.desktop\u202e4pm'])(
  'an uploader called %j is one folder',
  (uploader) => {
    const path = fill('%(uploader)s/%(title)s', uploader, 'x');
    expect(path).toMatch(/^[^/.-][^/]*\/x$/);
  },
);

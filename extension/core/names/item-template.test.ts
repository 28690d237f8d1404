import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { countUtf8Bytes } from '../../../shared/file-name.ts';
import { fillItemTemplate, parseItemTemplate } from './item-template.ts';

const fill = (template: string, fields: Record<string, string | number>): string =>
  fillItemTemplate(parseItemTemplate(template), fields);

describe('a name by a template', () => {
  it.each([
    ['the id is kept whole', '%(title)s [%(id)s].%(ext)s', 'x'.repeat(500)],
    ['in bytes too', '%(title)s [%(id)s].%(ext)s', '日本語'.repeat(100)],
    ['whatever comes first', '%(id)s %(uploader)s - %(title)s [%(id)s]', '🚢'.repeat(200)],
  ])('that is too long is cut where it is longest: %s', (_, template, title) => {
    const name = fill(template, { title, id: '-abc_DEF123', uploader: 'Demo' });
    expect(name).toMatch(/ \[-abc_DEF123\]$/);
    expect(countUtf8Bytes(name)).toBeLessThanOrEqual(200);
    expect(name.length).toBeLessThanOrEqual(120);
    expect(name).not.toMatch(/\p{Surrogate}/u);
  });

  it('stays a safe one below its folder, whatever the site says', () => {
    const template = parseItemTemplate('%(uploader)s/%(title.:9)s/%(title)s [%(id)s] %(tags)l');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (uploader, title) => {
        const path = fillItemTemplate(template, { uploader, title, id: title, tags: [uploader, title] });
        expect(path.split('/')).toHaveLength(3);
        expect(isSafeArchivePath(path)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['..', '../../etc/passwd', '/etc/passwd', 'a/b', 'NUL', '-rf', '.hidden', 'x.desktop\u202e4pm'])(
    'makes one folder of an uploader called %j',
    (uploader) => {
      expect(fill('%(uploader)s/%(title)s', { uploader, title: 'x' })).toMatch(/^[^/.-][^/]*\/x$/);
    },
  );
});

describe.each([
  ['a field that yt-dlp does not have', '%(titel)s'],
  ['no field', '100% sure'],
  ['an open field', '%(title'],
  ['quoting for a shell', '%(title)q'],
  ['code in a replacement', '%(title&{0.__class__})s'],
  ['a sum of nothing', '%(view_count+)d'],
  ['an absolute path', '/etc/%(title)s'],
  ['a way up', 'a/../../%(title)s'],
  ['a backslash', 'a\\%(title)s'],
  ['too many folders', 'a/b/c/d/e/%(title)s'],
])('%s', (_, template) => {
  it('is refused with its reason', () => {
    expect(() => parseItemTemplate(template)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

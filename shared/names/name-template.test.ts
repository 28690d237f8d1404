import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeArchivePath } from '../archive-path.ts';
import { countUtf8Bytes } from '../file-name.ts';
import { fillNameTemplate, parseNameTemplate, readNameTemplate } from './name-template.ts';

const fill = (template: string, fields: Record<string, string | number>): string =>
  fillNameTemplate(parseNameTemplate(template, 'export'), fields);

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
    const template = parseNameTemplate('%(uploader)s/%(title.:9)s/%(title)s [%(id)s] %(tags)l', 'export');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (uploader, title) => {
        const path = fillNameTemplate(template, { uploader, title, id: title, tags: [uploader, title] });
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
  ['a date in letters that nobody knows', '%(upload_date>%Y-%Q)s'],
  ['a date that ends in a percent sign', '%(upload_date>%Y-%)s'],
  ['a padding that a date does not have', '%(upload_date>%-F)s'],
  ['a slice in steps of nothing', '%(title.::0)s'],
  ['letters and accents taken apart', '%(title)#U'],
  ['a picture size, which is known only later', '%(title)s %(height)s'],
  ['a type that is not at the end', '%(ext)s/%(title)s.%(ext)s'],
])('%s', (_, template) => {
  it('is refused with its reason', () => {
    expect(() => parseNameTemplate(template, 'export')).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });
});

// All of "Output template" in yt-dlp's README that is known before there is a file.
const documented = [
  'epoch id title fulltitle alt_title description display_id uploader uploader_id uploader_url license creators creator',
  'timestamp upload_date release_timestamp release_date release_year modified_timestamp modified_date channel channel_id',
  'channel_url channel_follower_count channel_is_verified location duration duration_string view_count like_count',
  'concurrent_view_count dislike_count repost_count average_rating comment_count save_count age_limit live_status is_live',
  'was_live playable_in_embed availability media_type start_time end_time extractor extractor_key autonumber',
  'video_autonumber n_entries playlist_id playlist_title playlist playlist_count playlist_index playlist_autonumber',
  'playlist_uploader playlist_uploader_id playlist_channel playlist_channel_id playlist_webpage_url webpage_url',
  'webpage_url_basename webpage_url_domain original_url categories tags cast chapter chapter_number chapter_id series',
  'series_id season season_number season_id episode episode_number episode_id track track_number track_id artists artist',
  'genres genre composers composer album album_type album_artists album_artist disc_number section_title section_number',
  'section_start section_end',
].flatMap((line) => line.split(' '));

describe('the fields that yt-dlp documents', () => {
  it.each(documented)('have %s among them', (name) => {
    expect(fill(`%(${name}|none)s`, {})).toBe('none');
  });

  it.each([
    ['urls', /--print/],
    ['filename', /--print/],
    ['chapters&yes|no', /list of more than texts/],
    ['titel', /there is no field titel/],
  ])('are refused in their own words where no name can be made of them: %s', (name, words) => {
    expect(() => parseNameTemplate(`%(${name})s`, 'companion')).toThrow(words);
  });
});

describe('what is known only when the file is there', () => {
  it.each(['resolution', 'width', 'format_id', 'filesize', 'ext'])(
    'is for the companion alone, and the others say so at the field: %s',
    (name) => {
      const template = `%(${name})s %(title)s.%(ext)s`;
      expect(() => parseNameTemplate(template, 'export')).toThrow(
        new RegExp(
          `%\\(${name}\\)s is known only when the file is there, and an export gives names before; take `,
        ),
      );
      expect(() => parseNameTemplate(template, 'browser')).toThrow(
        /and a download without the companion gives names before; take /,
      );
      expect(fillNameTemplate(parseNameTemplate(template, 'companion'), { [name]: 1, title: 'x' })).toBe(
        '1 x',
      );
    },
  );
});

describe('a template that was accepted by a version that refused less', () => {
  it.each([
    ['%(height|none)s %(title)s', 'none x'],
    ['%(format_id,title)s %(epoch)s', 'x NA'],
    ['%(title.::0|all)s %(title)s', 'all x'],
    ['%(upload_date>%Q)s %(title)s', 'NA x'],
    ['%(titel)s %(title)s', 'NA x'],
  ])('goes on with what is refused now as absent: %s', (template, name) => {
    expect(fillNameTemplate(readNameTemplate(template), { title: 'x' })).toBe(name);
  });
});

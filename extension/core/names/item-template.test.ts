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
  ['a date in letters that nobody knows', '%(upload_date>%Y-%Q)s'],
  ['a date that ends in a percent sign', '%(upload_date>%Y-%)s'],
  ['a padding that a date does not have', '%(upload_date>%-F)s'],
  ['a slice in steps of nothing', '%(title.::0)s'],
  ['letters and accents taken apart', '%(title)#U'],
  ['a picture size, which is known only later', '%(title)s %(height)s'],
  ['the moment of the export', '%(epoch>%Y)s'],
])('%s', (_, template) => {
  it('is refused with its reason', () => {
    expect(() => parseItemTemplate(template)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

// All of "Output template" in yt-dlp's README that a name is given before the file for.
const documented = [
  'id title fulltitle ext alt_title description display_id uploader uploader_id uploader_url license creators creator',
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
    ['resolution', /only when the file is there/],
    ['epoch', /take timestamp or upload_date/],
  ])('are refused in their own words where no name can be made of them: %s', (name, words) => {
    expect(() => parseItemTemplate(`%(${name})s`)).toThrow(words);
  });
});

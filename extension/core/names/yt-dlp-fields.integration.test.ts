/** Names by templates, compared with those of the real yt-dlp. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTools } from '../../../scripts/tools.ts';
import type { Item } from '../../../shared/model/item.ts';
import { fillNameTemplate, parseNameTemplate } from '../../../shared/names/name-template.ts';
import { toYtDlpFields } from './yt-dlp-fields.ts';

const templates = [
  '%(title)s [%(id)s].%(ext)s',
  '%(upload_date>%Y)s/%(upload_date>%Y-%m-%d)s %(title)s.%(ext)s',
  '%(timestamp>%d.%m.%y %H-%M-%S %p %I %j %U %W %a %A %b %B)s.%(ext)s',
  '%(uploader)s/%(uploader_id)s/%(channel)s %(channel_id)s.%(ext)s',
  '%(title).12s + %(title).12B + %(title)25s + %(title)-25s +.%(ext)s',
  '%(title.:10)s %(title.3:8)s %(title.-5:)s %(tags.0)s %(tags.-1)s.%(ext)s',
  '%(playlist_index)s %(playlist_index)03d %(playlist_index+10)04d %(playlist_index+10)s.%(ext)s',
  '%(view_count)d %(view_count)010d %(like_count)s %(duration)05.1f %(duration)+d.%(ext)s',
  '%(duration_string)s %(duration>%H-%M-%S)s %(duration*2)d %(duration-5)i.%(ext)s',
  '%(album|no album)s %(album,title|none)s %(album)s %(track,title)s %(artist|)s.%(ext)s',
  '%(playlist_title&In {} |)s%(series&Show {} |)s%(id)s.%(ext)s',
  '%(tags)l 100%% %(webpage_url)s.%(ext)s',
  '%(extractor)s %(extractor_key)s %(webpage_url_domain)s %(availability)s %(live_status)s.%(ext)s',
  '%(title)d %(upload_date)s %(upload_date>%F)s%(album)5d.%(ext)s',
  '%(title.::2)s %(title.::-1)s.%(ext)s',
  '%(title.8:2:-2)s %(title.-3:0:-1)s %(title.:4:3)s %(tags.::-1)l %(tags.5:)s.%(ext)s',
  '%(title)S %(title)#S %(uploader)#S %(tags)#S.%(ext)s',
  '%(title)U %(title)+U %(title).9B+ %(title.:5)12B+ %(title.:5)-12B+ %(title.:5)9s+.%(ext)s',
  '%(tags)s %(tags)#l.%(ext)s',
  '%(tags.1:&{}, {}|none)s %(tags.0&<{}>|)s %(playlist_index+1&{} of|)s.%(ext)s',
  '%(upload_date>%e %D %x %X %c %C)s %(upload_date>%G-W%V-%u %g %h %r %R)s [%(upload_date>%z%Z)s].%(ext)s',
  '%(timestamp>%Y-%m-%dT%H:%M:%S%z %Z %f %s)s %(timestamp>%-d.%-m.%-y %-H %-I %-j %%)s %(timestamp>%n%t|)s.%(ext)s',
  '%(upload_date>%Y\\,%m)s %(release_date>%Y\\,%m,upload_date>%d\\,%m|none)s %(timestamp.:4)s %(duration)s.%(ext)s',
  '%(display_id)s %(webpage_url_basename)s %(is_live)s %(was_live)s %(was_live&was live|)s %(location|nowhere)s.%(ext)s',
  '%(season)s %(episode)s %(season_number)d %(episode_number)d %(series)s %(creators.0|alone)s %(creator)s.%(ext)s',
  '%(playlist_index).1s %(playlist_index)5s %(view_count.:2)s %(duration.-2:)s %(like_count)+d %(tags.:2.0)s %(tags.:.:3)l %(tags.9.:2)s.%(ext)s',
  '%(view_count)D %(view_count)#D %(view_count).2D %(view_count)#.1D %(view_count)8.1D %(duration)D %(like_count)+D %(title)D.%(ext)s',
  '%(title)j %(title.:9)+j %(duration)j %(view_count+1)j.%(ext)s',
  '%(tags)j.%(ext)s',
  '%(tags)+j %(tags)#+j %(tags.0)j.%(ext)s',
  '%(title)h %(uploader)h %(title).9h.%(ext)s',
  '%(tags)h.%(ext)s',
  '%(title)c %(title)3c %(title).0c %(duration)c %(uploader)c.%(ext)s',
  '%(playlist_index).3d %(view_count).9i %(duration)+8.6u %(like_count)05.3d %(playlist_title&  )d %(playlist_title&|a)f.%(ext)s',
  '%(view_count)e %(view_count).2e %(duration)012.1e %(like_count)+e %(view_count)u %(view_count).1F %(title)e.%(ext)s',
];

const makeItem = (id: string, title: string, changes: Partial<Item> = {}): Item => ({
  platform: 'tiktok',
  id,
  kind: 'video',
  url: `https://www.tiktok.com/@demo/video/${id}`,
  author: { id: '681', name: 'Demo: Creator/One', handle: '@demo', url: 'https://www.tiktok.com/@demo' },
  title,
  text: 'A text',
  createdAt: { precision: 'exact', at: '2024-12-30T23:04:05Z' },
  durationSec: 4245,
  stats: { views: { precision: 'exact', value: 1234567 }, likes: { precision: 'exact', value: 8 } },
  media: [],
  tags: ['harbour', 'sea & sky'],
  category: null,
  chapters: [],
  privacy: 'public',
  unavailable: null,
  ...changes,
});

const items = [
  makeItem('7300000000000000001', 'A walk along the harbour'),
  makeItem('7300000000000000002', 'What? 12:30 / "no" * <b> | C:\\x'),
  makeItem('7300000000000000003', 'Größe und 日本語 🚢 – a long one', {
    createdAt: { precision: 'exact', at: '2023-01-01T00:00:00Z' },
    durationSec: 59,
    music: { id: null, title: 'Tide', author: 'The Tugs', durationSec: 30, original: true },
  }),
  makeItem('7300000000000000004', '-dash __and__ :colon:\nsecond line', {
    createdAt: { precision: 'unknown' },
    durationSec: null,
    stats: {},
    tags: [],
  }),
  makeItem('7300000000000000005', '.hidden ..dots', { author: null, kind: 'live', durationSec: 4245.9 }),
  makeItem('7300000000000000006', `It's "so" [x] é e\u0301 ﬁ Ærø ½`, {
    createdAt: { precision: 'exact', at: '2027-01-01T12:00:09.123Z' },
    tags: ["it's", `a's "b"`, '\\\t\u00a0\u{1f6a2}'],
    location: { id: '1', name: 'Old Pier', address: null },
    coAuthors: [{ id: '682', name: 'Tug, Tide', handle: null, url: null }],
  }),
  makeItem('7300000000000000007', '?!: //: a__b :-)', {
    createdAt: { precision: 'exact', at: '2024-12-29T00:00:00Z' },
  }),
];

const toFields = (item: Item, index: number) => ({
  ...toYtDlpFields(item),
  playlist: 'Walks',
  playlist_title: 'Walks',
  playlist_id: 'PL1',
  playlist_index: index + 1,
  n_entries: 120,
  series: 'Walks',
  season_number: 2024,
  episode_number: 123001,
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const mark = ' @@ ';

/** All templates in one name and all items in one file: one run of yt-dlp answers for all of them. */
async function readTheirs(): Promise<string[][]> {
  const { ytDlp } = await readTools();
  const formats = [{ format_id: '0', url: 'https://example.invalid/a.mp4', ext: 'mp4' }];
  const infos = items.map((item, index) => ({
    ...toFields(item, index),
    __last_playlist_index: 120,
    _type: 'video',
    formats,
  }));
  const file = join(folder, 'all.info.json');
  await writeFile(file, JSON.stringify(infos));
  const template = templates.map((each) => each.replace(/\.%\(ext\)s$/, '')).join(mark);
  const args = ['--ignore-config', '--no-clean-info-json', '--load-info-json', file, '--skip-download'];
  const { stdout } = await execa(
    ytDlp.command,
    [...ytDlp.args, ...args, '--print', 'filename', '-o', template],
    { env: ytDlp.env },
  );
  return stdout.split('\n').map((line) => line.split(mark));
}

/** What a name may not be on some system is changed by us alone: blanks, dots and dashes at ends, several dots, accents apart. */
const toComparable = (path: string): string =>
  path
    .normalize('NFC')
    .split('/')
    .map((name) =>
      name
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/\.{2,}/g, '.')
        .replaceAll(/^[. ]+|[. ]+$/g, '')
        .replace(/^(?=[-~])/, '_'),
    )
    .join('/');

test('names are those that yt-dlp gives', async () => {
  const theirs = await readTheirs();
  expect(theirs).toHaveLength(items.length);
  for (const [index, item] of items.entries()) {
    const ours = templates.map((template) =>
      fillNameTemplate(parseNameTemplate(template, 'export'), toFields(item, index)),
    );
    const toTable = (names: string[] = []) =>
      Object.fromEntries(templates.map((template, place) => [template, names[place]]));
    expect(toTable(ours), item.title).toEqual(toTable(theirs[index]?.map(toComparable)));
  }
});

/** Names of single downloads, compared with those that the real yt-dlp gives to the same video. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { parseNameTemplate } from '../../shared/names/name-template.ts';
import { buildNameQuery, fillTemplate } from './name-template.ts';

const templates = [
  '%(uploader)s/%(title).40s [%(id)s] %(display_id)s',
  '%(width)sx%(height)s %(resolution)s %(height+1)d %(fps)s %(fps).1f %(format_id)s %(vcodec)s %(tbr)d %(ext)s',
  '%(playlist_index)s of %(playlist_count)s in %(playlist)s, %(playlist_index)03d, %(autonumber)s, %(autonumber)d',
  '%(upload_date>%Y-%m-%d)s %(epoch>%Y)s %(duration_string)s %(duration>%H-%M-%S)s %(license|no licence)s',
  '%(tags)l %(tags.0)s %(tags.-1)s %(is_live)s %(cast.0|nobody)s %(title.:9)s %(title&{} + |)s %(series,uploader)s',
];

const film = {
  _type: 'video',
  id: 'a-1',
  title: 'Rain: "one/two" * 12:30?',
  ext: 'mp4',
  extractor: 'generic',
  extractor_key: 'Generic',
  webpage_url: 'https://video.example.net/watch/a-1',
  uploader: 'Tug | Tide',
  upload_date: '20260131',
  epoch: 1_790_000_000,
  duration: 3725,
  live_status: 'not_live',
  tags: ['harbour', 'a & b'],
  cast: ['Mira'],
  playlist: 'Walks',
  playlist_index: 7,
  playlist_count: 120,
  n_entries: 1,
  __last_playlist_index: 120,
  formats: [
    {
      ...{ format_id: '18', url: 'https://example.invalid/a.mp4', ext: 'mp4', width: 640, height: 360 },
      ...{ fps: 29.97, vcodec: 'avc1.42001E', acodec: 'mp4a.40.2', tbr: 512.5 },
    },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Blanks and dots at ends, and several of them, are changed by us alone. */
const toComparable = (path: string): string => path.replaceAll(/\s+/g, ' ').trim();

test.each(templates)('%s is what yt-dlp makes of it', async (each) => {
  const file = join(folder, 'film.info.json');
  await writeFile(file, JSON.stringify(film));
  const { ytDlp } = await readTools();
  const parsed = parseNameTemplate(each, 'companion');
  const { stdout } = await execa(
    ytDlp.command,
    [
      ...ytDlp.args,
      ...['--ignore-config', '--no-clean-info-json', '--load-info-json', file, '--skip-download'],
      ...['--print', 'filename', '--print', buildNameQuery(parsed), '-o', each],
    ],
    { env: ytDlp.env },
  );
  const [theirs = '', values = ''] = stdout.split('\n');
  expect(fillTemplate(parsed, JSON.parse(values))).toBe(toComparable(theirs));
});

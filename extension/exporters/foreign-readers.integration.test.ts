/** What others read of an archive, read by them: yt-dlp, and Python's own readers of XML and JSON. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import {
  archiveItem,
  buildArchive,
  buildHead,
  buildItem,
  sampleItems,
} from './__fixtures__/sample-archive.ts';
import { platformComments, platformItems } from './__fixtures__/three-platforms.ts';
import { writeArchive } from './write-archive.ts';

let folder: string;
const hostile = `<!-- & ]]> "'\u0000\u0008\ufffe\ud800 </title>`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readers-'));
  const items = [
    ...platformItems,
    archiveItem(
      buildItem({ id: 'hostile0001', title: hostile, text: hostile, tags: [hostile], category: hostile }),
    ),
    ...sampleItems.slice(1),
  ];
  const { job } = buildHead(items);
  const formats = [
    'info-json',
    'download-archive',
    'nfo',
    'm3u',
    'rss',
    'json-ld',
    'activity-streams',
  ] as const;
  const options = { ...defaultJobOptions, formats: [...formats], comments: true };
  const archive = buildArchive({ items, comments: platformComments, head: { job: { ...job, options } } });
  for await (const { path, chunks } of writeArchive(archive)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), chunks);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runYtDlp(args: string[]) {
  const { ytDlp } = await readTools();
  return execa(ytDlp.command, [...ytDlp.args, '--ignore-config', '--no-update', '--no-cache-dir', ...args], {
    env: ytDlp.env,
    cwd: folder,
    reject: false,
  });
}

/** Without the first, yt-dlp drops the entries of any list that it loads. */
const asList = ['--no-clean-info-json', '--flat-playlist'];

describe('yt-dlp', () => {
  it('loads the info.json of a video with the addresses of its files', async () => {
    const path = 'media/videos/tiktok/2026-07-31_7300000000000000001.info.json';
    const fields = '%(id)s|%(uploader)s|%(track)s|%(timestamp)d|%(formats.0.height)d|%(extractor_key)s';
    const { stdout, stderr } = await runYtDlp([
      '--load-info-json',
      path,
      '--skip-download',
      '--print',
      fields,
    ]);
    expect(stdout).toBe('7300000000000000001|tugandtide|Low Tide|1785477600|1024|TikTok');
    expect(stderr).toBe('');
  });

  it('takes one without addresses for the page, and asks that', async () => {
    const path = 'media/videos/youtube/2025-06-01_video000001.info.json';
    const closed = ['--proxy', 'http://127.0.0.1:9', '--retries', '0', '--extractor-retries', '0'];
    const { stdout, stderr } = await runYtDlp(['--load-info-json', path, '--skip-download', ...closed]);
    expect(stdout).toContain('[youtube] Extracting URL: https://www.youtube.com/watch?v=video000001');
    expect(stderr).toContain('127.0.0.1');
  });

  it('reads a list as a playlist with its entries', async () => {
    const path = 'media/images/youtube/undated_PLwalks.info.json';
    const print = ['--print', '%(playlist_title)s|%(playlist_index)d|%(id)s|%(url)s'];
    const { stdout } = await runYtDlp(['--load-info-json', path, ...asList, ...print]);
    expect(stdout.split('\n')).toEqual([
      'Walks: all of them|1|gone0000001|https://www.youtube.com/watch?v=gone0000001',
      'Walks: all of them|2|video000001|https://www.youtube.com/watch?v=video000001',
    ]);
  });

  it('passes over what stands in the download archive, and only that', async () => {
    const load = (name: string) =>
      runYtDlp([
        ...['--download-archive', 'archive.txt', ...asList, '--print', 'id'],
        ...['--load-info-json', `media/images/youtube/${name}.info.json`],
      ]);
    expect((await load('undated_PLwalks')).stdout).toBe('gone0000001');
  });
});

const pythonScript = `
import json, pathlib, sys, xml.etree.ElementTree as tree
root = pathlib.Path(sys.argv[1])
found = {'nfo': {}}
for path in sorted(root.rglob('*.nfo')):
    element = tree.parse(path).getroot()
    found['nfo'][path.name] = [element.tag, element.findtext('title'), element.findtext('season'), element.findtext('episode')]
channel = tree.parse(root / 'feed.xml').getroot().find('channel')
found['feed'] = [[i.findtext('title'), i.find('enclosure').get('url') if i.find('enclosure') is not None else None] for i in channel.findall('item')]
found['feeds'] = len(channel.findall('item/{http://search.yahoo.com/mrss/}content'))
found['types'] = [e['@type'] for e in json.loads((root / 'items.jsonld').read_text('utf-8'))['dataFeedElement']]
outbox = json.loads((root / 'outbox.json').read_text('utf-8'))
found['outbox'] = [outbox['totalItems'], len(outbox['orderedItems'])]
found['files'] = [(root / 'playlists' / line).exists() for line in (root / 'playlists' / 'Everything.m3u8').read_text('utf-8').split('\\n') if line and line[0] != '#']
print(json.dumps(found))
`;

describe("Python's readers", () => {
  it('read every XML and JSON, hostile texts in it too', async () => {
    const { stdout } = await execa('python3', ['-c', pythonScript, folder]);
    const found = JSON.parse(stdout);
    expect(found.nfo['2025-06-01_hostile0001.nfo'][1]).toBe(`<!-- & ]]> "'\ufffd\ufffd\ufffd\ufffd </title>`);
    expect(found.nfo['2025-06-01_video000001.nfo']).toEqual([
      ...['episodedetails', 'A walk along the harbour', '2025', '60102'],
    ]);
    expect(found.nfo['tvshow.nfo'][0]).toBe('tvshow');
    expect(found.feed[1]).toEqual([
      'Fog over the pier',
      'media/videos/tiktok/2026-07-31_7300000000000000001.mp4',
    ]);
    expect(found.feeds).toBe(10);
    expect(found.types).toContain('SocialMediaPosting');
    expect(found.outbox).toEqual([9, 9]);
    expect(found.files).toHaveLength(7);
  });
});

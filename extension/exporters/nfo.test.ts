import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Item, toItemKey } from '../../shared/model/item.ts';
import { createArchiveLayout, createStemLayout } from '../core/names/archive-layout.ts';
import {
  archiveItem,
  buildArchive,
  buildFile,
  buildItem,
  demoAuthor,
  sampleSource,
} from './__fixtures__/sample-archive.ts';
import type { Archive } from './exporter.ts';
import { nfoExporter } from './nfo.ts';

const tug: Item['author'] = { id: 'UCtug', name: 'Tug', handle: null, url: null };
const films = [
  buildItem({ id: 'one00000001' }),
  buildItem({
    id: 'two00000002',
    author: tug,
    createdAt: { precision: 'exact', at: '2025-06-01T20:00:00Z' },
  }),
];
const liked = { ...sampleSource, kind: 'liked' as const, id: 'LL', title: 'Liked videos', author: null };

/** Everything side by side, as the preset `yt-dlp` has it. */
const sideBySide = createStemLayout(new Map(films.map((item) => [toItemKey(item), `media/${item.id}`])), {
  shows: false,
});
/** A folder for each account, as the preset `jellyfin` has it. */
const inShows = createStemLayout(
  new Map(films.map((item) => [toItemKey(item), `media/${item.author?.name}/Season 2025/${item.id}`])),
  { shows: true },
);

function buildLiked(layout = createArchiveLayout(films)): Archive {
  const items = films.map((item) =>
    archiveItem(item, {
      files: [buildFile(`${layout.mediaStem(item, 'original')}.mp4`), buildFile(layout.thumbnailPath(item))],
    }),
  );
  return { ...buildArchive({ items, head: { source: liked } }), layout };
}

async function readNfo(archive: Archive): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const { path, chunks } of nfoExporter.write(archive))
    texts.set(path, (await Array.fromAsync(chunks)).join(''));
  return texts;
}

const readElement = (xml: string, name: string) => new RegExp(`<${name}[^>]*>(.*?)</${name}>`).exec(xml)?.[1];

describe('films of several accounts in one folder', () => {
  it.each([
    ['media/videos/youtube', createArchiveLayout(films)],
    ['media', sideBySide],
  ])('are one show, that of the list that was exported: %s', async (folder, layout) => {
    const texts = await readNfo(buildLiked(layout));
    const show = texts.get(`${folder}/tvshow.nfo`) ?? '';
    expect([readElement(show, 'title'), readElement(show, 'uniqueid')]).toEqual(['Liked videos', 'LL']);
    const episodes = [...texts].filter(([path]) => !path.endsWith('tvshow.nfo')).map(([, xml]) => xml);
    expect(episodes.map((xml) => readElement(xml, 'showtitle'))).toEqual(['Liked videos', 'Liked videos']);
    // Numbers are of the folder: both were published on one day.
    expect(episodes.map((xml) => readElement(xml, 'episode'))).toEqual(['60101', '60102']);
  });

  it('are told apart by the accounts, whose names may be the same or change', async () => {
    const named = (author: Item['author']) =>
      films.map((item, index) => (index === 1 ? { ...item, author } : item));
    const readTitle = async (items: Item[]) => {
      const archived = items.map((item) => archiveItem(item, { files: [] }));
      const archive = { ...buildArchive({ items: archived, head: { source: liked } }), layout: sideBySide };
      return readElement((await readNfo(archive)).get('media/tvshow.nfo') ?? '', 'title');
    };
    const name = demoAuthor?.name ?? '';
    expect(await readTitle(named({ id: 'UCother', name, handle: null, url: null }))).toBe('Liked videos');
    expect(
      await readTitle(named({ id: demoAuthor?.id ?? '', name: 'New name', handle: null, url: null })),
    ).toBe(name);
  });

  it('have their show where they are, also when they are sounds', async () => {
    const archive = buildLiked();
    const { job } = archive.head;
    const head = { ...archive.head, job: { ...job, options: { ...job.options, quality: 'audio' as const } } };
    const folders = [...(await readNfo({ ...archive, head })).keys()].map((path) => posix.dirname(path));
    expect(new Set(folders)).toEqual(new Set(['media/audio/youtube']));
  });

  it('are a show each where each account has a folder', async () => {
    const texts = await readNfo(buildLiked(inShows));
    const shows = ['Demo Creator', 'Tug'].map((name) => texts.get(`media/${name}/tvshow.nfo`) ?? '');
    expect(shows.map((xml) => readElement(xml, 'title'))).toEqual(['Demo Creator', 'Tug']);
    expect(shows.map((xml) => readElement(xml, 'uniqueid'))).toEqual([demoAuthor?.id, 'UCtug']);
  });
});

it('a film that is called as the file of its show has none of its own: two files of one name fail an export', async () => {
  const [one, two] = films.map(toItemKey);
  const stems = new Map([
    [one ?? '', 'media/TVShow'],
    [two ?? '', 'media/two'],
  ]);
  const texts = await readNfo(buildLiked(createStemLayout(stems, { shows: false })));
  expect([...texts.keys()]).toEqual(['media/tvshow.nfo', 'media/two.nfo']);
});

describe('the picture of an episode', () => {
  it.each([
    ['in a folder for each kind of file', createArchiveLayout(films)],
    ['side by side', sideBySide],
    ['in shows', inShows],
  ])('is named where it lies: %s', async (_, layout) => {
    const archive = buildLiked(layout);
    const files = (await Array.fromAsync(archive.items())).flatMap((each) =>
      each.files.map(({ path }) => path),
    );
    for (const [path, xml] of await readNfo(archive)) {
      if (path.endsWith('tvshow.nfo')) continue;
      expect(files).toContain(posix.join(posix.dirname(path), readElement(xml, 'thumb') ?? ''));
    }
  });
});

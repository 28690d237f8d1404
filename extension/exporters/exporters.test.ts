import { describe, expect, it } from 'vitest';
import { isSafeArchivePath } from '../../shared/archive-path.ts';
import { commentSchema, itemSchema } from '../../shared/model/item.ts';
import { exporterIdSchema } from '../../shared/model/job-options.ts';
import type { Media, Variant } from '../../shared/model/media.ts';
import { isText } from '../../shared/zip/is-text.ts';
import {
  archiveItem,
  buildArchive,
  buildHead,
  buildItem,
  sampleComments,
  sampleItems,
} from './__fixtures__/sample-archive.ts';
import { platformComments, platformItems } from './__fixtures__/three-platforms.ts';
import { writeComments } from './comments.ts';
import type { Archive, ArchiveFile } from './exporter.ts';
import { exporters } from './index.ts';
import { writeArchive } from './write-archive.ts';

async function readText({ chunks }: ArchiveFile): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

async function readFiles(files: AsyncIterable<ArchiveFile>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const file of files) texts.set(file.path, await readText(file));
  return texts;
}

async function exportAs(id: string, archive: Archive = buildArchive()): Promise<Map<string, string>> {
  const exporter = exporters.find((candidate) => candidate.id === id);
  if (!exporter) throw new Error(`no exporter ${id}`);
  return readFiles(exporter.write(archive));
}

describe('the list of exporters', () => {
  it('has every format of the options once, with words for the user', () => {
    expect(exporters.map(({ id }) => id).toSorted()).toEqual(exporterIdSchema.options.toSorted());
    for (const { label, description } of exporters) {
      expect(label).toMatch(/\S/);
      expect(description).toMatch(/\.$/);
    }
  });

  it.each(exporters.map(({ id }) => id))('%s writes safe paths, and the same text twice', async (id) => {
    const first = await exportAs(id);
    expect([...first.keys()].filter((path) => !isSafeArchivePath(path))).toEqual([]);
    expect(first.size).toBeGreaterThan(0);
    expect(await exportAs(id)).toEqual(first);
  });

  it.each(exporters.map(({ id }) => id))('%s writes what is deflated in a ZIP', async (id) => {
    expect([...(await exportAs(id)).keys()].filter((path) => !isText(path))).toEqual([]);
  });

  it.each(exporters.map(({ id }) => id))('%s writes an archive without items', async (id) => {
    const empty = await exportAs(id, buildArchive({ items: [], comments: [] }));
    expect(empty.size).toBe(['sidecars', 'info-json', 'nfo'].includes(id) ? 0 : 1);
  });

  // The viewer is looked at in a browser.
  const written = exporters.map(({ id }) => id).filter((id) => id !== 'viewer');
  it.each(written)('%s keeps its format', async (id) => {
    for (const [path, text] of await exportAs(id))
      await expect(text).toMatchFileSnapshot(`__fixtures__/golden/${path}`);
  });

  it.each(written)('%s keeps its format for posts of all platforms', async (id) => {
    const archive = buildArchive({ items: platformItems, comments: platformComments });
    for (const [path, text] of await exportAs(id, archive))
      await expect(text).toMatchFileSnapshot(`__fixtures__/golden/platforms/${path}`);
  });
});

describe('JSON and JSON Lines', () => {
  it('hold the same items, and nothing that signs an address', async () => {
    const json = (await exportAs('json')).get('items.json') ?? '';
    const lines = ((await exportAs('jsonl')).get('items.jsonl') ?? '').trimEnd().split('\n');
    expect(JSON.parse(json)).toEqual(lines.map((line) => JSON.parse(line)));
    expect(lines).toHaveLength(sampleItems.length);
    expect(json).not.toContain('203.0.113.9');
  });

  it('do not depend on the order in which keys were read', async () => {
    const [first] = sampleItems;
    if (!first) throw new Error('no sample');
    const turned = Object.fromEntries(Object.entries(first.item).toReversed()) as typeof first.item;
    const texts = await Promise.all(
      [first.item, turned].map((item) => exportAs('json', buildArchive({ items: [{ ...first, item }] }))),
    );
    expect(texts[0]).toEqual(texts[1]);
  });
});

describe('what can be exported', () => {
  const count = { precision: 'exact', value: 7 } as const;
  const variant: Required<Variant> = {
    url: 'https://example.org/clip.mp4',
    width: 1080,
    height: 1920,
    bitrate: 9,
    codec: 'h265',
    mimeType: 'video/mp4',
    bytes: 3,
    tracks: 'video',
    expiresAt: '2027-01-15T08:00:00Z',
  };
  const media: Required<Media> = {
    id: 'video',
    kind: 'video',
    language: 'en',
    automatic: true,
    scaled: true,
    description: 'A crane',
    variants: [variant],
  };
  const stats = Object.fromEntries(Object.keys(itemSchema.shape.stats.shape).map((name) => [name, count]));
  const full = {
    ...buildItem({
      stats,
      media: [media],
      coAuthors: [],
      mentions: ['tug'],
      watchedOn: 'Today',
      pinned: true,
    }),
    music: { id: '1', title: 'Tide', author: null, durationSec: 21, original: true },
    reactionKinds: { LOVE: count },
    sharedPost: { id: '2', url: null, author: null, text: null, createdAt: { precision: 'unknown' } },
    location: { id: '3', name: 'Harbour', address: null },
    effects: ['Fog'],
    occasion: 'Started school',
    partial: ['text'],
    entries: [],
  } as const;

  it('is every field that an item can have', async () => {
    expect(Object.keys(full).toSorted()).toEqual(Object.keys(itemSchema.shape).toSorted());
    const text = (
      await exportAs('jsonl', buildArchive({ items: [archiveItem(itemSchema.parse(full))] }))
    ).get('items.jsonl');
    expect(JSON.parse(text ?? '')).toMatchObject(full);
  });

  it('is every field that a comment can have', async () => {
    const comment = { ...sampleComments[0], media: [media] };
    expect(Object.keys(comment).toSorted()).toEqual(Object.keys(commentSchema.shape).toSorted());
    const text = await readText(writeComments(buildArchive({ comments: [commentSchema.parse(comment)] })));
    expect(JSON.parse(text)).toEqual(comment);
  });
});

describe('sidecars', () => {
  it('are one an item, beside its video or its thumbnail', async () => {
    expect([...(await exportAs('sidecars')).keys()]).toEqual([
      'media/videos/youtube/2025-06-01_video000001.meta.json',
      'media/videos/youtube/2025-01-01_shortAAAAA1.meta.json',
      'media/videos/youtube/undated_-liveBBBBB2.meta.json',
      'media/videos/youtube/2023-02-03_rtlCCCCCCC3.meta.json',
      'media/videos/youtube/undated_ageDDDDDDD4.meta.json',
      'media/images/youtube/undated_PLharbour.meta.json',
    ]);
  });
});

describe('the feed', () => {
  it('has descriptions that readers show as they were written: HTML of plain text', async () => {
    const text = 'a &lt; b\n\n1 < 2 <b>bold</b>\n<img src=x onerror="alert(1)">';
    const archive = buildArchive({ items: [archiveItem(buildItem({ text }))] });
    const feed = (await exportAs('rss', archive)).get('feed.xml') ?? '';
    const items = feed.slice(feed.indexOf('<item>'));
    const [, inXml = ''] = /<description>(.*?)<\/description>/s.exec(items) ?? [];
    const readMarkup = (escaped: string) =>
      ['lt <', 'gt >', 'quot "', 'amp &'].reduce((rest, pair) => {
        const [name = '', sign = ''] = pair.split(' ');
        return rest.replaceAll(`&${name};`, sign);
      }, escaped);
    const html = readMarkup(inXml);
    expect(html.match(/<[^>]*>/g)).toEqual(['<p>', '</p>', '<p>', '<br>', '</p>']);
    const shown = readMarkup(
      html
        .replaceAll('</p><p>', '\n\n')
        .replaceAll('<br>', '\n')
        .replaceAll(/<\/?p>/g, ''),
    );
    expect(shown).toBe(text);
  });
});

describe('comments', () => {
  it('keep their format', async () => {
    await expect(await readText(writeComments(buildArchive()))).toMatchFileSnapshot(
      '__fixtures__/golden/comments.jsonl',
    );
  });
});

describe('writeArchive', () => {
  const withOptions = (changes: object) => {
    const { job } = buildHead(sampleItems);
    return buildArchive({ head: { job: { ...job, options: { ...job.options, ...changes } } } });
  };

  it('writes the chosen formats, and the comments that were read', async () => {
    const texts = await readFiles(writeArchive(withOptions({ formats: ['csv', 'json'] })));
    expect([...texts.keys()]).toEqual(['items.json', 'items.csv', 'comments.jsonl']);
  });

  it('writes no comments when they were not asked for', async () => {
    const texts = await readFiles(writeArchive(withOptions({ formats: ['jsonl'], comments: false })));
    expect([...texts.keys()]).toEqual(['items.jsonl']);
  });

  it('cuts a long text into chunks that each make one message, never through a character', async () => {
    const items = Array.from({ length: 300 }, (_, index) =>
      archiveItem(buildItem({ id: `id${index}`, text: '🚢'.repeat(1000 + index) })),
    );
    const chunks: string[] = [];
    for await (const file of writeArchive({
      ...withOptions({ formats: ['jsonl'], comments: false }),
      ...listing(items),
    })) {
      for await (const chunk of file.chunks) chunks.push(chunk);
    }
    const lengths = chunks.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(128 * 1024);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThan(127 * 1024);
    expect(chunks.filter((chunk) => /\p{Surrogate}/u.test(chunk))).toEqual([]);
    expect(chunks.join('').trimEnd().split('\n')).toHaveLength(300);
  });

  const listing = (items: typeof sampleItems) => ({
    async *items() {
      yield* items;
    },
  });
});

/** An archive for tests: small, with the texts that break exporters. */
import { createHash } from 'node:crypto';
import type { FileRecord, Manifest } from '../../../shared/model/archive.ts';
import type { Comment, Item } from '../../../shared/model/item.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { createArchiveLayout } from '../../core/names/archive-layout.ts';
import type { Archive, ArchivedItem, ManifestHead } from '../exporter.ts';

export const demoAuthor: Item['author'] = {
  id: 'UCdemo000000000000000000',
  name: 'Demo Creator',
  handle: '@demo',
  url: 'https://www.youtube.com/@demo',
};

export function buildItem(changes: Partial<Item> = {}): Item {
  const id = changes.id ?? 'video000001';
  return {
    platform: 'youtube',
    id,
    kind: 'video',
    url: `https://www.youtube.com/watch?v=${id}`,
    author: demoAuthor,
    title: 'A walk along the harbour',
    text: 'From the old crane to the lighthouse.\n\nMore: https://example.org/harbour?a=1&b=2',
    createdAt: { precision: 'exact', at: '2025-06-01T08:30:00Z' },
    durationSec: 245,
    stats: {
      views: { precision: 'exact', value: 1234567 },
      likes: { precision: 'rounded', text: '8.1K', approximate: 8100 },
      comments: { precision: 'exact', value: 2 },
    },
    media: [
      {
        id: 'thumbnail',
        kind: 'thumbnail',
        variants: [{ url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg?sqp=signed&ip=203.0.113.9`, width: 480, height: 360 }],
      },
    ],
    tags: ['harbour', 'walk'],
    category: 'Travel & Events',
    chapters: [],
    privacy: 'public',
    unavailable: null,
    ...changes,
  };
}

export function buildFile(path: string, bytes = path.length): FileRecord {
  return { path, bytes, sha256: createHash('sha256').update(path).digest('hex') };
}

/** With a video and a thumbnail, unless it was refused. */
export function archiveItem(item: Item, changes: Partial<ArchivedItem> = {}): ArchivedItem {
  const layout = createArchiveLayout([item]);
  const post = item.kind !== 'playlist' && item.kind !== 'channel';
  const image = buildFile(layout.thumbnailPath(item), 31_000);
  const video = buildFile(`${layout.mediaStem(item, 'original')}.mp4`, 24_117_248);
  return { item, seenIn: [], saved: true, refusals: [], files: post ? [video, image] : [image], ...changes };
}

const refusal = (id: string) => ({
  id,
  code: 'platform.age_gate' as const,
  message: 'The site wants your age confirmed before it shows this.',
});

export const sampleItems: ArchivedItem[] = [
  archiveItem(
    buildItem({
      chapters: [
        { title: 'The old crane', startSec: 0 },
        { title: 'The lighthouse', startSec: 120 },
      ],
    }),
  ),
  archiveItem(
    buildItem({
      id: 'shortAAAAA1',
      kind: 'short',
      url: 'https://www.youtube.com/shorts/shortAAAAA1',
      title: '=HYPERLINK("https://evil.example","click")',
      text: '@SUM(A1:A9)\nsecond line with "quotes", commas; and = signs',
      durationSec: 31,
      createdAt: { precision: 'exact', at: '2024-12-31T23:59:59-08:00' },
      privacy: 'unlisted',
      tags: ['-2+3', '\t=1'],
      stats: { views: { precision: 'rounded', text: '2.3M', approximate: 2_300_000 } },
    }),
  ),
  archiveItem(
    buildItem({
      id: '-liveBBBBB2',
      kind: 'live',
      title: '</script><img src=x onerror=alert(1)>\u2028\u2029',
      text: null,
      durationSec: 7261,
      createdAt: { precision: 'approximate', text: 'Streamed 8 months ago' },
      stats: {},
      tags: [],
      category: null,
    }),
  ),
  archiveItem(
    buildItem({
      id: 'rtlCCCCCCC3',
      title: 'جولة في الميناء \u202eevil\u202c 🚢👨‍👩‍👧',
      text: '',
      privacy: 'private',
      createdAt: { precision: 'exact', at: '2023-02-03T04:05:06+03:00' },
    }),
  ),
  archiveItem(
    buildItem({ id: 'ageDDDDDDD4', title: '', text: '', durationSec: null, stats: {}, createdAt: { precision: 'unknown' } }),
    { saved: false, files: [], refusals: [refusal('ageDDDDDDD4')] },
  ),
  archiveItem(
    buildItem({
      id: 'PLharbour',
      kind: 'playlist',
      url: 'https://www.youtube.com/playlist?list=PLharbour',
      title: '＝Harbours, all of them',
      text: null,
      durationSec: null,
      createdAt: { precision: 'unknown' },
      stats: { items: { precision: 'exact', value: 3 } },
      tags: [],
      category: null,
      entries: [
        { id: 'video000001', title: 'A walk along the harbour', position: 1 },
        { id: 'goneEEEEEE5', title: '[Deleted video]', position: 2 },
        { id: 'rtlCCCCCCC3', title: 'جولة في الميناء', position: 3 },
      ],
    }),
  ),
];

const commentBy = (name: string) => ({ id: `UC${name}`, name, handle: `@${name.toLowerCase()}`, url: null });

export const sampleComments: Comment[] = [
  {
    id: 'comment1',
    itemId: 'video000001',
    parentId: null,
    author: commentBy('Ada'),
    text: 'I know that crane!\nIt was moved in 1998.',
    createdAt: { precision: 'approximate', text: '1 year ago' },
    likes: { precision: 'exact', value: 12 },
    replies: { precision: 'exact', value: 1 },
    pinned: true,
    byOwner: false,
  },
  {
    id: 'comment1.reply',
    itemId: 'video000001',
    parentId: 'comment1',
    author: demoAuthor,
    text: 'Thank you ❤ <b>noted</b>',
    createdAt: { precision: 'approximate', text: '1 year ago (edited)' },
    likes: null,
    replies: null,
    pinned: false,
    byOwner: true,
  },
];

export const sampleSource: Manifest['source'] = {
  platform: 'youtube',
  kind: 'channel',
  id: 'UCdemo000000000000000000',
  url: 'https://www.youtube.com/@demo',
  title: 'Demo Creator',
  author: 'Demo Creator',
  claimed: { count: 5, exact: true },
  own: true,
  parts: [],
};

export function buildHead(items: ArchivedItem[], changes: Partial<ManifestHead> = {}): ManifestHead {
  return {
    format: 'star-export-archive',
    formatVersion: 1,
    job: {
      id: 'job-1',
      startedAt: '2026-11-21T08:00:00Z',
      finishedAt: '2026-11-21T08:03:00Z',
      options: { ...defaultJobOptions, comments: true },
    },
    source: sampleSource,
    versions: { extension: '0.1.0' },
    completeness: {
      claimed: 5,
      claimedExact: true,
      notSeen: 0,
      seen: items.length,
      saved: items.filter(({ saved }) => saved).length,
      refused: items.flatMap(({ refusals }) => refusals),
      unknown: {},
    },
    ...changes,
  };
}

interface Parts {
  items?: ArchivedItem[];
  comments?: Comment[];
  head?: Partial<ManifestHead>;
}

export function buildArchive({ items = sampleItems, comments = sampleComments, head = {} }: Parts = {}): Archive {
  return {
    head: buildHead(items, head),
    layout: createArchiveLayout(items.map(({ item }) => item)),
    async *items() {
      yield* items;
    },
    async *comments() {
      yield* comments;
    },
  };
}

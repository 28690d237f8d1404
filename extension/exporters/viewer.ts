import { toRelativeUrl } from '../../shared/archive-path.ts';
import { type Item, toItemKey } from '../../shared/model/item.ts';
import { readCaptionPath, toMediaFolder } from '../core/archive-layout.ts';
import type { Archive, ArchivedItem, Exporter } from './exporter.ts';
import { buildBlock, buildPageStart, pageEnd, pageScript } from './viewer/page.ts';
import type { ViewerComments, ViewerDetails, ViewerHead, ViewerRow } from './viewer/records.ts';

/** `index.html`: the whole archive in one page that opens from the disk, searches, filters and plays, without network. */
export const viewerExporter: Exporter = {
  id: 'viewer',
  label: 'Offline viewer',
  description: 'A page for your browser: look through everything, search it, play the saved videos.',
  async *write(archive) {
    yield { path: 'index.html', chunks: writePage(archive) };
  },
};

const rowsPerBlock = 500;
const detailsPerBlock = 100;
const commentsPerBlock = 1000;

async function* writePage(archive: Archive): AsyncGenerator<string> {
  yield buildPageStart(archive.head.source.title || archive.head.source.id);
  yield buildBlock('head', await buildHead(archive));
  yield* writeBlocks(archive, { name: 'rows', perBlock: rowsPerBlock, toEntry: toRow });
  yield pageScript;
  yield* writeBlocks(archive, { name: 'details', perBlock: detailsPerBlock, toEntry: toDetails });
  if (archive.head.job.options.comments) yield* writeComments(archive);
  yield pageEnd;
}

async function buildHead({ head, items }: Archive): Promise<ViewerHead> {
  const { platform, kind, title, url, own } = head.source;
  const { withMedia, comments } = head.job.options;
  const totals = { items: 0, files: 0, bytes: 0, comments };
  for await (const { files } of items()) {
    totals.items += 1;
    totals.files += files.length;
    totals.bytes += files.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  return {
    source: { platform, kind, title, url, own },
    finishedAt: head.job.finishedAt,
    completeness: head.completeness,
    withMedia,
    version: head.versions.extension ?? '',
    totals,
  };
}

interface Blocks {
  name: 'rows' | 'details';
  perBlock: number;
  toEntry(archived: ArchivedItem): ViewerRow | ViewerDetails;
}

async function* writeBlocks({ items }: Archive, { name, perBlock, toEntry }: Blocks): AsyncGenerator<string> {
  let entries: unknown[] = [];
  let from = 0;
  for await (const archived of items()) {
    entries.push(toEntry(archived));
    if (entries.length < perBlock) continue;
    yield buildBlock(name, entries, { from, to: from + entries.length - 1 });
    from += entries.length;
    entries = [];
  }
  if (entries.length > 0) yield buildBlock(name, entries, { from, to: from + entries.length - 1 });
}

/** Grouped by item; a block says which rows it is about, so that opening one item reads few blocks. */
async function* writeComments(archive: Archive): AsyncGenerator<string> {
  const rowById = await readPostRows(archive);
  let groups: ViewerComments[] = [];
  let count = 0;
  const flush = () => {
    const rows = groups.map(({ row }) => row);
    return buildBlock('comments', groups, { from: Math.min(...rows), to: Math.max(...rows) });
  };
  for await (const { itemId, ...comment } of archive.comments()) {
    const row = rowById.get(itemId);
    if (row === undefined) continue;
    const group = groups.at(-1);
    if (group?.row === row) group.comments.push(comment);
    else groups.push({ row, comments: [comment] });
    count += 1;
    if (count < commentsPerBlock) continue;
    yield flush();
    groups = [];
    count = 0;
  }
  if (groups.length > 0) yield flush();
}

async function readPostRows({ items }: Archive): Promise<Map<string, number>> {
  const rowById = new Map<string, number>();
  let row = 0;
  for await (const { item } of items()) {
    if (item.kind !== 'playlist' && item.kind !== 'channel') rowById.set(item.id, row);
    row += 1;
  }
  return rowById;
}

function toRow({ item, saved, files }: ArchivedItem): ViewerRow {
  const { createdAt, stats } = item;
  const thumbnail = files.find(({ path }) => toMediaFolder(path) === 'images');
  const media = files.find(({ path }) => ['videos', 'audio'].includes(toMediaFolder(path) ?? ''));
  return {
    // Half a character cannot stand in an address.
    key: toItemKey(item).replaceAll(/\p{Surrogate}/gu, '\ufffd'),
    kind: item.kind,
    title: item.title,
    author: item.author?.name ?? '',
    ...(createdAt.precision === 'exact' && { at: new Date(createdAt.at).toISOString() }),
    ...(createdAt.precision === 'approximate' && { shown: createdAt.text }),
    ...(item.durationSec !== null && { durationSec: item.durationSec }),
    ...(stats.views && { views: stats.views }),
    ...(toItemCount(item) && { items: toItemCount(item) }),
    privacy: item.privacy,
    ...(thumbnail && { thumbnail: toRelativeUrl(thumbnail.path) }),
    ...(media && { media: toRelativeUrl(media.path) }),
    saved,
  };
}

const toItemCount = ({ stats, entries }: Item) =>
  entries ? ({ precision: 'exact', value: entries.length } as const) : stats.items;

function toDetails({ item, files, refusals }: ArchivedItem): ViewerDetails {
  const { id, url, author, text, tags, category, chapters, unavailable, stats, watchedOn, entries } = item;
  return {
    id,
    url,
    author,
    text,
    tags,
    category,
    chapters,
    unavailable,
    stats,
    ...(watchedOn !== undefined && { watchedOn }),
    ...(entries && { entries }),
    files: files.map(({ path, bytes }) => {
      const caption = readCaptionPath(path);
      return { path, bytes, url: toRelativeUrl(path), ...(caption && { caption }) };
    }),
    refused: refusals,
  };
}

import type { Archive, ArchivedItem, Exporter } from './exporter.ts';
import { readViewerHead, toViewerDetails, toViewerRow } from './viewer/build-records.ts';
import { buildBlock, buildPageStart, pageEnd, pageScript, rowsRead } from './viewer/page.ts';
import type { ViewerComments, ViewerDetails, ViewerRow } from './viewer/records.ts';

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
  const { head, listsOf } = await readViewerHead(archive);
  yield buildBlock('head', head);
  const toEntry = (archived: ArchivedItem) => toViewerRow(archived, listsOf(archived));
  let isFirst = true;
  for await (const block of writeBlocks(archive, { name: 'rows', perBlock: rowsPerBlock, toEntry })) {
    yield isFirst ? block + pageScript : block;
    isFirst = false;
  }
  yield isFirst ? pageScript : rowsRead;
  yield* writeBlocks(archive, { name: 'details', perBlock: detailsPerBlock, toEntry: toViewerDetails });
  if (archive.head.job.options.comments) yield* writeComments(archive);
  yield pageEnd;
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

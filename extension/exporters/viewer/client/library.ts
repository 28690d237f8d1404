/** The archive as the page holds it: rows at once, the rest block by block when it is asked for. */
import type { Comment } from '../../../../shared/model/item.ts';
import type { ViewerComments, ViewerDetails, ViewerHead, ViewerRow } from '../records.ts';

export interface Library {
  head: ViewerHead;
  /** Those that the page has had so far; all of them after `rowsRead`. */
  rows: ViewerRow[];
  /** Resolves when all rows are there; null when they are already. */
  rowsRead: Promise<void> | null;
  /** Place of an item among the rows, by its key. */
  find(key: string): number | undefined;
  /** Resolves when the whole page has been read; before, details may be missing. */
  ready: Promise<void>;
  details(row: number): ViewerDetails | undefined;
  comments(row: number): Omit<Comment, 'itemId'>[];
}

interface Block {
  from: number;
  to: number;
  element: Element;
}

/** Reads the rows that the page holds so far. Throws when it is not a page of the exporter. */
export function readLibrary(page: Document): Library {
  const rows: ViewerRow[] = [];
  const rowByKey = new Map<string, number>();
  const [headBlock] = readBlocks(page, 'head');
  if (!headBlock) throw new Error('This page holds no archive.');
  const head = parseBlock<ViewerHead>(headBlock);
  const readRows = () => {
    for (const block of readBlocks(page, 'rows')) {
      if (block.from < rows.length) continue;
      for (const row of parseBlock<ViewerRow[]>(block)) rowByKey.set(row.key, rows.push(row) - 1);
    }
  };
  readRows();
  const details = createBlockReader<ViewerDetails[]>(page, 'details');
  const comments = createBlockReader<ViewerComments[]>(page, 'comments');

  return {
    head,
    rows,
    rowsRead:
      rows.length >= head.totals.items
        ? null
        : new Promise((resolve) => {
            const finish = () => {
              readRows();
              resolve();
            };
            page.addEventListener('rows-read', finish, { once: true });
          }),
    find: (key) => rowByKey.get(key),
    ready: waitForPage(page),
    details: (row) => details(row).map(({ from, value }) => value[row - from])[0],
    comments: (row) =>
      comments(row).flatMap(({ value }) =>
        value.filter((group) => group.row === row).flatMap((group) => group.comments),
      ),
  };
}

function waitForPage(page: Document): Promise<void> {
  if (page.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => page.addEventListener('DOMContentLoaded', () => resolve(), { once: true }));
}

function readBlocks(page: Document, name: string): Block[] {
  return [...page.querySelectorAll(`script[data-block="${name}"]`)].map((element) => ({
    from: Number(element.getAttribute('data-from')),
    to: Number(element.getAttribute('data-to')),
    element,
  }));
}

// The exporter of the same version wrote it into this very page, so its shape is known.
const parseBlock = <Value>(block: Block): Value => JSON.parse(block.element.textContent ?? '');

const keptBlocks = 12;

/** Blocks that concern a row, parsed; only the last few stay parsed, so that memory does not grow with what was looked at. */
function createBlockReader<Value>(page: Document, name: string) {
  let blocks: Block[] | null = null;
  const parsed = new Map<Block, Value>();

  const parse = (block: Block): Value => {
    const value = parsed.get(block) ?? parseBlock<Value>(block);
    parsed.delete(block);
    parsed.set(block, value);
    for (const oldest of parsed.keys()) {
      if (parsed.size <= keptBlocks) break;
      parsed.delete(oldest);
    }
    return value;
  };

  return (row: number) => {
    if (!blocks || page.readyState === 'loading') blocks = readBlocks(page, name);
    return blocks
      .filter(({ from, to }) => from <= row && row <= to)
      .map((block) => ({ from: block.from, value: parse(block) }));
  };
}

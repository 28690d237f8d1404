import { useEffect, useRef, useState } from 'preact/hooks';
import type { Slice } from '../ports.ts';
import { type RowRange, rowsPerPage, toPages } from '../row-window.ts';

/** Pages far from the screen are forgotten, so that memory does not grow with the table. */
const keptPages = 12;

interface LoadedPage<Row> {
  revision: number;
  rows: Row[];
}

/** Rows of the range as far as they are loaded; loads the pages that are missing or older than `revision`. */
export function useRowPages<Row>(
  range: RowRange,
  revision: number,
  readRows: (slice: Slice) => Promise<Row[]>,
): (row: number) => Row | undefined {
  const pages = useRef(new Map<number, LoadedPage<Row>>());
  const asked = useRef(new Set<string>());
  const [, setTurn] = useState(0);
  const wanted = toPages(range);
  useEffect(() => {
    let left = false;
    for (const page of wanted) {
      const question = `${page}@${revision}`;
      if (pages.current.get(page)?.revision === revision || asked.current.has(question)) continue;
      asked.current.add(question);
      readRows({ offset: page * rowsPerPage, limit: rowsPerPage })
        .then((rows) => {
          pages.current.delete(page);
          pages.current.set(page, { revision, rows });
          for (const old of [...pages.current.keys()].slice(0, -keptPages)) pages.current.delete(old);
          if (!left) setTurn((turn) => turn + 1);
        })
        .finally(() => asked.current.delete(question));
    }
    return () => {
      left = true;
    };
  }, [wanted.join(), revision]);
  return (row) => pages.current.get(Math.floor(row / rowsPerPage))?.rows[row % rowsPerPage];
}

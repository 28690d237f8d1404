import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useRowPages } from '../hooks/use-row-pages.ts';
import type { Slice } from '../ports.ts';
import { rowHeightPx, toVisibleRange } from '../row-window.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';

interface Column {
  label: string;
  /** CSS width; the first column takes what the others leave. */
  width?: string;
  /** Left out where the screen is narrow. */
  wideOnly?: boolean;
}

interface VirtualTableProps<Row> {
  /** For screen readers. */
  name: string;
  columns: readonly Column[];
  count: number;
  /** Rows are read again when it rises. */
  revision: number;
  readRows(slice: Slice): Promise<Row[]>;
  /** One cell per column. */
  renderCells(row: Row): ComponentChildren[];
}

/** Stands for the rows that do not exist, so that the scroll bar tells the truth. */
function Spacer({ rows }: { rows: number }) {
  return rows > 0 ? <tr style={{ blockSize: `${rows * rowHeightPx}px` }} /> : null;
}

/** A table of any length of which only the rows on screen exist. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { count, columns } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ topPx: 0, heightPx: 600 });
  const measure = () => {
    const element = scroller.current;
    if (element) setView({ topPx: element.scrollTop, heightPx: element.clientHeight });
  };
  useEffect(() => {
    // What scrolls is reached by the keyboard.
    if (scroller.current) scroller.current.tabIndex = 0;
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);

  const range = toVisibleRange(view.topPx, view.heightPx, count);
  const rowAt = useRowPages(range, props.revision, props.readRows);
  const rows = Array.from({ length: range.end - range.first }, (_, place) => range.first + place);
  const cells = (row: number) => {
    const loaded = rowAt(row);
    return loaded === undefined ? columns.map(() => dashboardTexts.loadingRow) : props.renderCells(loaded);
  };

  return (
    <div class="table" ref={scroller} onScroll={measure}>
      <table aria-label={props.name} aria-rowcount={count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ label, width, wideOnly }) => (
              <th
                key={label}
                scope="col"
                class={wideOnly ? 'wide-only' : undefined}
                style={{ inlineSize: width }}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={range.first} />
          {rows.map((row) => (
            <tr key={row} aria-rowindex={row + 2}>
              {cells(row).map((cell, place) => (
                <td
                  key={columns[place]?.label}
                  class={columns[place]?.wideOnly ? 'wide-only' : undefined}
                  dir="auto"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
          <Spacer rows={count - range.end} />
        </tbody>
      </table>
    </div>
  );
}

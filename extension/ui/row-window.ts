/** Which rows of a long table are on screen, and which pages of the store hold them. All numbers are rows or CSS pixels. */

export const rowHeightPx = 40;
export const rowsPerPage = 100;
/** Rows kept beyond both edges, so that a quick scroll does not show blanks. */
const sparesRows = 12;

/** Rows from `first` up to, not including, `end`. */
export interface RowRange {
  first: number;
  end: number;
}

/** Rows to draw for a scroll position, never beyond `count`. */
export function toVisibleRange(scrollTopPx: number, heightPx: number, count: number): RowRange {
  const first = Math.max(0, Math.floor(scrollTopPx / rowHeightPx) - sparesRows);
  const end = Math.min(count, Math.ceil((scrollTopPx + heightPx) / rowHeightPx) + sparesRows);
  return { first: Math.min(first, end), end };
}

/** Numbers of the pages that hold a range. */
export function toPages({ first, end }: RowRange): number[] {
  if (end <= first) return [];
  const firstPage = Math.floor(first / rowsPerPage);
  const lastPage = Math.floor((end - 1) / rowsPerPage);
  return Array.from({ length: lastPage - firstPage + 1 }, (_, place) => firstPage + place);
}

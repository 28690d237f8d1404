import { describe, expect, it } from 'vitest';
import { rowHeightPx, rowsPerPage, toPages, toVisibleRange } from './row-window.ts';

describe('the visible range of a table', () => {
  it('starts at the first row and does not pass the last', () => {
    expect(toVisibleRange(0, 400, 5)).toEqual({ first: 0, end: 5 });
  });

  it('is a small part of a long table, around what is seen', () => {
    const range = toVisibleRange(5000 * rowHeightPx, 400, 10_000);
    expect(range.first).toBeLessThan(5000);
    expect(range.end).toBeGreaterThan(5010);
    expect(range.end - range.first).toBeLessThan(60);
  });

  it('is empty when the table shrank away above it', () => {
    expect(toVisibleRange(100_000, 400, 3)).toEqual({ first: 3, end: 3 });
  });
});

describe('the pages of a range', () => {
  it('are those that hold its rows', () => {
    expect(toPages({ first: rowsPerPage - 1, end: rowsPerPage + 1 })).toEqual([0, 1]);
    expect(toPages({ first: 0, end: rowsPerPage })).toEqual([0]);
    expect(toPages({ first: 3, end: 3 })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ViewerRow } from '../records.ts';
import { createSearchIndex } from './search.ts';
import { allRows, selectRows } from './selection.ts';

describe('selectRows', () => {
  it('keeps the order of the archive where nothing tells rows apart', () => {
    const rows = ['c', 'a', 'b'].map(
      (key): ViewerRow => ({ key, kind: 'video', title: '', author: '', privacy: 'public', saved: true }),
    );
    for (const order of ['newest', 'oldest', 'title', 'longest', 'views'] as const) {
      expect(selectRows(rows, { ...allRows, order }, createSearchIndex(3))).toEqual([0, 1, 2]);
    }
  });
});

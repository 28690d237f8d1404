import { describe, expect, it } from 'vitest';
import { createDrift, createFields } from '../documents/drift.ts';
import { readPostStats, toClaimed, toShownCount } from './stats.ts';

const read = (json: Record<string, unknown>) =>
  readPostStats(createFields(json, 'item', createDrift(new Map())));

describe('toShownCount', () => {
  it.each([
    [0, null],
    [9999, null],
    [10_000, '10K'],
    [12_300, '12.3K'],
    [12_345, null],
    [999_900, '999.9K'],
    [2_900_000, '2.9M'],
    [2_950_000, null],
    [587_500_000, '587.5M'],
    [1_200_000_000, '1.2B'],
    [1_250_000_000, null],
  ])('%i is shown as %j', (value, text) =>
    expect(toShownCount(value)).toEqual(
      text === null ? { precision: 'exact', value } : { precision: 'rounded', text, approximate: value },
    ),
  );
});

describe('the counts of a post', () => {
  const round = { playCount: '2900000', diggCount: '105200', commentCount: '499', shareCount: '42400' };

  it('are exact where one of them could not be a rounded one', () => {
    const { views, likes } = read({ statsV2: { ...round, diggCount: '105213' } });
    expect([views, likes]).toEqual([
      { precision: 'exact', value: 2_900_000 },
      { precision: 'exact', value: 105_213 },
    ]);
  });

  it('are rounded where all of them could be, also in statsV2; bookmarks prove nothing', () => {
    const { views, comments, saves } = read({ statsV2: { ...round, collectCount: '124842' } });
    expect(views).toEqual({ precision: 'rounded', text: '2.9M', approximate: 2_900_000 });
    expect(comments).toEqual({ precision: 'exact', value: 499 });
    expect(saves).toEqual({ precision: 'exact', value: 124_842 });
  });

  it('are those of stats where statsV2 is missing or lacks one', () => {
    const stats = {
      playCount: 18_100,
      diggCount: 1827,
      commentCount: 54,
      shareCount: 57,
      collectCount: '520',
    };
    expect(read({ stats })).toEqual({
      views: { precision: 'rounded', text: '18.1K', approximate: 18_100 },
      likes: { precision: 'exact', value: 1827 },
      comments: { precision: 'exact', value: 54 },
      shares: { precision: 'exact', value: 57 },
      saves: { precision: 'exact', value: 520 },
    });
    expect(read({ stats, statsV2: { ...round, playCount: null } }).views).toMatchObject({ text: '18.1K' });
  });
});

describe('toClaimed', () => {
  it('says whether the number is exact', () => {
    expect(toClaimed({ precision: 'exact', value: 7 })).toEqual({ count: 7, exact: true });
    expect(toClaimed(toShownCount(12_300))).toEqual({ count: 12_300, exact: false });
    expect(toClaimed({ precision: 'rounded', text: 'many', approximate: null })).toBeNull();
    expect(toClaimed(undefined)).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, pageInfo, streamedTimeline } from '../__fixtures__/pages.ts';
import { reel, reelCounts, story } from '../__fixtures__/stories.ts';
import { collectDocuments } from './documents.ts';
import { createDrift } from './drift.ts';
import { parseLines } from './lines.ts';
import { mergeDocuments } from './merge-documents.ts';

function merge(values: readonly unknown[]) {
  const drift = createDrift();
  const merged = mergeDocuments(collectDocuments(values, drift).documents, drift);
  return { merged, counts: Object.fromEntries(drift.counts) };
}

const late = (path: (string | number)[], data: unknown, label = 'Q$defer$part') => ({ label, path, data });
const base = { data: { node: { edges: [{ node: { id: '1' } }] } } };

describe('a result in parts', () => {
  it('is put together by the paths of its parts', () => {
    const { merged, counts } = merge([
      base,
      late(['node', 'edges', 0, 'node'], { likes: 3 }),
      late(['node', 'edges', 1], { node: { id: '2' } }, 'Q$stream$edges'),
      { ...late(['node'], { page_info: pageInfo('next') }), extensions: { is_final: true } },
    ]);
    expect(merged).toEqual([
      {
        data: {
          node: {
            edges: [{ node: { id: '1', likes: 3 } }, { node: { id: '2' } }],
            page_info: pageInfo('next'),
          },
        },
        isComplete: true,
      },
    ]);
    expect(counts).toEqual({});
  });

  it('is the same whatever the order in which they came', () => {
    const parts = [
      ...streamedTimeline([story('1'), story('2'), story('3')], 'cursor'),
      late(['node', 'timeline_list_feed_units', 'edges', 2, 'node'], { late: true }, 'Q$defer$a'),
      late(
        ['node', 'timeline_list_feed_units', 'edges', 2, 'node', 'late_object'],
        { deeper: 1 },
        'Q$defer$c',
      ),
      late(
        ['node', 'timeline_list_feed_units', 'edges', 2, 'node'],
        { late_object: { name: 'x' } },
        'Q$defer$b',
      ),
      late(['node', 'timeline_list_feed_units', 'edges', 0, 'node', 'comet_sections'], { more: [1, 2] }),
      { ...late([], { viewer: { id: '7' } }), extensions: { is_final: true } },
    ];
    const expected = merge(parts);
    expect(expected.counts).toEqual({});
    expect(expected.merged[0]?.isComplete).toBe(true);
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        expect(merge(shuffled)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in any order, for any value cut into any parts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), fc.nat(), (value, cut, seed) => {
        const whole = { root: { value, list: [value, { inner: value }] } };
        const parts = [
          { data: { root: { list: [{}, {}] } } },
          late(['root'], { value }),
          late(['root', 'list', 0], typeof value === 'object' && value !== null ? value : {}, 'Q$stream$x'),
          late(['root', 'list', 1], { inner: value }, 'Q$stream$x'),
          late(['root', 'list', 1], { inner: value }, `Q$stream$${cut % 3}`),
        ];
        const order = parts.map((part, index) => ({ part, key: (index * 7919 + seed) % 31 }));
        const shuffled = order.toSorted((a, b) => a.key - b.key).map(({ part }) => part);
        expect(merge(shuffled)).toEqual(merge(parts));
        expect(merge(parts).merged[0]?.data).toMatchObject({
          root: { list: [{}, { inner: whole.root.value }] },
        });
      }),
      { numRuns: 300 },
    );
  });

  it('counts parts that belong to nothing by their name', () => {
    const { merged, counts } = merge([
      base,
      late(['node', 'edges', 4, 'node', 'deep'], { x: 1 }, 'Q$defer$lost'),
    ]);
    expect(counts).toEqual({ Q$defer$lost: 1 });
    expect(merged[0]?.data).toHaveProperty('node.edges.0.node.id', '1');
    expect(merge([late(['node', 'edges', 0], { node: {} }, 'Q$stream$only')]).counts).toEqual({
      Q$stream$only: 1,
    });
  });

  it('does not lose what is known to a part that has nothing there', () => {
    const { merged } = merge([
      { data: { node: { feedback: { count: 1 }, name: null } } },
      late(['node'], { feedback: null, name: 'x' }),
    ]);
    expect(merged[0]?.data).toEqual({ node: { feedback: { count: 1 }, name: 'x' } });
  });

  it('leaves the parts as they were', () => {
    const parts = [base, late(['node', 'edges', 0, 'node'], { likes: 3 })];
    const before = structuredClone(parts);
    merge(parts);
    expect(parts).toEqual(before);
  });

  it('cannot reach objects that are not its own', () => {
    merge(
      parseLines('{"data":{"a":{}}}\n{"label":"x","path":["a"],"data":{"__proto__":{"polluted":1}}}').values,
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is not whole without its last part', () => {
    const parts = [
      { data: {}, extensions: { is_final: false } },
      { ...late([], {}), extensions: { is_final: true } },
    ];
    expect(merge(parts).merged[0]?.isComplete).toBe(true);
    expect(merge(parts.slice(0, 1)).merged[0]?.isComplete).toBe(false);
    // One document that says nothing of others is all there is.
    expect(merge([{ data: {} }]).merged[0]?.isComplete).toBe(true);
    expect(merge(parseLines(answer({})).values).merged[0]?.isComplete).toBe(true);
  });
});

describe('several results in one body', () => {
  it('stay apart, each with the parts that follow it', () => {
    const { merged } = merge([
      { data: { node: { id: '1' } } },
      late(['node'], { late: true }),
      { data: { node: { id: '2' } } },
      late(['node'], { late: false }),
    ]);
    expect(merged.map(({ data }) => data)).toEqual([
      { node: { id: '1', late: true } },
      { node: { id: '2', late: false } },
    ]);
  });

  it('are told apart by their query where the page names it', () => {
    const part = (id: string, result: object, complete: boolean) => ({
      __type: 'preloader',
      id,
      complete,
      result,
    });
    const { merged } = merge([
      part('adp_A', { data: { video: { creation_story: reel('11') } } }, false),
      part('adp_B', { data: { node: {} } }, true),
      part('adp_A', late(['video', 'creation_story'], reelCounts()), true),
    ]);
    expect(merged).toMatchObject([
      {
        data: { video: { creation_story: { post_id: '511', feedback: { total_comment_count: 7 } } } },
        isComplete: true,
      },
      { data: { node: {} }, isComplete: true },
    ]);
  });
});

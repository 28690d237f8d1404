import { describe, expect, it } from 'vitest';
import { toHtml, toLines, toNavigation } from '../__fixtures__/pages.ts';
import { collectDocuments } from './documents.ts';
import { createDrift } from './drift.ts';
import { readScripts } from './html.ts';
import { parseLines } from './lines.ts';

const base = { data: { node: { id: '1' } } };
const late = { label: 'A$defer$B', path: ['node'], data: { name: 'x' } };

function collect(values: unknown[]) {
  const drift = createDrift();
  return { ...collectDocuments(values, drift), counts: Object.fromEntries(drift.counts) };
}

describe('documents', () => {
  const expected = [
    { label: null, path: null, data: base.data, isLast: false },
    { label: late.label, path: late.path, data: late.data, isLast: true },
  ];

  it('are found in lines, with or without the guard against being run', () => {
    for (const guard of ['', 'for (;;);', 'for(;;);']) {
      const { documents, counts } = collect(parseLines(toLines([base, late], guard)).values);
      expect(documents).toMatchObject(expected);
      expect(counts).toEqual({});
    }
  });

  it('are found in the scripts of a page, by the query they belong to', () => {
    const { documents } = collect(readScripts(toHtml([base, late], { query: 'FirstQuery' })).values);
    expect(documents).toMatchObject(expected);
    expect(documents.map(({ query }) => query)).toEqual(Array(2).fill('adp_FirstQueryRelayPreloader_66aa'));
  });

  it('are found in answers to navigation', () => {
    const { values } = parseLines(
      toNavigation([
        ['OneQuery', base.data],
        ['OtherQuery', { user: {} }],
      ]),
    );
    expect(collect(values).documents).toMatchObject([
      { query: 'adp_OneQueryRelayPreloader_66aa', data: base.data, isLast: true },
      { query: 'adp_OtherQueryRelayPreloader_66aa', data: { user: {} }, isLast: true },
    ]);
  });

  it('are not looked for inside one another', () => {
    const inner = { __bbox: { complete: true, result: { data: { stolen: true } } } };
    expect(collect([{ data: { node: inner } }]).documents).toHaveLength(1);
  });

  it('that lost their place are kept, and counted by name', () => {
    const { documents, counts } = collect([{ label: 'A$stream$B', data: { node: 1 } }]);
    expect(documents).toMatchObject([{ path: null, data: { node: 1 } }]);
    expect(counts).toEqual({ A$stream$B: 1 });
    expect(collect([{ ...late, path: 'node' }]).counts).toEqual({ A$defer$B: 1 });
    expect(collect([{ ...late, path: ['__proto__', 'x'] }]).counts).toEqual({ A$defer$B: 1 });
    expect(collect([{ ...late, path: ['edges', -1] }]).counts).toEqual({ A$defer$B: 1 });
  });

  it('without data are counted, and what they state as errors is kept', () => {
    expect(collect([{ label: 'A', path: [], data: 7 }]).counts).toEqual({ A: 1 });
    const { documents, errors, counts } = collect([
      { errors: [{ code: 1675004, message: 'Rate limit exceeded' }], data: null },
      { __ar: 1, error: 1357001, errorSummary: 'Not Logged In' },
    ]);
    expect(documents).toEqual([]);
    expect(errors).toMatchObject([{ code: 1675004 }, { error: 1357001 }]);
    expect(counts).toEqual({});
  });
});

describe('lines', () => {
  it('are read as one value when it is spread over several', () => {
    expect(parseLines(JSON.stringify({ data: { a: 1 } }, null, 2))).toEqual({
      values: [{ data: { a: 1 } }],
      brokenCount: 0,
      isCut: false,
    });
  });

  it('that end in the middle are cut, and the whole ones are kept', () => {
    const body = toLines([base, late]);
    expect(parseLines(body.slice(0, -20))).toEqual({
      values: [JSON.parse(body.split('\n')[0] ?? '')],
      brokenCount: 0,
      isCut: true,
    });
    expect(parseLines('for (;;);{"data":{"no')).toMatchObject({ values: [], isCut: true });
  });

  it('in the middle that are no JSON are counted', () => {
    expect(parseLines('{"data":{}}\n<b>oops</b>\n{"data":{}}')).toMatchObject({
      brokenCount: 1,
      isCut: false,
    });
  });

  it.each(['', 'text', '<svg/>'])('of "%s" hold nothing', (body) =>
    expect(parseLines(body)).toMatchObject({ values: [], isCut: false }),
  );
});

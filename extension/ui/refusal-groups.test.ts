import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/error-codes.ts';
import { groupRefusals, toRefusalDetail } from './refusal-groups.ts';

const { sentence } = errorCodes['net.timeout'];
const refusal = (id: string, code: 'net.timeout' | 'host.missing', message = errorCodes[code].sentence) => ({
  id,
  code,
  message,
});

describe('refusals', () => {
  it('are gathered by reason, the most frequent first, in their own order', () => {
    const groups = groupRefusals([
      refusal('a', 'host.missing'),
      refusal('b', 'net.timeout'),
      refusal('c', 'net.timeout'),
    ]);
    expect(groups.map(({ code, items }) => [code, ...items.map(({ id }) => id)])).toEqual([
      ['net.timeout', 'b', 'c'],
      ['host.missing', 'a'],
    ]);
  });

  it('of one thing count once, by the first, with the others beside it', () => {
    const second = refusal('a', 'host.missing');
    const groups = groupRefusals([refusal('a', 'net.timeout'), second]);
    expect(groups).toMatchObject([{ code: 'net.timeout', items: [{ id: 'a', also: [second] }] }]);
  });

  it.each([
    [sentence, ''],
    [`media/a.jpg: ${sentence}`, 'media/a.jpg'],
    ['The site said no.', 'The site said no.'],
  ])('of "%s" add to their reason "%s"', (message, detail) => {
    expect(toRefusalDetail({ code: 'net.timeout', message })).toBe(detail);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSchema } from '../../../shared/model/item.ts';
import { parseCount } from './counts.ts';

const exact = (value: number) => ({ precision: 'exact', value });
const rounded = (text: string, approximate: number | null) => ({ precision: 'rounded', text, approximate });

describe('parseCount', () => {
  it.each([
    ['1,234,567 views', 1_234_567],
    ['1.234.567 Aufrufe', 1_234_567],
    ['1 234 567 vues', 1_234_567],
    ['1\u202f234 vues', 1234],
    ['12,34,567 views', 1_234_567],
    ["1'234 Aufrufe", 1234],
    ['221 views', 221],
    ['0', 0],
    ['No views', 0],
    ['٢٢١ مشاهدة', 221],
    ['265 videos', 265],
    ['like this video along with 43,864 other people', 43_864],
  ])('takes "%s" as exact', (text, value) => expect(parseCount(text)).toEqual(exact(value)));

  it.each([
    ['2.3bn views', '2.3bn', 2_300_000_000],
    ['895k views', '895k', 895_000],
    ['8.98K subscribers', '8.98K', 8980],
    ['41m views', '41m', 41_000_000],
    ['1,2 Mio. Aufrufe', '1,2 Mio.', 1_200_000],
    ['3,4 Mrd. Aufrufe', '3,4 Mrd.', 3_400_000_000],
    ['1,2 k vues', '1,2 k', 1200],
    ['12 mil visualizações', '12 mil', 12_000],
    ['1,2 тыс. просмотров', '1,2 тыс.', 1200],
    ['1.2万 回視聴', '1.2万', 12_000],
    ['1,234万回視聴', '1,234万', 12_340_000],
    ['3.4億 回視聴', '3.4億', 340_000_000],
    ['조회수 5.6만회', '5.6만', 56_000],
    ['1.2 lakh views', '1.2 lakh', 120_000],
    ['3 crore views', '3 crore', 30_000_000],
  ])('keeps "%s" as rounded', (text, shown, approximate) =>
    expect(parseCount(text)).toEqual(rounded(shown, approximate)),
  );

  it('does not guess what an unknown unit stands for', () => {
    expect(parseCount('1.2 zillions')).toEqual(rounded('1.2', null));
  });

  it.each(['', 'views', 'Yesterday', '—'])('finds no count in "%s"', (text) =>
    expect(parseCount(text)).toBeNull(),
  );

  it('never throws, and whatever it gives is a valid count', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d., ]{1,40}[a-zA-Z万]{0,5}$/)),
        (text) => {
          const count = parseCount(text);
          if (count) expect(countSchema.safeParse(count).success).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

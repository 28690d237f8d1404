import { describe, expect, it } from 'vitest';
import { formatTypedSize, parseSize } from './size.ts';

describe('a size', () => {
  it.each([
    ['500', 500e6],
    [' 1.5 ', 1.5e6],
    ['1,5', 1.5e6],
    ['2 GB', 2e9],
    ['2gb', 2e9],
    ['1,5 G', 1.5e9],
    ['700 MiB', 700 * 1024 ** 2],
    ['500k', 500e3],
    ['1T', 1e12],
    ['900 B', 900],
    ['0.125', 125e3],
    ['1000', 1e9],
    ['1,0000', 1e6],
  ])('is what people type: %j', (text, bytes) => expect(parseSize(text, 'M')).toBe(bytes));

  it.each([
    ['500', 500],
    ['2.5M', 2.5e6],
    ['500KiB', 512_000],
  ])('is in bytes where a bare number is: %j', (text, bytes) => expect(parseSize(text, '')).toBe(bytes));

  it.each(['1,000', '1.000', '12.500 MB', '1,000,000', '1.000,5'])(
    'is not taken where the point may part thousands: %j',
    (text) => expect(parseSize(text, 'M')).toBe('ambiguous'),
  );

  it.each([
    '',
    '0x10',
    '1e3',
    '0.0000001',
    '0',
    '-1',
    'large',
    '2 XB',
    '1 000',
    '99999999 G',
    'GB',
    '.5',
    '2 GB/s',
  ])('is not %j', (text) => expect(parseSize(text, 'M')).toBe('strange'));

  it.each([1, 1e6, 1_125_000, 2e9, 700 * 1024 ** 2, 1_500_125, 125_000])(
    'is read as the %d bytes that it was written of',
    (bytes) => expect(parseSize(formatTypedSize(bytes), 'M')).toBe(bytes),
  );
});

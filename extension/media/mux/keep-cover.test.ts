import { expect, it } from 'vitest';
import { findCover, keepCover } from './keep-cover.ts';

const picture = { data: new Uint8Array([1]), mimeType: 'image/jpeg', kind: 'unknown' } as const;
const front = { ...picture, kind: 'coverFront' } as const;

it('the first picture is the cover where none says so', () => {
  expect(keepCover({ images: [picture, picture] }).images).toEqual([front, picture]);
  expect(keepCover({ images: [picture, front] }).images).toEqual([picture, front]);
  expect(keepCover({ title: 'A' })).toEqual({ title: 'A' });
});

it('a cover of ID3 is there once, beside tags that nobody knows', () => {
  const raw = { APIC: new Uint8Array([1]), TSSE: 'x' };
  expect(keepCover({ raw, images: [picture] })).toEqual({ raw: { TSSE: 'x' }, images: [front] });
  expect(keepCover({ raw: { chpl: new Uint8Array([1]), TSSE: 'x' } })).toEqual({ raw: { TSSE: 'x' } });
  const other = { TSSE: 'x' };
  expect(keepCover({ raw: other }).raw).toBe(other);
});

it('the cover that a file has is found, where players know its kind', () => {
  const bytes = picture.data;
  expect(findCover([picture, { ...front, mimeType: 'image/png' }])).toEqual({ bytes, mimeType: 'image/png' });
  expect(findCover([picture])).toEqual({ bytes, mimeType: 'image/jpeg' });
  expect([findCover([]), findCover([{ ...picture, mimeType: 'image/bmp' }])]).toEqual([null, null]);
});

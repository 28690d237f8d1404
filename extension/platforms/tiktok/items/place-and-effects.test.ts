import { expect, it } from 'vitest';
import { post } from '../__fixtures__/pages.ts';
import { readItem } from './item.ts';

it('the place and the effects of a post are read where it has some', () => {
  const poi = { id: '22', name: 'Old Pier', address: '' };
  const item = readItem(post(1, { poi, effectStickers: [{ ID: '1', name: 'Fog' }] }), new Map());
  expect(item).toMatchObject({ location: { id: '22', name: 'Old Pier', address: null }, effects: ['Fog'] });
  expect(item.partial).toBeUndefined();
});

it.each([
  [{ poi: 'Old Pier' }, 'location', 'item.poi'],
  [{ poi: { id: '22', address: '' } }, 'location', 'item.poi.name'],
  [{ effectStickers: [7] }, 'effects', 'item.effectStickers'],
])('%j is left out, named, and counted', (changes, field, name) => {
  const unknown = new Map<string, number>();
  expect(readItem(post(1, changes), unknown).partial).toEqual([field]);
  expect(unknown.get(name)).toBe(1);
});

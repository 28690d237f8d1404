import { expect, it } from 'vitest';
import { toShownTitle } from './shown-title.ts';

const item = {
  id: '105',
  kind: 'photo',
  title: '',
  text: null,
  createdAt: { precision: 'exact', at: '2024-05-03T23:30:00-02:00' },
} as const;

it.each([
  ['its own title', { title: 'Boats', text: 'Other words' }, 'Boats'],
  ['the first words of its text', { title: ' ', text: '\n\nBoats at dawn\nand more' }, 'Boats at dawn'],
  ['what it is and its day by UTC', { text: ' \n' }, 'Photo, 4 May 2024'],
  [
    'what the page says of its day',
    { createdAt: { precision: 'approximate', text: '2 years ago' } },
    'Photo, 2 years ago',
  ],
  ['what it is and its id', { kind: 'story', createdAt: { precision: 'unknown' } }, 'Story, 105'],
] as const)('is %s', (_name, fields, expected) => {
  expect(toShownTitle({ ...item, ...fields })).toBe(expected);
});

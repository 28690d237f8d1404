import { expect, it } from 'vitest';
import { parseCursor, toCursor } from './place.ts';

it('a cursor is a place that can be kept as text, whatever is in it', () => {
  const place = { query: 'SomeQuery', values: { id: '5', cursor: 'a?b&c=d %+\n' }, loggedIn: true };
  expect(toCursor(place)).not.toContain('\n');
  expect(parseCursor(toCursor(place))).toEqual(place);
  expect(parseCursor(toCursor({ ...place, values: {}, loggedIn: false }))).toEqual({
    query: 'SomeQuery',
    values: {},
    loggedIn: false,
  });
});

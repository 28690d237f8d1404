import { expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

it('gives objects and nothing else', () => {
  expect(parseJson('{"a":1}')).toEqual({ a: 1 });
  for (const other of ['[1]', '"text"', '7', 'null', '', '{', '<html>']) expect(parseJson(other)).toBeNull();
});

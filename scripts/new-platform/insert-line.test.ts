import { expect, test } from 'vitest';
import { insertAfterLast, insertEntry, insertImport } from './insert-line.ts';

test.each([
  ["z.enum(['a', 'b']);", 'z.enum([', "'c'", "z.enum(['a', 'b', 'c']);"],
  ['x = {\n  a: 1,\n};', 'x = {', 'b: 2', 'x = {\n  a: 1, b: 2\n};'],
  ['x = { a: { of: 1 } }; y = { a: 1 };', 'x = {', 'b: 2', 'x = { a: { of: 1 }, b: 2 }; y = { a: 1 };'],
  ['x = [];', 'x = [', 'a', 'x = [ a];'],
])('an entry comes last in its list: %j', (text, opening, entry, expected) => {
  expect(insertEntry(text, opening, entry)).toBe(expected);
});

test('a list that is not there, or does not end, is said', () => {
  expect(() => insertEntry('y = [];', 'x = [', 'a')).toThrow('there is no');
  expect(() => insertEntry('x = [', 'x = [', 'a')).toThrow('does not end');
  expect(() => insertAfterLast('a', /^b/, 'c')).toThrow('no line matches');
});

test('an import stands behind those of the same room', () => {
  const text = "import a from './a.ts';\nimport type { B } from '../b.ts';\nimport { c } from './c.ts';\n\nf();";
  expect(insertImport(text, "import d from './d.ts';")).toBe(
    text.replace("'./c.ts';", "'./c.ts';\nimport d from './d.ts';"),
  );
});

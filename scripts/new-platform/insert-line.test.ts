import { expect, test } from 'vitest';
import { insertAfterLast, insertEntry, insertImport } from './insert-line.ts';

test.each([
  { text: "z.enum(['a', 'b']);", opening: 'z.enum([', entry: "'c'", expected: "z.enum(['a', 'b', 'c']);" },
  { text: 'x = {\n  a: 1,\n};', opening: 'x = {', entry: 'b: 2', expected: 'x = {\n  a: 1, b: 2\n};' },
  {
    text: 'x = { a: {} }; y = {};',
    opening: 'x = {',
    entry: 'b: 2',
    expected: 'x = { a: {}, b: 2 }; y = {};',
  },
  { text: 'x = [];', opening: 'x = [', entry: 'a', expected: 'x = [ a];' },
])('an entry comes last in its list: $text', ({ text, opening, entry, expected }) => {
  expect(insertEntry(text, opening, entry)).toBe(expected);
});

test('a list that is not there, or does not end, is said', () => {
  expect(() => insertEntry('y = [];', 'x = [', 'a')).toThrow('there is no');
  expect(() => insertEntry('x = [', 'x = [', 'a')).toThrow('does not end');
  expect(() => insertAfterLast('a', /^b/, 'c')).toThrow('no line matches');
});

test('an import stands behind those of the same room', () => {
  const text =
    "import a from './a.ts';\nimport type { B } from '../b.ts';\nimport { c } from './c.ts';\n\nf();";
  expect(insertImport(text, "import d from './d.ts';")).toBe(
    text.replace("'./c.ts';", "'./c.ts';\nimport d from './d.ts';"),
  );
});

import { expect, it } from 'vitest';
import { toHtml } from '../__fixtures__/pages.ts';
import { ownerId } from '../__fixtures__/stories.ts';
import { readPersona } from './persona.ts';

it('tells who is logged in', () => {
  expect(readPersona(toHtml([]))).toEqual({ id: ownerId, name: 'Ada Example' });
  expect(
    readPersona(
      `[\n [\n  "CurrentUserInitialData",\n  [],\n  {"USER_ID": "12", "NAME": "B \\"C\\" {"},\n 270]]`,
    ),
  ).toEqual({
    id: '12',
    name: 'B "C" {',
  });
});

it('tells that nobody is', () =>
  expect(readPersona(toHtml([], { persona: '0' }))).toEqual({ id: null, name: null }));

it.each([
  '',
  '<html></html>',
  '["CurrentUserInitialData",[],{"USER_ID":7}]',
  '["CurrentUserInitialData",[],{',
])('says nothing where the page does not: %s', (text) => expect(readPersona(text)).toBeNull());

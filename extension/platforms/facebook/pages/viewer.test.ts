import { expect, it } from 'vitest';
import { toHtml } from '../__fixtures__/pages.ts';
import { ownerId } from '../__fixtures__/stories.ts';
import { readViewer } from './viewer.ts';

it('tells who is logged in', () => {
  expect(readViewer(toHtml([]))).toEqual({ id: ownerId, name: 'Ada Example' });
  expect(
    readViewer(
      `[\n [\n  "CurrentUserInitialData",\n  [],\n  {"USER_ID": "12", "NAME": "B \\"C\\" {"},\n 270]]`,
    ),
  ).toEqual({
    id: '12',
    name: 'B "C" {',
  });
});

it('tells that nobody is', () =>
  expect(readViewer(toHtml([], { viewer: '0' }))).toEqual({ id: null, name: null }));

it.each([
  '',
  '<html></html>',
  '["CurrentUserInitialData",[],{"USER_ID":7}]',
  '["CurrentUserInitialData",[],{',
])('says nothing where the page does not: %s', (text) => expect(readViewer(text)).toBeNull());

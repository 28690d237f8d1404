import { expect, it } from 'vitest';
import type { PageRead } from '../../core/pages/page-read.ts';
import { emptyRead, makeItem } from '../testing/fake-world.ts';
import { walkPages } from './each-page.ts';

/** Walks what `toPage` gives; returns the cursors that were asked for. */
async function walk(toPage: (number: number) => Partial<PageRead>): Promise<(string | null)[]> {
  const asked: (string | null)[] = [];
  await walkPages({
    cursor: null,
    repeats: 'It repeats itself.',
    async ask(cursor) {
      asked.push(cursor);
      return { ...emptyRead, ...toPage(asked.length) };
    },
    save: async () => undefined,
  });
  return asked;
}

const items = [makeItem('a')];

it('reads to the end, also past some pages without anything', async () => {
  const asked = await walk((number) => ({
    items: number % 9 === 0 ? items : [],
    continuation: number < 200 ? `at ${number}` : null,
  }));
  expect(asked).toHaveLength(200);
});

it('leaves a list that goes in circles', async () => {
  await expect(walk((number) => ({ items, continuation: `at ${number % 3}` }))).rejects.toThrow(
    'It repeats itself.',
  );
});

it('leaves a list that gives nothing but places to go on', async () => {
  let count = 0;
  const toPage = (number: number) => {
    count = number;
    return { continuation: `at ${number}` };
  };
  await expect(walk(toPage)).rejects.toThrow('It repeats itself.');
  expect(count).toBe(50);
});

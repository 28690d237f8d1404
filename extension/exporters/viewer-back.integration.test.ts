/** The viewer when somebody goes back: from an item while a large page is still being read, and up the list. */
import { expect, it } from 'vitest';
import { archiveItem, buildItem } from './__fixtures__/sample-archive.ts';
import { openViewer, toHash, useBrowser, writeViewer } from './__fixtures__/viewer-page.ts';

useBrowser();

it('an item is not shown over the list that somebody went back to before it was read', async () => {
  const { page } = await openViewer(await writeViewer());
  await page.addInitScript(() => {
    Object.defineProperty(document, 'readyState', { get: () => 'loading' });
    const hold = (event: Event) => event.isTrusted && event.stopImmediatePropagation();
    document.addEventListener('DOMContentLoaded', hold, true);
  });
  await page.reload();
  await page.evaluate((hash) => location.assign(hash), toHash('youtube:post:video000001'));
  await page.evaluate(() => location.assign('#'));
  await page.evaluate(() => document.dispatchEvent(new Event('DOMContentLoaded')));
  expect(await page.locator('.item-page').isVisible()).toBe(false);
  expect(await page.locator('.card').first().isVisible()).toBe(true);
  await page.close();
});

it('cards are in their order in the page, too, which the Tab key and screen readers follow, after scrolling back', async () => {
  const items = Array.from({ length: 400 }, (_, index) =>
    archiveItem(buildItem({ id: `video${index}`, title: `Film ${1000 + index}` })),
  );
  const { page } = await openViewer(await writeViewer({ items, comments: [] }));
  const readPlaces = () =>
    page
      .locator('.cell')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('aria-posinset'))));
  await page.evaluate(() => window.scrollTo(0, 4000));
  await expect.poll(async () => (await readPlaces())[0]).toBeGreaterThan(30);
  const [before = 0] = await readPlaces();
  await page.evaluate(() => window.scrollTo(0, 3500));
  await expect.poll(async () => Math.min(...(await readPlaces()))).toBeLessThan(before);
  const places = await readPlaces();
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  await page.close();
});

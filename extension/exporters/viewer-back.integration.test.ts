/** The viewer while a large page of it is still being read. */
import { expect, it } from 'vitest';
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

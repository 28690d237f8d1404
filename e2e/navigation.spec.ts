/** One tab, many pages: YouTube never reloads, and throws its own buttons away now and then. */
import { expect, type Page, test } from '@playwright/test';
import { expectAtHome, findExportButton, renderCount, waitForRenders } from './export-button.ts';
import { openSession, type Session } from './session.ts';

const scale = { videos: 4, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

/** Moves within the page as a click on a link of the page does. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.querySelector('ytd-app, #content')?.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path);
}

/** A mark that only a full load takes away. */
const stayed = (page: Page) => page.evaluate(() => document.body.dataset.mark === 'same document');

const listStops = (session: Session) => {
  const { sources, channel } = session.testbed.sites.youtube.truth();
  const [videoId = ''] = sources.channel_videos.ids;
  const [shortId = ''] = sources.channel_shorts.ids;
  const [listId = ''] = sources.channel_playlists.ids;
  return [
    { name: 'channel', path: `/${channel.handle}`, layout: 'row', says: 'this channel' },
    { name: 'watch', path: `/watch?v=${videoId}`, layout: 'row', says: 'this video' },
    { name: 'shorts', path: `/shorts/${shortId}`, layout: 'column', says: 'this Short' },
    { name: 'playlist', path: `/playlist?list=${listId}`, layout: 'row', says: 'this playlist' },
  ] as const;
};

/** Looks again after each time the page has rendered its buttons anew. */
async function expectToStay(page: Page, layout: 'row' | 'column', says: string): Promise<void> {
  for (let renders = 0; renders <= renderCount; renders += 1) {
    await waitForRenders(page, renders);
    const button = await expectAtHome(page, layout);
    await expect(button.pill).toHaveAccessibleName(`Export ${says} with Star Export`);
  }
}

for (const [generation, colorScheme] of [
  ['classic', 'light'],
  ['new', 'dark'],
] as const) {
  test(`one button follows through ${generation} pages in ${colorScheme}`, async () => {
    const session = await openSession({ testbed: { scale, generation }, colorScheme });
    try {
      const page = await session.openPage('https://www.youtube.com/');
      await page.evaluate(() => {
        document.body.dataset.mark = 'same document';
      });
      const { host } = findExportButton(page);
      await expect(page.locator('#page-manager')).toBeVisible();
      await expect(host).toHaveCount(0);
      const stops = listStops(session);
      for (const { name, path, layout, says } of stops) {
        await goTo(page, path);
        await expectToStay(page, layout, says);
        await expect(host).toHaveAttribute('data-theme', colorScheme);
        await page.screenshot({ path: `test-results/page-${name}-${generation}-${colorScheme}.png` });
      }
      await goTo(page, '/feed/subscriptions');
      await expect(host).toHaveCount(0);
      for (const { layout, says } of stops.toReversed()) {
        await page.goBack();
        const button = await expectAtHome(page, layout);
        await expect(button.pill).toHaveAccessibleName(`Export ${says} with Star Export`);
      }
      expect(await stayed(page)).toBe(true);
      expect(session.testbed.errors).toEqual([]);
    } finally {
      await session.close();
    }
  });
}

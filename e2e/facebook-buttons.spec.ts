/** The buttons in Facebook's pages: one of the page's own kind on every page, and one in every post of a feed. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { findLargestAlbum, openFacebook } from './facebook-album.ts';
import { readJobs, waitForJob } from './library.ts';
import { shareSession } from './share-session.ts';

const scale = {
  posts: 40,
  albums: 1,
  largestAlbum: 20,
  tagged: 2,
  videos: 2,
  reels: 2,
  stories: 2,
  saved: 2,
};
const name = (what: string) => `Export ${what} with Star Export`;
const start = shareSession(() => openFacebook(scale));

/** The button for one kind of thing; there is one, in its place. */
async function expectButton(page: Page, what: string, layout: 'row' | 'bar' | 'column'): Promise<Locator> {
  const pill = page.getByRole('button', { name: name(what), exact: true });
  await expect(pill).toHaveCount(1, { timeout: 15_000 });
  const host = page.locator('star-export-button').filter({ has: pill });
  await expect(host).toHaveAttribute('data-layout', layout);
  await expect(host).toBeVisible();
  expect(
    await host.evaluate(
      (found) => found.parentElement?.querySelector('[role="button"], a[role="link"]') !== null,
    ),
  ).toBe(true);
  return pill;
}

/** In the page: posts that are there with their contents, and how many buttons each has. */
function countInPosts(): number[] {
  const posts = [...document.querySelectorAll('[role="article"][aria-posinset]')];
  return posts.map((post) => post.querySelectorAll('star-export-button').length);
}

const expectOneEach = (page: Page): Promise<void> =>
  expect(async () => {
    const counts = await page.evaluate(countInPosts);
    expect(counts.length).toBeGreaterThan(2);
    expect([...new Set(counts)]).toEqual([1]);
  }).toPass({ timeout: 15_000 });

test('every page of one thing has its button among its own, light and dark', async () => {
  const session = await start();
  const { owner, sources, photos, videos, posts } = session.testbed.sites.facebook.truth();
  const post = Object.values(posts).find(
    ({ groupId, authorId }) => groupId === null && authorId === owner.id,
  );
  const video = Object.values(videos).find(({ kind, privacy }) => kind === 'video' && privacy === 'EVERYONE');
  const pages = [
    [owner.url, 'this profile', 'row'],
    [sources.photos_by.url, 'this profile’s photos', 'row'],
    [sources.videos.url, 'this profile’s videos', 'row'],
    [findLargestAlbum(session).url, 'this album', 'row'],
    [sources.group.url, 'this group’s posts', 'row'],
    [sources.page.url, 'this profile', 'row'],
    [post?.url ?? '', 'this post', 'bar'],
    [photos[sources.photos_by.ids[0] ?? '']?.url ?? '', 'this photo', 'bar'],
    [video?.url ?? '', 'this video', 'bar'],
    [videos[sources.reels.ids[0] ?? '']?.url ?? '', 'this reel', 'column'],
  ] as const;
  const page = await session.openPage('https://www.facebook.com/');
  for (const [url, what, layout] of pages) {
    await page.goto(url);
    await expectButton(page, what, layout);
    await page.screenshot({ path: `test-results/facebook-${layout}-${what.replace(/\W+/g, '-')}.png` });
  }
  const host = page.locator('star-export-button');
  await expect(host).toHaveAttribute('data-theme', 'light');
  await page.evaluate(() => document.documentElement.classList.replace('__fb-light-mode', '__fb-dark-mode'));
  await expect(host).toHaveAttribute('data-theme', 'dark');
  expect(session.testbed.errors).toEqual([]);
});

test('every post of a feed has its own button, through scrolling and navigation within the page', async () => {
  const session = await start();
  await session.lookout.evaluate(() => chrome.storage.local.set({ 'job-options': { withMedia: false } }));
  const page = await session.openPage(session.testbed.sites.facebook.truth().owner.url);
  await expectOneEach(page);
  const first = page.locator('[role="article"][aria-posinset="1"]');
  for (let step = 0; step < 10; step += 1) {
    await page.evaluate(() => window.scrollBy(0, 1500));
    await page.waitForTimeout(150);
  }
  await expect(first).toHaveCount(0);
  await expectOneEach(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(first).toHaveCount(1);
  await expectOneEach(page);

  const second = page.locator('[role="article"][aria-posinset="2"]');
  const address = await second.locator('a[href*="/posts/"]').first().getAttribute('href');
  const pill = second.locator('star-export-button .pill');
  await pill.scrollIntoViewIfNeeded();
  await pill.click();
  const job = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(job).toMatchObject({ state: { status: 'done' }, ref: { kind: 'post', url: address } });
  await expect(pill).toHaveText('Saved');
  await expect(first.locator('star-export-button .pill')).toHaveText('Export');

  await second.locator('a[href*="/posts/"]').first().click();
  await expect(page).toHaveURL(address ?? '');
  await expect(page.locator('[role="article"][aria-posinset]')).toHaveCount(1);
  await expect(page.locator('star-export-button')).toHaveCount(1);
  await expect(page.locator('star-export-button .pill')).toHaveText('Saved');
  await page.goBack();
  await expectOneEach(page);
  expect(await readJobs(session.lookout)).toHaveLength(1);
  expect(session.testbed.errors).toEqual([]);
});

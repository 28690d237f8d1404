import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { fetchThrough } from '../fetch-through.ts';
import { openPlainBrowser, type PlainBrowser } from '../open-browser.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import type { TiktokTruth } from './catalog/truth.ts';
import { emptyLists, loginWall } from './faults.ts';

let testbed: Testbed;
let truth: TiktokTruth;
let browser: PlainBrowser;
let page: Page;

beforeAll(async () => {
  testbed = await startTestbed({ seed: 1, tiktok: { scale: { posts: 200, photos: 20 } } });
  truth = testbed.sites.tiktok.truth();
  const { path: executablePath } = (await readTools()).chromium;
  const cookies = testbed.sites.tiktok.ownerCookies();
  browser = await openPlainBrowser(testbed, { executablePath, cookies });
  page = browser.page;
});
afterAll(async () => {
  await browser?.close();
  await testbed?.stop();
});

const cells = () => page.locator('[data-e2e=user-post-item] a');
const countCalls = (path: string) => testbed.requests.count(`/api/${path}/?`);
/** A call as a script of the page makes it, and the text of its answer. */
const askInPage = (url: string) =>
  page.evaluate(async (address) => (await window.fetch(address, { credentials: 'include' })).text(), url);
/** The same from a world that shares the page's document and not its scripts, as a content script. */
const askIsolated = (url: string) =>
  browser.evaluateIsolated(
    `fetch(${JSON.stringify(url)}, { credentials: 'include' }).then((answer) => answer.text())`,
  );

/** Scrolls until the last cell is this post, collecting every post that was drawn. */
async function scrollTo(lastId: string): Promise<{ seen: Set<string>; most: number }> {
  const seen = new Set<string>();
  let most = 0;
  for (let turn = 0; turn < 150 && !seen.has(lastId); turn++) {
    const hrefs = await cells().evaluateAll((links) => links.map((each) => each.getAttribute('href') ?? ''));
    most = Math.max(most, hrefs.length);
    for (const href of hrefs) seen.add(href.split('/').at(-1) ?? '');
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(40);
  }
  return { seen, most };
}

describe('the pages of the TikTok stand-in in a browser', () => {
  it('load a profile to its end on scrolling, and drop what is far away', async () => {
    testbed.faults.add(emptyLists({ skip: 3, times: 1 }));
    await page.goto(truth.owner.url);
    await page.waitForSelector('[data-e2e=edit-profile-entrance]');
    await page.waitForSelector('[data-e2e=user-post-item]');
    await page.mouse.move(700, 500);
    const { ids } = truth.sources.own_profile;
    const { seen, most } = await scrollTo(ids.at(-1) ?? '');
    expect([...seen].toSorted()).toEqual(ids.toSorted());
    expect(most).toBeLessThan(60);
    expect(testbed.faults.list()[0]?.hits).toBe(1);
    testbed.faults.clear();
  });

  it('open a post in place, without asking for it, and leave the data of the first address as they were', async () => {
    testbed.requests.clear();
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForSelector('#grid-item-container-0');
    const link = page.locator('[data-e2e=user-post-item] a[href*="/video/"]').first();
    const href = await link.getAttribute('href');
    await link.click();
    await page.waitForSelector('[data-e2e=browse-video] video');
    await page.waitForSelector('[data-e2e=browse-like-icon]');
    expect(page.url()).toBe(href);
    expect([countCalls('item/detail'), countCalls('comment/list')]).toEqual([0, 1]);
    const data = await page.locator('#__UNIVERSAL_DATA_FOR_REHYDRATION__').textContent();
    expect(data).toContain('"webapp.user-detail"');
    expect(data).not.toContain('"webapp.video-detail"');
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1);
  });

  it('sign what the page’s own scripts ask for, and nothing else', async () => {
    const url = `https://www.tiktok.com/api/post/item_list/?aid=1988&count=35&cursor=0&secUid=${truth.owner.secUid}`;
    expect(JSON.parse(await askInPage(url))).toMatchObject({ statusCode: 0, hasMore: true });
    expect(await askIsolated(url)).toBe('');
    const [signed] = testbed.requests.list('X-Bogus=');
    const moved = `https://www.tiktok.com${signed?.path}${signed?.query.replace('cursor=0', 'cursor=1780000000000')}`;
    expect(await askInPage(moved)).toBe('');
  });

  it('hand out media to the page, and not to a stranger', async () => {
    const source = await page.locator('video').getAttribute('src');
    const size = await page.evaluate(
      async (url) => (await (await fetch(url ?? '', { credentials: 'include' })).arrayBuffer()).byteLength,
      source,
    );
    expect(size).toBeGreaterThan(10_000);
    expect((await fetchThrough(testbed, source ?? '')).status).toBe(403);
  });

  it('show the other tabs, a collection, and whom the owner follows', async () => {
    await page.goto(truth.owner.url);
    for (const [tab, list, source] of [
      ['repost-tab', 'user-repost-item-list', 'reposts'],
      ['liked-tab', 'user-liked-item-list', 'liked'],
      ['favorites-tab', 'favorites-item-list', 'favourites'],
    ] as const) {
      await page.click(`[data-e2e=${tab}]`);
      const first = page.locator(`[data-e2e=${list}] a`).first();
      expect(await first.getAttribute('href')).toContain(truth.sources[source].ids[0]);
    }
    await page.locator('[data-e2e=favorites-collections] a').first().click();
    const [collection] = Object.values(truth.collections);
    await page.waitForSelector('#main-content-collection [data-e2e=user-post-item]');
    expect(await cells().first().getAttribute('href')).toContain(collection?.ids[0]);
    await page.goto(truth.owner.url);
    await page.click('[data-e2e=following-count]');
    const rows = page.locator('[data-e2e=follow-info-popup] li');
    for (const place of [29, 59, 69]) await rows.nth(place).scrollIntoViewIfNeeded();
    expect(await rows.count()).toBe(truth.sources.following.users.length);
  });

  it('show photo posts, tags, sounds, playlists, the feed, and replies on request', async () => {
    const posts = Object.values(truth.posts).filter(({ audience }) => audience === 'public');
    const photo = posts.find(({ photos }) => photos.length === 35);
    await page.goto(photo?.url ?? '');
    expect(await page.locator('.slide-number').textContent()).toBe('1/35');
    const [name, tag] = Object.entries(truth.tags)[0] ?? expect.fail('no tag');
    await page.goto(`https://www.tiktok.com/tag/${encodeURIComponent(name)}`);
    expect(await cells().first().getAttribute('href')).toContain(tag.ids[0]);
    const [playlist] = Object.values(truth.playlists);
    await page.goto(playlist?.url ?? '');
    expect(await cells().first().getAttribute('href')).toContain(playlist?.ids[0]);
    const video = posts.find(({ kind, stats }) => kind === 'video' && stats.comments > 60);
    await page.goto(`https://www.tiktok.com/music/x-${video?.sound.id}`);
    await cells().first().waitFor();
    await page.goto(video?.url ?? '');
    await page.locator('[data-e2e=view-more-1]').first().click();
    await page.locator('[data-e2e=comment-level-2]').first().waitFor();
    await page.goto('https://www.tiktok.com/foryou');
    await page.locator('[data-e2e=recommend-list-item-container] [data-e2e=share-icon]').nth(3).waitFor();
  });

  it('end at the login when there is a wall', async () => {
    testbed.faults.add(loginWall());
    await page.goto(truth.owner.url);
    await page.waitForSelector('[data-e2e=login-modal]');
    expect(new URL(page.url()).pathname).toBe('/login');
    testbed.faults.clear();
  });

  it('fail nowhere and ask for nothing that is not there', async () => {
    expect(browser.failures).toEqual([]);
    expect(testbed.errors).toEqual([]);
    const refused = testbed.requests.list().filter(({ status }) => status >= 400);
    expect(refused.filter(({ host }) => !host.endsWith('.us.tiktok.com'))).toEqual([]);
  });
});

import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { openPlainBrowser, type PlainBrowser } from '../open-browser.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import type { FacebookTruth } from './catalog/truth.ts';
import { checkpointPages, loginWall, rateLimitedCalls } from './faults.ts';
import { toDocId } from './queries/index.ts';

let testbed: Testbed;
let truth: FacebookTruth;
let browser: PlainBrowser;
let page: Page;

beforeAll(async () => {
  testbed = await startTestbed({ seed: 1, facebook: { scale: { posts: 60, largestAlbum: 100 } } });
  truth = testbed.sites.facebook.truth();
  const { path: executablePath } = (await readTools()).chromium;
  const cookies = testbed.sites.facebook.ownerCookies();
  browser = await openPlainBrowser(testbed, { executablePath, cookies });
  page = browser.page;
});
afterAll(async () => {
  await browser?.close();
  await testbed?.stop();
});

const countCalls = (name: string) =>
  testbed.requests
    .list('www.facebook.com/api/graphql/')
    .filter(({ headers }) => headers['x-fb-friendly-name'] === name).length;

/** Scrolls until there are so many elements of this kind, and tells how many of them had content at most. */
async function scrollTo(selector: string, count: number, filled: string): Promise<number> {
  let most = 0;
  for (let turn = 0; turn < 300; turn++) {
    most = Math.max(most, await page.locator(filled).count());
    if ((await page.locator(selector).count()) >= count) break;
    await page.mouse.wheel(0, 1600);
    await page.waitForTimeout(25);
  }
  return most;
}

/** A call from a world that shares the page's document and not its scripts, as a content script makes it. */
function askIsolated(form: Record<string, string>): Promise<string> {
  const body = JSON.stringify(new URLSearchParams(form).toString());
  return browser.evaluateIsolated(
    `fetch('/api/graphql/', { method: 'POST', body: ${body}, headers: { 'content-type': 'application/x-www-form-urlencoded' } }).then((answer) => answer.text())`,
  );
}

describe('the pages of the Facebook stand-in in a browser', () => {
  it('load a timeline to its end on scrolling, and empty what is far away', async () => {
    await page.goto(truth.owner.url);
    await page.waitForSelector('[data-pagelet=TimelineFeedUnit_0] [role=article]');
    await page.mouse.move(600, 500);
    const posts = truth.sources.timeline.ids.length;
    const listed = posts + Math.floor(posts / 12);
    const most = await scrollTo('.unit', listed, '.unit > [role=article]');
    expect(await page.locator('.unit').count()).toBe(listed);
    expect(most).toBeLessThan(30);
    expect(await page.locator('.unit[data-virtualized=true]').count()).toBeGreaterThan(40);
    expect(countCalls('ProfileCometTimelineFeedRefetchQuery')).toBe(Math.ceil(listed / 3) - 1);
  });

  it('refuse calls that a script outside the page makes up', async () => {
    const [made] = testbed.requests.list('www.facebook.com/api/graphql/');
    expect(made).toMatchObject({ account: truth.owner.vanity, kind: 'call' });
    const form = {
      __user: truth.owner.id,
      __req: '5',
      fb_api_req_friendly_name: 'ProfileCometTimelineFeedRefetchQuery',
      variables: JSON.stringify({ id: truth.owner.id, count: 3 }),
      doc_id: toDocId(1, 'ProfileCometTimelineFeedRefetchQuery'),
    };
    expect(JSON.parse((await askIsolated(form)).slice(9))).toMatchObject({ error: 1357004 });
  });

  it('follow links in place, and leave the data of the first address as they were', async () => {
    testbed.requests.clear();
    await page.evaluate(() => window.scrollTo(0, 0));
    const before = await page.locator('script[data-sjs]').count();
    await page.click('[role=tab]:has-text("Photos")');
    await page.waitForSelector('[data-pagelet=ProfileAppSection_PHOTOS] .tile img');
    await page.click('.collection [role=tab]:has-text("Albums")');
    const [album] = Object.values(truth.albums);
    await page.click(`a[href*="set=a.${album?.id}"]`);
    await page.waitForSelector('[data-pagelet=MediaSet] h1');
    expect(await page.locator('script[data-sjs]').count()).toBe(before);
    expect(await page.locator('script[data-sjs]').allTextContents()).not.toContain(album?.id);
    expect(testbed.requests.list('/ajax/route-definition/')).toHaveLength(3);
    expect(testbed.requests.list().filter(({ kind }) => kind === 'page')).toEqual([]);
    await scrollTo('.tile', album?.ids.length ?? 0, '.tile a');
    expect(await page.locator('.tile').count()).toBe(album?.ids.length);
  });

  it('show a photo in full size alone, with the next one step away', async () => {
    const [album] = Object.values(truth.albums);
    await page.goto(`https://www.facebook.com/photo/?fbid=${album?.ids.at(-2)}&set=a.${album?.id}`);
    for (const id of [album?.ids.at(-2), album?.ids.at(-1), album?.ids[0]]) {
      await page.waitForURL(new RegExp(`fbid=${id}`));
      const image = page.locator('img[data-visualcompletion=media-vc-image]');
      await image.evaluate((each: HTMLImageElement) => each.decode());
      const width = await image.evaluate((each: HTMLImageElement) => each.naturalWidth);
      expect(width).toBe(truth.photos[id ?? '']?.width);
      await page.click('[aria-label="Next photo"]');
    }
  });

  it('list all posts of the owner in the window for managing them', async () => {
    await page.goto(truth.owner.url);
    await page.click('[aria-label="Manage posts"]');
    await page.locator('.manage-card').first().waitFor();
    await page.mouse.move(640, 500);
    const { ids } = truth.sources.timeline;
    await scrollTo('.manage-card', ids.length, '.manage-card');
    expect(await page.locator('.manage-card').count()).toBe(ids.length);
  });

  it('play reels and videos, and show comments and replies on request', async () => {
    for (const id of [truth.sources.reels.ids[0], truth.sources.videos.ids[0]]) {
      await page.goto(truth.videos[id ?? '']?.url ?? '');
      const video = page.locator('video').first();
      await video.evaluate((each: HTMLVideoElement) => each.load());
      await page.waitForFunction(() => {
        const shown = document.querySelector('video');
        if (shown && shown.preload === 'none') shown.preload = 'auto';
        return (shown?.readyState ?? 0) >= 1;
      });
    }
    const post = Object.values(truth.posts).find(
      ({ comments, authorId, kind }) => comments > 20 && authorId === truth.owner.id && kind !== 'video',
    );
    await page.goto(post?.url ?? '');
    await page.click('[aria-label="View more comments"]');
    await page.locator('.thread').nth(10).waitFor();
    await page.locator('.more-replies').first().click();
    await page.locator('.depth-1').first().waitFor();
  });

  it('show saved things, the archive, a page, a group, and the feed', async () => {
    for (const [url, selector] of [
      [truth.sources.saved.url, '.saved'],
      [truth.sources.saved_list.url, '.saved'],
      [truth.sources.stories.url, '.tile'],
      [truth.sources.page.url, '.unit'],
      [truth.sources.group.url, '.unit'],
      [truth.sources.reels.url, '[aria-label=reel]'],
      ['https://www.facebook.com/', '.unit'],
    ] as const) {
      await page.goto(url);
      await page.locator(selector).first().waitFor();
      await scrollTo(selector, 11, selector);
      expect(await page.locator(selector).count()).toBeGreaterThanOrEqual(11);
    }
  });

  it('end at the login or the checkpoint when the account is stopped', async () => {
    testbed.faults.add(rateLimitedCalls({ times: 2 }));
    await page.goto(truth.owner.url);
    await page.locator('.unit').first().waitFor();
    await scrollTo('.unit', 6, '.unit');
    await page.locator('.unit').nth(5).waitFor({ state: 'attached' });
    testbed.faults.add(checkpointPages());
    await page.goto(truth.owner.url);
    expect(new URL(page.url()).pathname).toContain('/checkpoint/');
    testbed.faults.clear();
    testbed.faults.add(loginWall());
    await page.goto(truth.owner.url);
    await page.waitForSelector('#login_form');
    testbed.faults.clear();
  });

  it('fail nowhere and ask for nothing that is not there', () => {
    expect(browser.failures).toEqual([]);
    expect(testbed.errors).toEqual([]);
    expect(testbed.requests.list().filter(({ status }) => status >= 400)).toEqual([]);
  });
});

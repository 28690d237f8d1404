import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { buildChromiumFlags } from '../client-settings.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import { loggedOutFrom } from './faults.ts';

const { path: executablePath } = (await readTools()).chromium;
let testbed: Testbed;
let profile: string;
let browser: BrowserContext;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  testbed = await startTestbed({ seed: 1 });
  profile = await mkdtemp(join(tmpdir(), 'page-app-'));
  browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      ...buildChromiumFlags(testbed),
    ],
  });
  await browser.addCookies(testbed.sites.youtube.ownerCookies());
  page = await browser.newPage();
  page.on('pageerror', (error) => failures.push(error.message));
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seenEvents: seen });
    for (const name of ['yt-navigate-start', 'yt-page-data-updated', 'yt-navigate-finish']) {
      document.addEventListener(name, () => seen.push(name));
    }
  });
});
afterAll(async () => {
  await browser?.close();
  await testbed?.stop();
  if (profile) await rm(profile, { recursive: true, force: true });
});

const readEvents = () => page.evaluate(() => (window as unknown as { seenEvents: string[] }).seenEvents);

describe('the pages of the stand-in in a browser', () => {
  it('draw the owner’s channel and load more on scrolling', async () => {
    const { url, ids } = testbed.sites.youtube.truth().sources.channel_videos;
    await page.goto(url);
    await page.waitForSelector(
      'yt-page-header-view-model yt-flexible-actions-view-model >> text=Customize channel',
    );
    expect(await page.locator('ytd-rich-item-renderer').count()).toBe(30);
    await page.locator('ytd-continuation-item-renderer').scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelectorAll('ytd-rich-item-renderer').length >= 60);
    const hrefs = await page
      .locator('ytd-rich-item-renderer h3 a')
      .evaluateAll((links) => links.map((each) => each.getAttribute('href')));
    expect(hrefs.slice(0, 60)).toEqual(ids.slice(0, 60).map((id) => `/watch?v=${id}`));
  });

  it('navigate in place, tell about it, and leave the inline data as they were', async () => {
    const before = await readEvents();
    await page.locator('ytd-rich-item-renderer h3 a').first().click();
    await page.waitForSelector('ytd-watch-metadata #actions ytd-menu-renderer #top-level-buttons-computed');
    expect((await readEvents()).slice(before.length)).toEqual([
      'yt-navigate-start',
      'yt-page-data-updated',
      'yt-navigate-finish',
    ]);
    const [first] = testbed.sites.youtube.truth().sources.channel_videos.ids;
    expect(page.url()).toBe(`https://www.youtube.com/watch?v=${first}`);
    const inline = await page.evaluate(() =>
      JSON.stringify((window as unknown as { ytInitialData: unknown }).ytInitialData).slice(0, 4000),
    );
    expect(inline).toContain('channel.videos');
  });

  it('throw away the row of buttons now and then', async () => {
    await page.locator('#top-level-buttons-computed').evaluate((row) => row.append('injected'));
    await page.waitForFunction(
      () => !document.querySelector('#top-level-buttons-computed')?.textContent?.includes('injected'),
    );
  });

  it('go back, to shorts and to a playlist', async () => {
    await page.goBack();
    await page.locator('yt-tab-shape[tab-title=Shorts] a').click();
    await page.locator('ytm-shorts-lockup-view-model-v2 a').first().click();
    await page.waitForSelector('ytd-reel-video-renderer #actions > reel-action-bar-view-model');
    const [list] = Object.values(testbed.sites.youtube.truth().playlists);
    await page.goto(list?.url ?? '');
    await page.waitForSelector(
      'ytd-browse[page-subtype=playlist] :is(yt-page-header-view-model, ytd-playlist-header-renderer)',
    );
    expect(await page.locator('ytd-browse[page-subtype=playlist] h1').textContent()).toBe(list?.title);
  });

  it('do not write markup from strings and ask for nothing else', async () => {
    expect(failures).toEqual([]);
    expect(testbed.errors).toEqual([]);
    expect(testbed.requests.list().filter(({ status }) => status >= 400)).toEqual([]);
  });

  it('show a stranger’s page once the session has ended', async () => {
    const forget = testbed.faults.add(loggedOutFrom(0));
    await page.goto('https://www.youtube.com/feed/history');
    await page.waitForSelector('ytd-background-promo-renderer');
    forget();
    await page.reload();
    await page.waitForSelector('ytd-item-section-header-renderer >> text=Today');
  });
});

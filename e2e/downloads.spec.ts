/** Single videos of any page: chosen in popup and dashboard, paused, cancelled, killed in the middle, kept in a history. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { listFiles } from './archive.ts';
import {
  downloadsFolder,
  readDownloads,
  type StoredDownload,
  startDownloads,
  waitForDownload,
  waitForPartBytes,
} from './downloads.ts';
import { killServiceWorker } from './extension-worker.ts';
import { readMediaFacts } from './media-file.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { listCookieFiles } from './secrets.ts';
import { openSession, type Session } from './session.ts';
import { killCompanions, listPrograms } from './session-processes.ts';
import { shareSession } from './share-session.ts';

const scale = { videos: 2, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

const start = shareSession(() => openSession({ testbed: { scale } }));

const watchUrl = (session: Session): string => {
  const [id = ''] = session.testbed.sites.youtube.truth().sources.channel_videos.ids;
  return `https://www.youtube.com/watch?v=${id}`;
};

function plainPage(session: Session, name: string): { url: string; durationSec: number } {
  const page = session.testbed.sites.plain.truth()[name];
  if (!page) throw new Error(`there is no page ${name}`);
  return { url: page.url, durationSec: page.durationsSec[0] ?? 0 };
}

/** The saved file, looked at as a player does. */
async function readSaved(session: Session, { state }: StoredDownload) {
  const { path = '' } = state.saved?.record ?? {};
  const file = join(downloadsFolder(session), path);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  expect(sha256, path).toBe(state.saved?.record?.sha256);
  return { path, sha256, ...(await readMediaFacts(file)) };
}

async function finish(session: Session, id: string): Promise<StoredDownload> {
  const download = await waitForDownload(session, id, { states: ['finished', 'failed'] });
  expect(download.state).toMatchObject({ status: 'finished' });
  return download;
}

/** What a choice in the right-click menu tells the extension; the browser's own menu cannot be opened by a test. */
async function chooseInMenu(session: Session, click: Record<string, unknown>): Promise<Page> {
  const dashboard = await session.showDashboard();
  const worker = await session.browser.worker();
  await worker.evaluate((chosen) => {
    const { onClicked } = chrome.contextMenus as unknown as { onClicked: { dispatch(click: unknown): void } };
    onClicked.dispatch({ editable: false, ...chosen });
  }, click);
  await dashboard.waitForURL(/#downloads=/);
  return dashboard;
}

const openAddress = async (page: Page, url: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Address of a page with a video' }).fill(url);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.waitForURL(new RegExp(encodeURIComponent(url).slice(-12)));
};

const slowly = (session: Session, bytesPerSec: number): void =>
  void session.testbed.faults.add({
    match: { host: '*.googlevideo.com' },
    fault: { kind: 'slow', bytesPerSec },
  });

test('videos of YouTube and of other sites are chosen from popup, menu and dashboard, and are whole', async () => {
  const session = await start();
  await session.openPage(watchUrl(session));
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText('Companion 0.');
  await screen.click('Download video');
  await popup.waitFor(`document.querySelector('.formats input')`, 30_000);
  // A picture without sound; the best sound for its file comes with it.
  await popup.evaluate(
    `[...document.querySelectorAll('.formats tr')].find((row) => /^144p.*VP9/.test(row.textContent)).click()`,
  );
  await screen.click('Download');
  await screen.waitForText('Under way');
  await popup.close();

  const described = plainPage(session, 'described');
  const page = await chooseInMenu(session, {
    menuItemId: 'download-link',
    pageUrl: 'https://video.example.net/',
    linkUrl: described.url,
  });
  for (const url of [described.url, plainPage(session, 'hls').url]) {
    if (url !== described.url) await openAddress(page, url);
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(page.getByText('Added to the downloads.')).toBeVisible();
  }
  await startDownloads(session, [plainPage(session, 'dash').url]);

  const [chosen, ...plain] = await readDownloads(session);
  const video = await readSaved(session, await finish(session, chosen?.id ?? ''));
  expect(video).toMatchObject({ path: expect.stringMatching(/\.webm$/), tracks: ['audio', 'video'] });
  expect(plain.map(({ url }) => url)).toEqual(
    ['described', 'hls', 'dash'].map((name) => plainPage(session, name).url),
  );
  for (const { id, url } of plain) {
    const saved = await readSaved(session, await finish(session, id));
    const { durationSec } = plainPage(session, new URL(url).pathname.split('/').at(-1) ?? '');
    expect(saved.tracks, url).toEqual(['audio', 'video']);
    expect(Math.abs(saved.durationSec - durationSec), url).toBeLessThanOrEqual(0.5);
  }

  const rows = page.getByRole('table', { name: 'Downloads that have ended' }).getByRole('row');
  await expect(rows).toHaveCount(5);
  await page.getByRole('searchbox', { name: 'Search the history' }).fill('bread RISES');
  await expect(rows).toHaveCount(2);
  expect(session.testbed.errors).toEqual([]);
});

test('a download is paused, goes on, survives its worker and is whole; a cancelled one leaves nothing', async () => {
  const session = await start();
  slowly(session, 1_500_000);
  const dashboard = await session.showDashboard('#downloads');
  const [id = ''] = await startDownloads(session, [watchUrl(session)]);
  const card = dashboard.locator('.job-card').first();
  await expect(card.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /[1-9]/, {
    timeout: 20_000,
  });
  await card.getByRole('button', { name: /^Pause/ }).click();
  await expect(card.getByText('Paused')).toBeVisible();
  await expect(card).toContainText(/\d+%/);
  await expect
    .poll(() => listPrograms(session).then((all) => all.filter(({ line }) => line.includes('yt-dlp'))))
    .toEqual([]);

  await card.getByRole('button', { name: /^Resume/ }).click();
  await waitForPartBytes(session, 300_000);
  await killServiceWorker(session.browser.context, session.browser.extensionId);
  const saved = await readSaved(session, await finish(session, id));
  expect(saved.tracks).toEqual(['audio', 'video']);

  const [other = ''] = await startDownloads(session, [watchUrl(session)], { quality: 'smallest' });
  await waitForDownload(session, other, { states: ['running'] });
  await waitForPartBytes(session, 100_000);
  await card.getByRole('button', { name: /^Cancel/ }).click();
  await card.getByRole('button', { name: /^Delete it/ }).click();
  const cancelled = await waitForDownload(session, other, { states: ['cancelled'] });
  await expect.poll(async () => (await readDownloads(session)).at(-1)?.state.parts).toBe('gone');
  expect(cancelled.state.status).toBe('cancelled');
  expect(await listFiles(downloadsFolder(session))).toEqual([saved.path]);
});

test('a companion killed three times and then the browser: the same file, and nothing left behind', async () => {
  const session = await start();
  const [first = ''] = await startDownloads(session, [watchUrl(session)]);
  const whole = await readSaved(session, await finish(session, first));
  // Chromium writes cookies to the disk when it is closed, or after half a minute: the login must be there.
  await session.restartBrowser('close');

  slowly(session, 1_500_000);
  const [id = ''] = await startDownloads(session, [watchUrl(session)]);
  for (let kills = 0; kills < 3; kills += 1) {
    await waitForPartBytes(session, 250_000);
    // The next one may not be there yet while the last bytes of the one before it arrive.
    await expect.poll(() => killCompanions(session), { intervals: [50] }).toBe(1);
  }
  await waitForPartBytes(session, 250_000);
  await session.restartBrowser('kill');
  const again = await readSaved(session, await finish(session, id));
  expect(again.sha256).toBe(whole.sha256);
  expect((await readDownloads(session)).map((download) => download.id)).toEqual([first, id]);

  const names = await listFiles(downloadsFolder(session));
  expect(names.sort()).toEqual([whole.path, again.path].sort());
  expect(await listCookieFiles(session.secretsDir)).toEqual([]);
  await session.browser.close();
  await expect.poll(() => listPrograms(session)).toEqual([]);
});

/** The full page: all exports, one of them in full, on wide and narrow windows. */
import { expect, type Page, test } from '@playwright/test';
import { copyAsOfNewerVersion, readJobs, type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { metadataOnly, startJob } from './start-job.ts';

const scale = { videos: 30, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 60, releases: 1 };

const openDashboard = (session: Session, hash = ''): Promise<Page> =>
  session.browser.openExtensionPage(`dashboard.html${hash}`);

/** An export of everything, in which the site refuses one video, and a small one after it. */
async function makeExports(session: Session): Promise<{ channel: StoredJob; short: StoredJob }> {
  const { channel, sources } = session.testbed.sites.youtube.truth();
  await session.openPage('https://www.youtube.com/');
  const [refusedId = ''] = sources.channel_videos.ids;
  session.testbed.faults.add({
    match: { host: 'i.ytimg.com', path: `/vi/${refusedId}/` },
    fault: { kind: 'status', status: 403 },
  });
  const finish = (jobId: string) =>
    waitForJob(session.lookout, {
      timeoutMs: 90_000,
      until: ({ id, state }) => id === jobId && !['queued', 'running'].includes(state.status),
    });
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: channel.url } as const;
  const first = await startJob(session.lookout, ref, { withMedia: false });
  const whole = await finish(first);
  expect(whole.state).toEqual({ status: 'done' });
  const [shortId = ''] = sources.channel_shorts.ids;
  const url = `https://www.youtube.com/shorts/${shortId}`;
  const second = await startJob(
    session.lookout,
    { platform: 'youtube', kind: 'short', id: shortId, url },
    metadataOnly,
  );
  return { channel: whole, short: await finish(second) };
}

test('the dashboard lists the exports and shows one with its steps, items and files', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    const empty = await openDashboard(session);
    await expect(empty.getByText('Save what you published to your own disk')).toBeVisible();
    await empty.screenshot({ path: 'test-results/dashboard-empty.png' });
    await empty.close();

    const { channel, short } = await makeExports(session);
    const title = channel.source?.title ?? '';
    const page = await openDashboard(session, `#${channel.id}`);
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(title);
    const list = page.getByRole('navigation').getByRole('button');
    await expect(list).toHaveCount(2);
    await expect(page.getByRole('navigation').locator('[aria-current=page]')).toContainText(title);
    await expect(page.getByText(`${channel.counts.saved} of ${channel.counts.seen} saved`)).toBeVisible();
    const steps = page.locator('.steps li');
    for (const step of ['Looking at the page', 'Reading playlists', 'Reading details', 'Writing the archive'])
      await expect(steps.filter({ hasText: step })).toHaveAttribute('data-status', 'done');
    await page.screenshot({ path: 'test-results/dashboard-wide.png' });

    await page.getByRole('tab', { name: /Items/ }).click();
    const items = page.getByRole('table', { name: 'Items of this export' });
    await expect(items).toHaveAttribute('aria-rowcount', String(channel.counts.seen + 1));
    const refused = items.getByRole('row').filter({ hasText: 'Not saved' });
    await expect(refused).toHaveCount(1);
    expect((await refused.innerText()).length).toBeGreaterThan('Not saved'.length + 20);
    await page.screenshot({ path: 'test-results/dashboard-items.png' });

    await page.getByRole('tab', { name: /Files/ }).click();
    const files = page.getByRole('table', { name: 'Files of this export' });
    await expect(files.getByText('index.html')).toBeVisible();
    const scroller = page.locator('.table');
    const last = files.locator(`tr[aria-rowindex="${channel.counts.files + 1}"]`);
    await expect(last).toHaveCount(0);
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(last).toBeVisible();
    await expect(last).toContainText(/\.\w+/);
    await page.screenshot({ path: 'test-results/dashboard-files.png' });

    await expect(list.first()).toContainText('1 item');
    await list.first().click();
    await expect(page).toHaveURL(new RegExp(`#${short.id}$`));
    await page.getByRole('button', { name: /^Remove from list/ }).click();
    await expect(list).toHaveCount(1);
    expect((await readJobs(session.lookout)).map(({ id }) => id)).toEqual([channel.id]);

    await copyAsOfNewerVersion(session.lookout, 'newer');
    await page.reload();
    await expect(list).toHaveCount(2);
    await expect(page.getByRole('navigation').getByText('update the extension')).toBeVisible();
    await page.screenshot({ path: 'test-results/dashboard-unreadable.png' });
    await page.getByRole('navigation').getByRole('button', { name: 'Remove from list' }).click();
    await expect(list).toHaveCount(1);
    expect((await readJobs(session.lookout)).map(({ id }) => id)).toEqual([channel.id]);

    await page.setViewportSize({ width: 380, height: 720 });
    await page.goto(`${page.url().split('#')[0]}#`);
    await page.reload();
    await expect(list).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 })).toBeHidden();
    await page.screenshot({ path: 'test-results/dashboard-narrow-list.png' });
    await list.click();
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(title);
    await expect(list).toBeHidden();
    for (const tab of [/Overview/, /Items/, /Files/]) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), String(tab)).toBe(380);
      await page.screenshot({ path: `test-results/dashboard-narrow-${tab.source}.png` });
    }
    await page.getByRole('button', { name: 'All exports' }).click();
    await expect(list).toBeVisible();

    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${page.url().split('#')[0]}#${channel.id}`);
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(title);
    await page.screenshot({ path: 'test-results/dashboard-dark.png' });
  } finally {
    await session.close();
  }
});

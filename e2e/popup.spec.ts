/** The real toolbar popup over real pages: what it says, what it starts, what it remembers. */
import { expect, test } from '@playwright/test';
import { listFiles, readArchivedItems, readManifest } from './archive.ts';
import { readJobs, waitForJob } from './library.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { openSession } from './session.ts';
import { shareSession } from './share-session.ts';

const scale = { videos: 4, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

const start = shareSession(() => openSession({ testbed: { scale } }));

test('the popup knows the page, exports what was chosen and remembers the choice', async () => {
  const session = await start();
  const { channel } = session.testbed.sites.youtube.truth();
  await session.openPage(session.channelUrl);
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText(channel.title, `Your channel · ${channel.claimedVideos} items`, 'Companion 0.');
  expect(await screen.listChosen()).toEqual(
    expect.arrayContaining(['Videos', 'Shorts', 'Live', 'Playlists', 'Releases', 'With video files']),
  );
  await popup.screenshot('test-results/popup-channel.png');

  for (const label of ['Playlists', 'Releases', 'Metadata only', 'More options']) await screen.click(label);
  await screen.waitForText('At most');
  await popup.screenshot('test-results/popup-options.png');
  await screen.fill('At most', '3');
  for (const label of ['Offline viewer', 'JSON Lines', 'CSV table', 'A file per item'])
    await screen.click(label);
  await screen.click('Export');
  const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
  expect(job.state).toEqual({ status: 'done' });

  const archive = job.target?.path ?? '';
  expect((await readManifest(archive)).job.options).toMatchObject({
    include: ['videos', 'shorts', 'live'],
    withMedia: false,
    maxItems: 3,
    formats: ['json'],
  });
  expect(await readArchivedItems(archive)).toHaveLength(3);
  const files = await listFiles(archive);
  expect(files.filter((path) => !path.startsWith('media/'))).toEqual([
    'items.json',
    'manifest-sha256.txt',
    'manifest.json',
  ]);
  expect(files.filter((path) => path.startsWith('media/videos/'))).toEqual([]);

  await screen.waitForText('Last exports', 'Saved', '3 items', 'Show in folder');
  expect(await screen.listChosen()).toContain('Metadata only');
  await popup.screenshot('test-results/popup-saved.png');
  await popup.close();

  const again = await openPopup(session.browser, 'dark');
  const remembered = readPopupScreen(again);
  await remembered.waitForText('Your channel', 'Last exported', 'Last exports');
  await remembered.click('More options');
  await remembered.waitForText('At most');
  expect(await remembered.listChosen()).toEqual([
    'Videos',
    'Shorts',
    'Live',
    'Metadata only',
    'Also captions made by a machine',
    'Private posts too',
    'JSON',
    'Exact details',
    'Captions',
    'Thumbnails',
  ]);
  expect(await again.evaluate(`document.querySelector('input[inputmode=numeric]').value`)).toBe('');
  await again.screenshot('test-results/popup-dark.png');
  await again.close();
});

test('the popup shows how the export goes, cancels it and takes it up again', async () => {
  const session = await start();
  session.testbed.faults.add({ match: { path: '/youtubei/' }, fault: { kind: 'delay', delayMs: 300 } });
  await session.lookout.evaluate(() => chrome.storage.local.set({ 'job-options': { withMedia: false } }));
  const page = await session.openPage(session.channelUrl);
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText('Your channel');

  // From the dashboard's button at the top through the form: the choices that matter, then Export.
  const order: string[] = [];
  for (let presses = 0; presses < 20 && order.at(-1) !== 'Export'; presses += 1) {
    await popup.press('Tab');
    order.push(await screen.readFocus());
  }
  expect(order).toEqual([
    'Open the dashboard',
    'Export page',
    'Videos',
    'Shorts',
    'Live',
    'Playlists',
    'Releases',
    'Metadata only',
    'More options',
    'Export',
  ]);
  await popup.press('Enter');
  await screen.waitForText('Running', 'Cancel');
  await popup.waitFor(`document.querySelector('[role=progressbar], progress')`);
  await popup.waitFor(`/\\d+ (of \\d+|found)/.test(document.body.innerText)`);
  await popup.screenshot('test-results/popup-running.png');
  const { title } = session.testbed.sites.youtube.truth().channel;
  await screen.click(`Cancel: ${title}`);
  await screen.waitForText('Cancelled', 'Resume');
  const cancelled = await waitForJob(session.lookout, { timeoutMs: 10_000 });
  expect(cancelled.state).toEqual({ status: 'cancelled' });
  await popup.screenshot('test-results/popup-cancelled.png');

  session.testbed.faults.clear();
  await screen.click(`Resume: ${title}`);
  await screen.waitForText('Saved', 'Show in folder');
  expect(await readJobs(session.lookout)).toMatchObject([{ id: cancelled.id, state: { status: 'done' } }]);
  await popup.close();
  await page.close();
});

test('the popup says where there is nothing to export, and what is missing without the companion', async () => {
  const session = await openSession({ companion: false, testbed: { scale } });
  try {
    const page = await session.openPage('https://www.youtube.com/feed/subscriptions');
    const popup = await openPopup(session.browser);
    const screen = readPopupScreen(popup);
    await screen.waitForText('Nothing to export on this page', 'Open YouTube', 'Companion not installed');
    expect(await screen.readText()).not.toMatch(/^Export$/m);
    await popup.screenshot('test-results/popup-unsupported.png');
    await popup.close();

    await page.goto(session.channelUrl);
    const other = await openPopup(session.browser);
    const channelScreen = readPopupScreen(other);
    await channelScreen.waitForText('Your channel', 'Video files need the companion.');
    await other.screenshot('test-results/popup-no-companion.png');
    await channelScreen.click('How to install');
    await expect
      .poll(() => session.browser.context.pages().map((each) => each.url()))
      .toContainEqual(expect.stringMatching(/dashboard\.html#.*companion/));
  } finally {
    await session.close();
  }
});

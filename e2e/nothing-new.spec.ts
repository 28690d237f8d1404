/** Exports of what is new that find nothing: no archive, and the same words wherever they are looked at. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findExportButton, renderCount, waitForRenders } from './export-button.ts';
import { readJobs, waitForJob } from './library.ts';
import { listPlaced, pick } from './picked-place.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { openSession } from './session.ts';
import { keepOptions } from './start-job.ts';

const scale = { videos: 3, shorts: 1, live: 0, hidden: 0, playlists: 1, largestPlaylist: 3, releases: 0 };

test('where nothing is new there is no new archive, and button, popup and dashboard say since when', async () => {
  const session = await openSession({ companion: false, testbed: { scale } });
  try {
    const places = await session.browser.openExtensionPage('dashboard.html#places');
    await pick(places, 'folder', 'Backups');
    const channel = await session.openPage(session.channelUrl);
    await waitForRenders(channel, renderCount);
    await findExportButton(channel).pill.click();
    const first = await waitForJob(session.lookout, { timeoutMs: 60_000 });
    expect(first.state).toEqual({ status: 'done' });
    await channel.close();
    const names = await listPlaced(places);
    const readManifestTime = async () =>
      session.lookout.evaluate(async (name) => {
        const root = await navigator.storage.getDirectory();
        const place = await (await root.getDirectoryHandle('Backups')).getDirectoryHandle(name);
        return (await (await place.getFileHandle('manifest.json')).getFile()).lastModified;
      }, first.target?.folder ?? '');
    const writtenAt = await readManifestTime();
    const stored = await session.lookout.evaluate(() => chrome.storage.local.get('job-options'));
    const { target: folder, ...options } = stored['job-options'] as Record<string, unknown>;

    for (const target of [folder, { kind: 'downloads' }]) {
      await keepOptions(session, { ...options, onlyNew: true, target });
      const page = await session.openPage(session.channelUrl);
      const known = (await readJobs(session.lookout)).length;
      const button = findExportButton(page);
      await waitForRenders(page, renderCount);
      await button.pill.click();
      await expect(button.pill).toHaveText(/^Nothing new since .*\d/, { timeout: 60_000 });
      const job = (await readJobs(session.lookout)).at(known);
      expect(job).toMatchObject({ state: { status: 'done' }, target: null, counts: { files: 0 } });
      await page.screenshot({ path: 'test-results/nothing-new.png' });

      const popup = await openPopup(session.browser);
      await readPopupScreen(popup).waitForText('Nothing new since ');
      await popup.screenshot('test-results/nothing-new-popup.png');
      await popup.close();
      await page.close();
      const dashboard = await session.browser.openExtensionPage(`dashboard.html#${job?.id}`);
      await expect(dashboard.getByText(/^Nothing new since .*\d.*\.$/).first()).toBeVisible();
      await expect(dashboard.getByText('No archive was made of it')).toBeVisible();
      await dashboard.screenshot({ path: 'test-results/nothing-new-dashboard.png' });
      await dashboard.close();
    }
    expect(await listPlaced(places)).toEqual(names);
    expect(await readManifestTime()).toBe(writtenAt);
    const saved = await readdir(join(session.browser.downloadsDir, 'Star Export')).catch(() => []);
    expect(saved).toEqual([]);
  } finally {
    await session.close();
  }
});

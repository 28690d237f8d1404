/** Single videos without the companion: the browser fetches files, HLS and DASH by itself, and asks for each site. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type StoredDownload, startDownloads, waitForDownload } from './downloads.ts';
import { killServiceWorker } from './extension-worker.ts';
import { readMediaFacts } from './media-file.ts';
import { openSession, type Session } from './session.ts';

const scale = { videos: 1, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };
const allowedSites = ['https://*.example.net/*'];

function plainPage(session: Session, name: string): { url: string; durationSec: number } {
  const page = session.testbed.sites.plain.truth()[name];
  if (!page) throw new Error(`there is no page ${name}`);
  return { url: page.url, durationSec: page.durationsSec[0] ?? 0 };
}

/** The saved file, looked at as a player does. */
async function readSaved(session: Session, { state }: StoredDownload) {
  const { path = '' } = state.saved?.record ?? {};
  const file = join(session.browser.downloadsDir, 'Star Export', path);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  expect(sha256, path).toBe(state.saved?.record?.sha256);
  return { path, ...(await readMediaFacts(file)) };
}

async function finish(session: Session, id: string): Promise<StoredDownload> {
  const download = await waitForDownload(session, id, { states: ['finished', 'failed', 'interrupted'] });
  expect(download.state).toMatchObject({ status: 'finished' });
  return download;
}

test('files, HLS and DASH are saved by the browser alone, whole, and those it cannot save wait for the companion', async () => {
  const session = await openSession({ companion: false, allowedSites, testbed: { scale } });
  try {
    const page = session.lookout;
    await page.goto(`chrome-extension://${session.browser.extensionId}/dashboard.html#downloads`);
    const described = plainPage(session, 'described');
    await page.getByRole('textbox', { name: 'Address of a page with a video' }).fill(described.url);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(page.getByText('Added to the downloads.')).toBeVisible();

    const names = ['hls', 'dash', 'sound'];
    const ids = await startDownloads(
      session,
      names.map((name) => plainPage(session, name).url),
    );
    for (const [place, name] of names.entries()) {
      const saved = await readSaved(session, await finish(session, ids[place] ?? ''));
      expect(saved.tracks, name).toEqual(name === 'sound' ? ['audio'] : ['audio', 'video']);
      expect(Math.abs(saved.durationSec - plainPage(session, name).durationSec), name).toBeLessThanOrEqual(
        0.5,
      );
    }
    const rows = page.getByRole('table', { name: 'Downloads that have ended' }).getByRole('row');
    await expect(rows).toHaveCount(5);

    const [nothing = '', inside = ''] = await startDownloads(session, [
      plainPage(session, 'nothing').url,
      plainPage(session, 'private-file').url,
    ]);
    expect((await waitForDownload(session, nothing, { states: ['interrupted'] })).state.error?.code).toBe(
      'host.missing',
    );
    expect((await waitForDownload(session, inside, { states: ['failed'] })).state.error?.code).toBe(
      'net.private_address',
    );
  } finally {
    await session.close();
  }
});

test('a download goes on where it was after a pause, the death of the worker and that of the browser', async () => {
  const session = await openSession({ companion: false, allowedSites, testbed: { scale } });
  try {
    const { url } = plainPage(session, 'hls');
    const [id = ''] = await startDownloads(session, [url], {
      quality: 'smallest',
      rateLimitBytesPerSec: 40_000,
    });
    const segments = (): number => session.testbed.requests.count('files.example.net');
    await expect.poll(segments, { timeout: 20_000 }).toBeGreaterThan(4);
    const ask = (name: string) =>
      session.lookout.evaluate(
        ([asked, downloadId]) =>
          chrome.runtime.sendMessage({ to: 'background', name: asked, request: { downloadId } }),
        [name, id],
      );
    await ask('download.pause');
    await waitForDownload(session, id, { states: ['paused'] });
    await ask('download.resume');
    await waitForDownload(session, id, { states: ['running'] });
    await killServiceWorker(session.browser.context, session.browser.extensionId);
    await session.restartBrowser('kill');
    const saved = await readSaved(session, await finish(session, id));
    expect(saved.tracks).toEqual(['audio', 'video']);
  } finally {
    await session.close();
  }
});

test('the browser is asked for each site before anything is fetched from it', async () => {
  const session = await openSession({ companion: false, testbed: { scale } });
  try {
    const page = session.lookout;
    await page.goto(`chrome-extension://${session.browser.extensionId}/dashboard.html#downloads`);
    await page
      .getByRole('textbox', { name: 'Address of a page with a video' })
      .fill(plainPage(session, 'hls').url);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await expect(page.getByRole('button', { name: 'Allow video.example.net' })).toBeVisible();
    expect(session.testbed.requests.count('video.example.net')).toBe(0);
  } finally {
    await session.close();
  }
});

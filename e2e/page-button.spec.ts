/** The button in YouTube's own pages: from a click to an archive that holds exactly what exists. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { userIp } from '../testbed/youtube/index.ts';
import { type ArchivedItem, readArchivedItems, readManifest, verifyArchive } from './archive.ts';
import { listRefusals } from './browser.ts';
import {
  type DetailedItem,
  digestEntries,
  digestEntriesTruth,
  digestVideo,
  digestVideoTruth,
} from './compare-items.ts';
import { expectAtHome, findExportButton, renderCount, waitForRenders } from './export-button.ts';
import { readJobs, waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { findTexts, listCookieFiles } from './secrets.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { keepOptions } from './start-job.ts';

const scale = { videos: 4, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 110, releases: 1 };

const start = shareSession(() => openSession({ testbed: { scale, seed: 7 } }));

const findMedia = ({ files }: ArchivedItem): string =>
  files.find(({ path }) => path.startsWith('media/videos/'))?.path ?? 'no file';

async function expectPlayable(archive: string, items: readonly ArchivedItem[], session: Session) {
  const { videos } = session.testbed.sites.youtube.truth();
  for (const item of items) {
    const facts = await readMediaFacts(join(archive, findMedia(item)));
    expect(facts.tracks, item.title).toEqual(['audio', 'video']);
    expect(Math.abs(facts.durationSec - (videos[item.id]?.clip.durationSec ?? 0))).toBeLessThanOrEqual(0.5);
  }
}

/** Opens the viewer from the disk; returns what it asked for beside its own page. */
async function expectViewerShows(session: Session, archive: string, count: number) {
  const viewer = await session.browser.context.newPage();
  const asked: string[] = [];
  viewer.on('request', (request) => asked.push(request.url()));
  await viewer.goto(pathToFileURL(join(archive, 'index.html')).href);
  await expect(viewer.locator('.card')).toHaveCount(count);
  await viewer.screenshot({ path: 'test-results/viewer.png' });
  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  await viewer.close();
}

/** What the browser asked for more than once; yt-dlp asks for videos too, but it is no browser. */
function listRepeats(session: Session): string[] {
  const questions = session.testbed.requests
    .list('/youtubei/v1/')
    .filter(({ headers, path }) => 'sec-ch-ua' in headers && /\/(browse|next|player)$/.test(path))
    .map(({ path, body }) => {
      const { continuation, browseId, params, videoId } = JSON.parse(body) as Record<string, unknown>;
      return [path, continuation ?? browseId, params, videoId].join(' ');
    });
  expect(questions.length, 'questions of the browser').toBeGreaterThan(20);
  return questions.filter((question, place) => questions.indexOf(question) !== place);
}

test('a click on the channel page saves the whole channel, exactly', async () => {
  const session = await start();
  const page = await session.openPage(session.channelUrl);
  const button = await expectAtHome(page, 'row');
  await button.pill.click();
  const cookieFiles = new Set<string>();
  const job = await waitForJob(session.lookout, {
    timeoutMs: 120_000,
    async onLook() {
      for (const file of await listCookieFiles(session.secretsDir)) cookieFiles.add(JSON.stringify(file));
    },
  });
  expect(job.state).toEqual({ status: 'done' });
  expect([...cookieFiles]).toEqual([JSON.stringify({ mode: '600', domains: ['.youtube.com'] })]);
  await expect(button.pill).toHaveText('Saved');
  const archive = job.target?.path ?? '';
  const truth = session.testbed.sites.youtube.truth();

  const items = (await readArchivedItems(archive)) as DetailedItem[];
  const videos = items.filter(({ kind }) => kind !== 'playlist');
  const lists = items.filter(({ kind }) => kind === 'playlist');
  expect(videos.map(({ id }) => id).sort()).toEqual([...truth.sources.uploads.ids].sort());
  for (const item of videos) {
    const expected = truth.videos[item.id];
    if (!expected) throw new Error(`${item.id} does not exist`);
    expect(digestVideo(item)).toEqual(digestVideoTruth(expected));
  }
  expect(lists.map(({ id }) => id).sort()).toEqual(Object.keys(truth.playlists).sort());
  for (const list of lists) {
    const expected = truth.playlists[list.id];
    if (!expected) throw new Error(`${list.id} does not exist`);
    expect(list.title).toBe(expected.title);
    expect(digestEntries(list.entries ?? [])).toEqual(digestEntriesTruth(expected));
  }
  const states = new Set(
    Object.values(truth.playlists).flatMap(({ entries }) => entries.map((e) => e.state)),
  );
  expect([...states].sort(), 'the playlists are worth the test').toEqual([
    'deleted',
    'foreign',
    'own',
    'private',
  ]);

  expect((await readManifest(archive)).completeness).toMatchObject({
    seen: items.length,
    saved: items.length,
    refused: [],
  });
  await expectPlayable(archive, videos, session);
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  await expectViewerShows(session, archive, items.length);

  expect(listRefusals(session.testbed.requests)).toEqual([]);
  expect(session.testbed.errors).toEqual([]);
  expect(listRepeats(session)).toEqual([]);

  const cookies = session.testbed.sites.youtube.ownerCookies().map(({ value }) => value);
  expect(await findTexts(session.root, [...cookies, userIp])).toEqual([]);
  // Beside the archives are the profile, with the library, the companion's settings and its log, and the cookie files.
  expect(await findTexts(join(session.root, '..'), cookies)).toEqual([]);
  expect(await listCookieFiles(session.secretsDir)).toEqual([]);
});

test('on playlists, videos and Shorts the button exports what the page shows', async () => {
  const session = await start();
  const { sources, playlists, videos } = session.testbed.sites.youtube.truth();
  const [shortId = ''] = sources.channel_shorts.ids;
  const [videoId = ''] = sources.channel_videos.ids.toSorted(
    (a, b) => (videos[a]?.durationSec ?? 0) - (videos[b]?.durationSec ?? 0),
  );
  const release = playlists[sources.channel_releases.ids[0] ?? ''];
  const pages = [
    {
      url: `https://www.youtube.com/watch?v=${videoId}&t=3s`,
      layout: 'row',
      kind: 'video',
      ids: [videoId],
    },
    { url: `https://www.youtube.com/shorts/${shortId}`, layout: 'column', kind: 'short', ids: [shortId] },
    {
      url: release?.url ?? '',
      layout: 'row',
      kind: 'playlist',
      ids: release?.entries.map(({ id }) => id) ?? [],
    },
  ] as const;
  for (const { url, layout, kind, ids } of pages) {
    const page = await session.openPage(url);
    const button = await expectAtHome(page, layout);
    await page.screenshot({ path: `test-results/button-${kind}.png` });
    await button.pill.click();
    const job = await waitForJob(session.lookout, {
      timeoutMs: 60_000,
      until: ({ ref, state }) => ref.kind === kind && !['queued', 'running'].includes(state.status),
    });
    expect(job.state, kind).toEqual({ status: 'done' });
    const items = await readArchivedItems(job.target?.path ?? '');
    expect(items.map(({ id }) => id)).toEqual(ids);
    await expectPlayable(job.target?.path ?? '', items, session);
    await expect(button.pill).toHaveText('Saved');
    await page.close();
  }
  expect(await readJobs(session.lookout)).toHaveLength(pages.length);
});

test('the button is reached and pressed by keyboard; its panel cancels and resumes the export', async () => {
  const session = await start();
  session.testbed.faults.add({ match: { path: '/youtubei/' }, fault: { kind: 'delay', delayMs: 400 } });
  await keepOptions(session, { withMedia: false });
  const page = await session.openPage(session.channelUrl);
  // A button that has the focus loses it when the page builds its buttons anew.
  await waitForRenders(page, renderCount);
  const button = await expectAtHome(page, 'row');
  const isFocused = () => button.pill.evaluate((pill) => pill.matches(':focus-visible'));
  for (let presses = 0; presses < 60 && !(await isFocused()); presses += 1) await page.keyboard.press('Tab');
  expect(await isFocused()).toBe(true);
  await page.keyboard.press('Enter');
  await waitForJob(session.lookout, {
    timeoutMs: 15_000,
    until: ({ state }) => state.status === 'running',
  });
  await expect(button.pill).toHaveText(/Exporting/);

  await page.keyboard.press('Enter');
  await expect(button.panel).toBeVisible();
  await expect(button.action('Cancel')).toBeFocused();
  await page.screenshot({ path: 'test-results/button-panel.png' });
  await page.keyboard.press('Escape');
  await expect(button.panel).toBeHidden();
  await expect(button.pill).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button.action('Cancel')).toBeFocused();
  await page.keyboard.press('Enter');
  const cancelled = await waitForJob(session.lookout, { timeoutMs: 15_000 });
  expect(cancelled.state).toEqual({ status: 'cancelled' });
  await expect(button.pill).toHaveText('Cancelled');

  session.testbed.faults.clear();
  await button.pill.click();
  await button.action('Resume').click();
  const done = await waitForJob(session.lookout, {
    timeoutMs: 90_000,
    until: ({ state }) => ['done', 'failed', 'blocked'].includes(state.status),
  });
  expect(done).toMatchObject({ id: cancelled.id, state: { status: 'done' } });
  expect(await verifyArchive(done.target?.path ?? '')).toMatchObject({ exitCode: 0 });

  await expect(findExportButton(page).pill).toHaveText('Saved');
  await button.pill.click();
  await button.action('Open dashboard').click();
  await expect
    .poll(() => session.browser.context.pages().some((each) => each.url().endsWith(`#${done.id}`)))
    .toBe(true);
});

/** TikTok in real Chromium: from a click to an archive that holds exactly what exists. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { findBusiestMinute } from '../testbed/busiest-minute.ts';
import { captchaCalls, captchaPages } from '../testbed/tiktok/faults.ts';
import { listFiles, readArchivedItems, verifyArchive } from './archive.ts';
import { expectAtHome } from './export-button.ts';
import { waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { shareSession } from './share-session.ts';
import { listActiveUrls, resumeJob, startJob } from './start-job.ts';
import { expectOwnPosts, openTiktok } from './tiktok-profile.ts';

const scale = {
  posts: 40,
  photos: 6,
  hidden: 1,
  liked: 80,
  favourites: 40,
  reposts: 8,
  stories: 2,
  comments: 4,
};

const start = shareSession(() => openTiktok(scale));

/** In the page: looks for the tap by its events, and for its traces when the export is over. */
function speakToTap(): void {
  const { fetch } = window;
  const { open, send } = XMLHttpRequest.prototype;
  const heard: string[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => heard.push(JSON.stringify(data));
  window.dispatchEvent(new MessageEvent('star-export-tap-offer', { ports: [port2], cancelable: true }));
  window.dispatchEvent(new Event('star-export-tap-ready'));
  for (const name of ['star-export-tap-offer', 'star-export-tap-ready'])
    window.addEventListener(name, () => heard.push(name));
  window.addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));
  setInterval(() => {
    const prototype = XMLHttpRequest.prototype;
    const isOwn = window.fetch === fetch && prototype.open === open && prototype.send === send;
    document.title = isOwn && heard.length === 0 ? 'untouched' : `touched: ${isOwn} ${heard}`;
  }, 100);
}

const isPost = ({ kind }: { kind: string }) => ['video', 'photo_post', 'story'].includes(kind);

test('a profile is exported from the popup with its videos and pictures', async () => {
  const session = await start();
  const truth = session.testbed.sites.tiktok.truth();
  await session.openPage(truth.owner.url);
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText(truth.owner.nickname, 'Your profile', 'Companion 0.');
  await popup.screenshot('test-results/popup-tiktok.png');
  await screen.click('Export');
  const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
  expect(job.state).toEqual({ status: 'done' });
  await popup.close();

  const archive = job.target?.path ?? '';
  const items = await expectOwnPosts(session, job);
  const { own_profile, stories, reposts } = truth.sources;
  const expected = [...new Set([...own_profile.ids, ...stories.ids, ...reposts.ids])];
  const posts = items.filter(isPost);
  expect(posts.map(({ id }) => id).sort()).toEqual(expected.toSorted());
  const video = posts.find(({ kind }) => kind === 'video');
  const file = video?.files.find(({ path }) => path.startsWith('media/videos/'))?.path ?? '';
  expect((await readMediaFacts(join(archive, file))).tracks).toEqual(['audio', 'video']);
  expect(session.testbed.errors).toEqual([]);
});

test('without the companion the browser fetches videos and pictures itself', async () => {
  const session = await openTiktok(scale, { companion: false });
  try {
    const truth = session.testbed.sites.tiktok.truth();
    const ref = {
      platform: 'tiktok',
      kind: 'profile',
      id: `@${truth.owner.uniqueId}`,
      url: truth.owner.url,
    } as const;
    await startJob(session.lookout, ref, { lists: ['posts'], maxItems: 8 });
    const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
    expect(job).toMatchObject({
      state: { status: 'done' },
      notices: [],
      counts: { seen: 8, saved: 8, refused: 0 },
    });
    const [zip = ''] = await listFiles(join(session.browser.downloadsDir, 'Star Export'));
    const check = await verifyArchive(join(session.browser.downloadsDir, 'Star Export', zip));
    expect(check).toMatchObject({ exitCode: 0 });
    const videos = session.testbed.requests
      .list('/video/tos/')
      .filter(({ host }) => host.endsWith('.us.tiktok.com'));
    expect(videos.length).toBeGreaterThan(4);
    // They go when nothing more is to be done, which is known only after the export is.
    await expect
      .poll(() => session.lookout.evaluate(() => chrome.declarativeNetRequest.getSessionRules()))
      .toEqual([]);
  } finally {
    await session.close();
  }
});

test('the button on a profile exports it from a tab that nobody looks at, within the budget', async () => {
  const session = await start();
  const { truth, requests } = {
    truth: session.testbed.sites.tiktok.truth(),
    requests: session.testbed.requests,
  };
  const page = await session.openPage(truth.owner.url);
  const button = await expectAtHome(page, 'row');
  await expect(button.pill).toHaveAccessibleName('Export this profile with Star Export');
  const perMinute = 6;
  await session.lookout.evaluate(
    (budget) =>
      chrome.storage.local.set({
        'request-budget': budget,
        'job-options': { withMedia: false, lists: ['posts'] },
      }),
    { perMinute, perHour: 1000, perDay: 1000, burst: perMinute },
  );
  const before = requests.list('/api/').length;
  await page.evaluate(speakToTap);
  await button.pill.click();
  await session.lookout.bringToFront();
  const job = await waitForJob(session.lookout, { timeoutMs: 40_000 });
  expect(await listActiveUrls(session)).toEqual([session.lookout.url()]);
  expect(job).toMatchObject({
    state: { status: 'done' },
    counts: { seen: truth.sources.own_profile.ids.length },
  });
  await expect(button.pill).toHaveText('Saved');
  // The page has heard nothing of the tap, could say nothing to it, and has its own functions.
  expect(await page.evaluate(() => document.title)).toBe('untouched');
  const asked = requests.list('/api/').slice(before);
  expect(asked.length).toBeGreaterThan(1);
  expect(findBusiestMinute(asked).count).toBeLessThanOrEqual(perMinute);
});

test('liked and favourites of the owner, puzzles before and in the middle, and no page asked for twice', async () => {
  const session = await start();
  const { faults, requests, sites } = session.testbed;
  const truth = sites.tiktok.truth();
  const ref = {
    platform: 'tiktok',
    kind: 'profile',
    id: `@${truth.owner.uniqueId}`,
    url: truth.owner.url,
  } as const;
  faults.add(captchaPages());
  const id = await startJob(session.lookout, ref, {
    lists: ['liked', 'favourites'],
    withMedia: false,
    thumbnails: false,
    subtitles: false,
  });
  const isPuzzle = { status: 'blocked', error: { code: 'platform.checkpoint' } };
  expect((await waitForJob(session.lookout, { timeoutMs: 30_000 })).state).toMatchObject(isPuzzle);
  faults.clear();
  faults.add({ ...captchaCalls(), match: { host: 'www.tiktok.com', path: '/api/user/collect/' } });
  await resumeJob(session, { id });
  const blocked = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: ({ counts, state }) => counts.seen > 0 && !['queued', 'running'].includes(state.status),
  });
  expect(blocked.state).toMatchObject(isPuzzle);
  faults.clear();
  await resumeJob(session, blocked);
  const job = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: ({ state }) => state.status === 'done',
  });
  const { liked, favourites } = truth.sources;
  const items = await readArchivedItems(job.target?.path ?? '');
  expect(items.map(({ id }) => id).sort()).toEqual([...new Set([...liked.ids, ...favourites.ids])].sort());
  const places = requests
    .list('/item_list/')
    .filter(({ path }) => !path.includes('/post/'))
    .map(({ path, query }) => `${path} ${new URLSearchParams(query).get('cursor')}`);
  // Only the question that the puzzle answered is put again.
  expect(places.length - new Set(places).size).toBe(1);
});

test('a photo post has all its pictures and its sound', async () => {
  const session = await start();
  const truth = session.testbed.sites.tiktok.truth();
  const post = Object.values(truth.posts).find(
    ({ kind, photos, audience }) => kind === 'photo' && audience === 'public' && photos.length > 2,
  );
  const page = await session.openPage(post?.url ?? '');
  const button = await expectAtHome(page, 'row');
  await expect(button.pill).toHaveAccessibleName('Export this photo post with Star Export');
  await button.pill.click();
  const job = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(job.state).toEqual({ status: 'done' });
  const [item] = await readArchivedItems(job.target?.path ?? '');
  const names = item?.files.map(({ path }) => path) ?? [];
  const stem = `${post?.publishedAt.slice(0, 10)}_${post?.id}`;
  const pictures = post?.photos.map((_photo, index) => `media/images/tiktok/${stem}_${index + 1}.jpg`) ?? [];
  expect(names.sort()).toEqual(
    [`media/audio/tiktok/${stem}.m4a`, `media/images/tiktok/${stem}.jpg`, ...pictures].sort(),
  );
  const viewer = await session.browser.context.newPage();
  await viewer.goto(`${pathToFileURL(join(job.target?.path ?? '', 'index.html')).href}`);
  await viewer.locator('.card').first().click();
  await expect(viewer.locator('.pictures img')).toHaveCount(post?.photos.length ?? 0);
  await expect(viewer.locator('audio')).toHaveCount(1);
  await viewer.screenshot({ path: 'test-results/viewer-photo-post.png' });
});

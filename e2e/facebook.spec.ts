/** Facebook's posts in real Chromium: from a click to an archive that holds exactly what exists. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBusiestMinute } from '../testbed/busiest-minute.ts';
import { buildCommentTruth } from '../testbed/facebook/catalog/truth.ts';
import { cutStream, loggedOutFrom } from '../testbed/facebook/faults.ts';
import { readArchivedItems, verifyArchive } from './archive.ts';
import {
  type ArchivedComment,
  type ArchivedFacebookPost,
  digestComment,
  digestCommentTruth,
  listPictureIds,
  toArchivedId,
} from './compare-facebook-posts.ts';
import { chooseInMenu } from './context-menu.ts';
import { openFacebook } from './facebook-album.ts';
import { expectWholeTimeline, exportTimeline } from './facebook-timeline.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { shareSession } from './share-session.ts';
import { keepOptions, listActiveUrls, metadataOnly, resumeJob, startJob } from './start-job.ts';

const scale = {
  posts: 24,
  albums: 1,
  largestAlbum: 6,
  tagged: 2,
  videos: 1,
  reels: 2,
  saved: 12,
  stories: 2,
  comments: 24,
};

const start = shareSession(() => openFacebook(scale));

test('the own profile is exported from the popup, with every photo of its posts', async () => {
  const session = await start();
  const { owner, sources, posts } = session.testbed.sites.facebook.truth();
  await keepOptions(session, { withMedia: false, thumbnails: false });
  await session.openPage(owner.url);
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText(owner.name, 'Your profile');
  await popup.screenshot('test-results/popup-facebook.png');
  await screen.click('Export');
  const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
  expect(job.state).toEqual({ status: 'done' });
  await popup.close();
  await expectWholeTimeline(session, job, { withDetails: true });
  const items = (await readArchivedItems(job.target?.path ?? '')) as ArchivedFacebookPost[];
  for (const post of sources.timeline.ids.flatMap((id) => posts[id] ?? [])) {
    const item = items.find(({ id }) => id === toArchivedId(post));
    if (post.photoIds.length > 0 && item)
      expect(listPictureIds(item), post.id).toEqual(post.photoIds.toSorted());
  }
  const ids = new Set(items.map(({ id }) => id));
  const lists = [sources.photos_by, sources.photos_of, sources.videos, sources.reels];
  expect(lists.flatMap((list) => list.ids).filter((id) => !ids.has(id))).toEqual([]);
  expect(await verifyArchive(job.target?.path ?? '')).toMatchObject({ exitCode: 0 });
  expect(session.testbed.errors).toEqual([]);
});

test('the button on a page exports it from a tab that nobody looks at, within the budget', async () => {
  const session = await start();
  const { sites, requests } = session.testbed;
  const { sources } = sites.facebook.truth();
  const page = await session.openPage(sources.page.url);
  // Every post of a page has a button of its own.
  const pill = page.locator('star-export-button[data-layout="row"] .pill');
  await expect(pill).toHaveCount(1);
  const perMinute = 12;
  await session.lookout.evaluate((budget) => chrome.storage.local.set({ 'request-budget': budget }), {
    perMinute,
    perHour: 1000,
    perDay: 1000,
    burst: perMinute,
  });
  await keepOptions(session, { ...metadataOnly });
  const isAsked = ({ kind }: { kind: string }) => kind === 'call' || kind === 'page';
  const before = requests.list('www.facebook.com').filter(isAsked).length;
  await pill.click();
  await session.lookout.bringToFront();
  const job = await waitForJob(session.lookout, { timeoutMs: 40_000 });
  expect(await listActiveUrls(session)).toEqual([session.lookout.url()]);
  expect(job).toMatchObject({ state: { status: 'done' }, counts: { seen: sources.page.ids.length } });
  await expect(pill).toHaveText('Saved');
  const asked = requests.list('www.facebook.com').filter(isAsked).slice(before);
  expect(asked.length).toBeGreaterThan(4);
  expect(findBusiestMinute(asked).count).toBeLessThanOrEqual(perMinute);
});

test('a timeline from a tab that nobody looks at, a checkpoint in the middle, and nothing asked for twice', async () => {
  const session = await openFacebook({ ...scale, posts: 120 });
  try {
    await exportTimeline(session, { checkpointAfter: 32, timeoutMs: 60_000 });
  } finally {
    await session.close();
  }
});

test('a session that ends in the middle is noticed, and an answer that does; a post with its comments; a group from the menu', async () => {
  const session = await start();
  const { faults, sites } = session.testbed;
  const { owner, sources, posts } = sites.facebook.truth();
  const page = await session.openPage(owner.url);
  const ref = {
    platform: 'facebook',
    kind: 'timeline',
    id: owner.vanity,
    url: `${owner.url}/posts`,
  } as const;
  faults.add(loggedOutFrom(4));
  await startJob(session.lookout, ref, metadataOnly);
  const stopped = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(stopped.state).toMatchObject({ status: 'blocked', error: { code: 'platform.login_required' } });
  faults.clear();
  await resumeJob(session, stopped);
  const isOver = ({ state }: StoredJob) => ['done', 'failed', 'blocked'].includes(state.status);
  const whole = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: ({ state }) => state.status === 'done',
  });
  expect(whole.completeness?.seen).toBe(sources.timeline.ids.length);

  const post = Object.values(posts).find(({ comments, authorId }) => comments > 25 && authorId === owner.id);
  const { id = '', url = '' } = post ?? {};
  const postRef = { platform: 'facebook', kind: 'post', id, url } as const;
  await startJob(session.lookout, postRef, { ...metadataOnly, comments: true });
  const single = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: (job) => job.id !== whole.id && isOver(job),
  });
  expect(single.state).toEqual({ status: 'done' });
  const lines = await readFile(join(single.target?.path ?? '', 'comments.jsonl'), 'utf8');
  const comments = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ArchivedComment);
  expect(comments.map(digestComment).sort()).toEqual(
    buildCommentTruth(sites.facebook.world(), id).map(digestCommentTruth).sort(),
  );

  await keepOptions(session, metadataOnly);
  faults.add(cutStream(3000, { times: 1 }));
  await chooseInMenu(session, {
    menuItemId: 'export-link',
    pageUrl: page.url(),
    linkUrl: sources.group.url,
  });
  const group = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: (job) => job.ref.kind === 'group' && isOver(job),
  });
  expect(group).toMatchObject({
    state: { status: 'done' },
    completeness: { seen: sources.group.ids.length },
  });
  expect(faults.list()).toMatchObject([{ hits: 1 }]);
});

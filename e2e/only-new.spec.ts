/** Exports of what is new since the last complete one: on YouTube and TikTok, with new posts, pinned ones, and an interruption. */
import { readdir } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { readArchivedItems, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { toArchivedId } from './compare-facebook-posts.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { metadataOnly, startJob } from './start-job.ts';

type Ref = Parameters<typeof startJob>[1];

const scale = { videos: 150, shorts: 4, live: 1, hidden: 1, playlists: 1, largestPlaylist: 5, releases: 1 };
const tiktok = {
  posts: 160,
  photos: 6,
  hidden: 1,
  liked: 5,
  favourites: 5,
  reposts: 5,
  stories: 0,
  comments: 2,
};
const facebook = {
  posts: 90,
  albums: 0,
  tagged: 0,
  videos: 0,
  reels: 0,
  saved: 0,
  stories: 0,
  comments: 0,
};

/** Logged in to all three. */
const start = shareSession(async () => {
  const session = await openSession({
    testbed: { scale, tiktok: { scale: tiktok }, facebook: { scale: facebook } },
  });
  const { sites } = session.testbed;
  for (const site of [sites.tiktok, sites.facebook])
    await logIn(session.browser.context, site.ownerCookies());
  return session;
});

const light = { withMedia: false, thumbnails: false, subtitles: false };

async function exportSource(
  session: Session,
  ref: Ref,
  options: Record<string, unknown> = {},
): Promise<StoredJob> {
  const jobId = await startJob(session.lookout, ref, { ...light, ...options });
  const isOver = ({ id, state }: StoredJob) => id === jobId && !['queued', 'running'].includes(state.status);
  return waitForJob(session.lookout, { timeoutMs: 60_000, until: isOver });
}

async function listPosts(job: StoredJob): Promise<string[]> {
  const archive = job.target?.path ?? '';
  expect(job.state).toEqual({ status: 'done' });
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  const items = await readArchivedItems(archive);
  return items.filter(({ kind }) => kind !== 'playlist').map(({ id }) => id);
}

test('YouTube: the second export has the new videos only, offered in the popup, and asks for little', async () => {
  const session = await start();
  const { sites, requests } = session.testbed;
  const { channel } = sites.youtube.truth();
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: channel.url } as const;
  const lists = { exactDetails: false };
  const first = await exportSource(session, ref, lists);
  const browsedFirst = requests.list('/youtubei/v1/browse').length;
  await session.lookout.evaluate((options) => chrome.storage.local.set({ 'job-options': options }), {
    ...light,
    ...lists,
  });

  const fresh = sites.youtube.world.publish(2);
  const page = await session.openPage(channel.url);
  const popup = await openPopup(session.browser);
  const screen = readPopupScreen(popup);
  await screen.waitForText('Only what is new since', 'kept)');
  await popup.screenshot('test-results/popup-only-new.png');
  await popup.evaluate(
    `[...document.querySelectorAll('label')].find((one) => one.innerText.startsWith('Only what is new')).click()`,
  );
  await screen.click('Export');
  const job = await waitForJob(session.lookout, {
    timeoutMs: 60_000,
    until: ({ id, state }) => id !== first.id && state.status === 'done',
  });
  await popup.close();
  await page.close();
  expect((await listPosts(job)).sort()).toEqual(fresh.toSorted());
  expect(job).toMatchObject({
    base: { jobId: first.id },
    completeness: { refused: [], leftOut: { known: expect.any(Number) } },
  });
  const browsedSecond = requests.list('/youtubei/v1/browse').length - browsedFirst;
  expect(browsedSecond).toBeLessThan(browsedFirst);

  const folders = await readdir(session.root);
  const third = await exportSource(session, ref, { ...lists, onlyNew: true });
  expect(third).toMatchObject({ state: { status: 'done' }, target: null, base: { jobId: job.id } });
  expect(await readdir(session.root)).toEqual(folders);
});

test('TikTok: pinned posts, an interrupted export, and what was deleted since', async () => {
  const session = await start();
  const { sites, requests } = session.testbed;
  const { owner } = sites.tiktok.truth();
  const ref = { platform: 'tiktok', kind: 'posts', id: `@${owner.uniqueId}`, url: owner.url } as const;
  const first = await exportSource(session, ref);
  const all = await listPosts(first);
  const countLists = () => requests.list('/api/post/item_list/').length;
  const listedFirst = countLists();

  const fresh = sites.tiktok.world().publish(2);
  const cut = await startJob(session.lookout, ref, { ...light, onlyNew: true });
  await session.lookout.evaluate(
    (request) => chrome.runtime.sendMessage({ to: 'background', name: 'job.cancel', request }),
    { jobId: cut },
  );
  await waitForJob(session.lookout, {
    timeoutMs: 20_000,
    until: ({ state }) => state.status === 'cancelled',
  });

  fresh.unshift(...sites.tiktok.world().publish(1));
  const before = countLists();
  const second = await exportSource(session, ref, { onlyNew: true });
  expect(await listPosts(second)).toEqual(fresh);
  expect(second).toMatchObject({ base: { jobId: first.id, kept: all.length }, completeness: { saved: 3 } });
  expect(countLists() - before).toBeLessThan(listedFirst);

  const third = await exportSource(session, ref);
  expect((await listPosts(third)).sort()).toEqual([...all, ...fresh].sort());
  expect(third.completeness).toMatchObject({ vanished: [] });
});

test('Facebook: the second export of the timeline has the new posts only, and reads a part of it', async () => {
  const session = await start();
  const { sites, requests } = session.testbed;
  const { owner } = sites.facebook.truth();
  const ref = {
    platform: 'facebook',
    kind: 'timeline',
    id: owner.vanity,
    url: `${owner.url}/posts`,
  } as const;
  const first = await exportSource(session, ref, metadataOnly);
  const all = await listPosts(first);
  const askedFirst = requests.list('/api/graphql/').length;

  const fresh = sites.facebook.world().publish(2);
  const second = await exportSource(session, ref, { ...metadataOnly, onlyNew: true });
  const { posts } = sites.facebook.truth();
  expect(await listPosts(second)).toEqual(fresh.flatMap((id) => (posts[id] ? toArchivedId(posts[id]) : [])));
  expect(second).toMatchObject({ base: { jobId: first.id, kept: all.length }, completeness: { saved: 2 } });
  expect(requests.list('/api/graphql/').length - askedFirst).toBeLessThan(askedFirst * 0.8);
});

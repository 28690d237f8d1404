import { expect, test } from '@playwright/test';
import { readArchivedItems } from './archive.ts';
import { logIn } from './browser.ts';
import { waitForJob } from './library.ts';
import { openSession } from './session.ts';
import { shareSession } from './share-session.ts';
import { metadataOnly, startJob } from './start-job.ts';

const scale = { videos: 3, shorts: 1, live: 1, hidden: 2, playlists: 1, largestPlaylist: 20, releases: 1 };
/** The second test logs in. */
const start = shareSession(() => openSession({ loggedIn: false, testbed: { scale } }));

const likedRef = {
  platform: 'youtube',
  kind: 'liked',
  id: 'LL',
  url: 'https://www.youtube.com/playlist?list=LL',
} as const;

test('logged out, a channel gives what is public and nothing that is not', async () => {
  const session = await start();
  const page = await session.openPage(session.channelUrl);
  await page
    .getByRole('button', { name: /export/i })
    .first()
    .click();
  const job = await waitForJob(session.lookout, { timeoutMs: 120_000 });
  expect(job.state).toEqual({ status: 'done' });
  const { sources, videos } = session.testbed.sites.youtube.truth();
  const open = sources.uploads.ids.filter((id) => videos[id]?.privacy === 'public');
  const items = await readArchivedItems(job.target?.path ?? '');
  expect(
    items
      .filter(({ kind }) => kind !== 'playlist')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(open.sort());
  expect(items.every(({ saved }) => saved)).toBe(true);
});

test('a private list waits for the login and goes on after Resume', async () => {
  const session = await start();
  const page = await session.openPage('https://www.youtube.com/');
  const jobId = await startJob(session.lookout, likedRef, metadataOnly);
  const blocked = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.login_required' } });
  await logIn(session.browser.context, session.testbed.sites.youtube.ownerCookies());
  await page.reload();
  await session.lookout.evaluate(
    (id) => chrome.runtime.sendMessage({ to: 'background', name: 'job.resume', request: { jobId: id } }),
    jobId,
  );
  const job = await waitForJob(session.lookout, {
    timeoutMs: 60_000,
    until: ({ state }) => state.status === 'done',
  });
  expect(job.counts.seen).toBeGreaterThan(0);
});

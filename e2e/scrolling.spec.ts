/** Lists of TikTok that are read by scrolling, because the questions for them are answered with nothing. */
import { expect, test } from '@playwright/test';
import { emptyLists } from '../testbed/tiktok/faults.ts';
import { readArchivedItems } from './archive.ts';
import { killServiceWorker } from './extension-worker.ts';
import { type StoredJob, waitForJob } from './library.ts';
import type { Session } from './session.ts';
import { startJob } from './start-job.ts';
import { openTiktok } from './tiktok-profile.ts';

const scale = { photos: 6, hidden: 1, liked: 12, favourites: 10, reposts: 8, stories: 2, comments: 4 };

/** Reads the owner's posts from a page that is looked at, where the questions behind the first are answered with nothing. */
async function exportScrolled(session: Session, onLook?: (job: StoredJob) => Promise<void>): Promise<void> {
  const { faults, requests, sites } = session.testbed;
  const truth = sites.tiktok.truth();
  const page = await session.openPage(truth.owner.url);
  await expect.poll(() => requests.count('/api/post/item_list')).toBeGreaterThan(0);
  // The first page of the list is answered, and no question behind it; the stand-in's own page says the two in another order.
  const path = /post\/item_list.*post_item_list_request_type=0&needPinnedItemIds/;
  faults.add({ ...emptyLists({ skip: 1 }), match: { host: 'www.tiktok.com', path } });
  const ref = {
    platform: 'tiktok',
    kind: 'profile',
    id: `@${truth.owner.uniqueId}`,
    url: truth.owner.url,
  } as const;
  await page.bringToFront();
  await startJob(session.lookout, ref, {
    lists: ['posts'],
    withMedia: false,
    thumbnails: false,
    subtitles: false,
  });
  const job = await waitForJob(session.lookout, {
    timeoutMs: 120_000,
    until: ({ state }) => ['done', 'failed', 'blocked'].includes(state.status),
    async onLook(seen) {
      await onLook?.(seen);
      await page.bringToFront();
    },
  });
  expect(job.state).toEqual({ status: 'done' });
  const items = await readArchivedItems(job.target?.path ?? '');
  expect(items.map(({ id }) => id).sort()).toEqual(truth.sources.own_profile.ids.toSorted());
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(1000);
}

test('where questions are answered with nothing, a page that is looked at is scrolled to its end', async () => {
  const session = await openTiktok({ ...scale, posts: 110 });
  try {
    await exportScrolled(session);
  } finally {
    await session.close();
  }
});

test('a worker that is killed while a page is scrolled loses nothing that the page has shown', async () => {
  const session = await openTiktok({ ...scale, posts: 300 });
  try {
    const kills = [60, 120, 180];
    await exportScrolled(session, async ({ counts }) => {
      if (counts.seen < (kills[0] ?? Number.POSITIVE_INFINITY)) return;
      kills.shift();
      // The tab goes on for the question that it was asked, and nobody hears the answer.
      await killServiceWorker(session.browser.context, session.browser.extensionId);
    });
    expect(kills).toEqual([]);
  } finally {
    await session.close();
  }
});

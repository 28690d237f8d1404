/** A TikTok profile of 3,000 posts with everything that is in them, from the popup over its page to the last picture. */
import { expect, test } from '@playwright/test';
import { captchaCalls } from '../testbed/tiktok/faults.ts';
import { readManifest } from './archive.ts';
import { logIn } from './browser.ts';
import { startFromPopup } from './entry-points.ts';
import { waitForJob } from './library.ts';
import { openSession } from './session.ts';
import { keepOptions, resumeJob } from './start-job.ts';
import { expectOwnPosts } from './tiktok-profile.ts';

const scale = { posts: 3000, photos: 300, hidden: 2, reposts: 0, stories: 0, comments: 0 };

test('3,000 posts with 300 photo posts, in a tab that nobody looks at, with a puzzle in the middle', async () => {
  const session = await openSession({ loggedIn: false, testbed: { tiktok: { scale } } });
  try {
    const { faults, requests, sites } = session.testbed;
    await logIn(session.browser.context, sites.tiktok.ownerCookies());
    const truth = sites.tiktok.truth();
    const page = await session.openPage(truth.owner.url);
    await keepOptions(session, { lists: ['posts'] });
    faults.add({
      ...captchaCalls({ skip: 40 }),
      match: { host: 'www.tiktok.com', path: '/api/post/item_list' },
    });
    await startFromPopup(session, { page, title: truth.owner.nickname });
    await session.lookout.bringToFront();
    const blocked = await waitForJob(session.lookout, { timeoutMs: 120_000 });
    expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.checkpoint' } });
    expect(blocked.counts.seen).toBeGreaterThan(500);
    faults.clear();
    await resumeJob(session, blocked);
    const job = await waitForJob(session.lookout, {
      timeoutMs: 1_500_000,
      until: ({ state }) => ['done', 'failed', 'blocked'].includes(state.status),
    });
    expect(job.state).toEqual({ status: 'done' });
    const { ids } = truth.sources.own_profile;
    expect(job.completeness).toMatchObject({ seen: ids.length, saved: ids.length, notSeen: 0, refused: [] });

    expect(await expectOwnPosts(session, job)).toHaveLength(ids.length);
    expect((await readManifest(job.target?.path ?? '')).completeness.saved).toBe(ids.length);
    const places = requests
      .list('/api/post/item_list')
      .map(({ query }) => new URLSearchParams(query).get('cursor'));
    // The page asks for the beginning by itself; only the question that the puzzle answered is put again.
    expect(places.length - new Set(places).size).toBeLessThanOrEqual(3);
  } finally {
    await session.close();
  }
});

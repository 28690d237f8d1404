/** A TikTok profile of 3,000 posts with everything that is in them, from a click on its page to the last picture. */
import { expect, test } from '@playwright/test';
import { captchaCalls } from '../testbed/tiktok/faults.ts';
import { readArchivedItems, readManifest, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { type ArchivedPost, digestPost, digestPostTruth } from './compare-posts.ts';
import { expectAtHome } from './export-button.ts';
import { waitForJob } from './library.ts';
import { openSession } from './session.ts';

const scale = { posts: 3000, photos: 300, hidden: 2, reposts: 0, stories: 0, comments: 0 };

test('3,000 posts with 300 photo posts, in a tab that nobody looks at, with a puzzle in the middle', async () => {
  const session = await openSession({ loggedIn: false, testbed: { tiktok: { scale } } });
  try {
    const { faults, requests, sites } = session.testbed;
    await logIn(session.browser.context, sites.tiktok.ownerCookies());
    const truth = sites.tiktok.truth();
    const page = await session.openPage(truth.owner.url);
    const button = await expectAtHome(page, 'row');
    await session.lookout.evaluate(() => chrome.storage.local.set({ 'job-options': { lists: ['posts'] } }));
    faults.add({
      ...captchaCalls({ skip: 40 }),
      match: { host: 'www.tiktok.com', path: '/api/post/item_list' },
    });
    await button.pill.click();
    await session.lookout.bringToFront();
    const blocked = await waitForJob(session.lookout, { timeoutMs: 120_000 });
    expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.checkpoint' } });
    expect(blocked.counts.seen).toBeGreaterThan(500);
    faults.clear();
    await session.lookout.evaluate(
      (request) => chrome.runtime.sendMessage({ to: 'background', name: 'job.resume', request }),
      { jobId: blocked.id },
    );
    const job = await waitForJob(session.lookout, {
      timeoutMs: 1_500_000,
      until: ({ state }) => ['done', 'failed', 'blocked'].includes(state.status),
    });
    expect(job.state).toEqual({ status: 'done' });
    const { ids } = truth.sources.own_profile;
    expect(job.completeness).toMatchObject({ seen: ids.length, saved: ids.length, notSeen: 0, refused: [] });

    const archive = job.target?.path ?? '';
    const posts = (await readArchivedItems(archive)) as ArchivedPost[];
    expect(posts.length).toBe(ids.length);
    const found = new Map(posts.map((post) => [post.id, post]));
    const differing = ids.filter((id) => {
      const [post, known] = [found.get(id), truth.posts[id]];
      return !post || !known || JSON.stringify(digestPost(post)) !== JSON.stringify(digestPostTruth(known));
    });
    expect(differing).toEqual([]);
    expect((await readManifest(archive)).completeness.saved).toBe(ids.length);
    expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
    const places = requests
      .list('/api/post/item_list')
      .map(({ query }) => new URLSearchParams(query).get('cursor'));
    // The page asks for the beginning by itself; only the question that the puzzle answered is put again.
    expect(places.length - new Set(places).size).toBeLessThanOrEqual(3);
  } finally {
    await session.close();
  }
});

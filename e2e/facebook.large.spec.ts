/** A Facebook timeline of 1,000 posts, and one that is scrolled. */
import { expect, test } from '@playwright/test';
import { emptyAnswers } from '../testbed/facebook/faults.ts';
import { openFacebook } from './facebook-album.ts';
import { expectWholeTimeline, exportTimeline } from './facebook-timeline.ts';
import { waitForJob } from './library.ts';
import { metadataOnly, startJob } from './start-job.ts';

test('1,000 posts with albums, from a tab that nobody looks at, with a checkpoint in the middle', async () => {
  const session = await openFacebook({ posts: 1000, albums: 6, largestAlbum: 60, comments: 4 });
  try {
    await exportTimeline(session, { checkpointAfter: 250, timeoutMs: 600_000 });
  } finally {
    await session.close();
  }
});

test('where questions are answered with nothing, a page that is looked at is scrolled to its end', async () => {
  const session = await openFacebook({ posts: 40, albums: 1, largestAlbum: 4, comments: 4 });
  try {
    const { faults, sites } = session.testbed;
    const { owner } = sites.facebook.truth();
    const page = await session.openPage(owner.url);
    const { match, fault } = emptyAnswers();
    // A filter that questions leave empty; the stand-in's own page does not send it at all.
    const bodyIncludes = 'memorializedSplitTimeFilter';
    faults.add({ match: { ...match, bodyIncludes }, fault, skip: 2 });
    const ref = {
      platform: 'facebook',
      kind: 'timeline',
      id: owner.vanity,
      url: `${owner.url}/posts`,
    } as const;
    await page.bringToFront();
    await startJob(session.lookout, ref, metadataOnly);
    const job = await waitForJob(session.lookout, {
      timeoutMs: 120_000,
      until: ({ state }) => ['done', 'failed', 'blocked'].includes(state.status),
    });
    expect(job.state).toEqual({ status: 'done' });
    await expectWholeTimeline(session, job);
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(1000);
  } finally {
    await session.close();
  }
});

/** A Facebook timeline of 1,000 posts. */
import { test } from '@playwright/test';
import { openFacebook } from './facebook-album.ts';
import { exportTimeline } from './facebook-timeline.ts';

test('1,000 posts with albums, from a tab that nobody looks at, with a checkpoint in the middle', async () => {
  const session = await openFacebook({ posts: 1000, albums: 6, largestAlbum: 60, comments: 4 });
  try {
    await exportTimeline(session, { checkpointAfter: 250, timeoutMs: 600_000 });
  } finally {
    await session.close();
  }
});

/** The library after a loss of power in the middle of a write. */
import { glob, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { readStore, type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { metadataOnly, startJob } from './start-job.ts';

/** What the browser has written last: the end of a record of LevelDB. */
async function cutLog(session: Session): Promise<void> {
  const library = `${dirname(session.root)}/profile/Default/IndexedDB/chrome-extension_*.leveldb`;
  let logs = 0;
  for await (const log of glob(`${library}/*.log`)) {
    await truncate(log, (await stat(log)).size - 50);
    logs += 1;
  }
  expect(logs).toBe(1);
}

const listJobs = (session: Session): Promise<StoredJob[]> => readStore<StoredJob>(session.lookout, 'jobs');

test('a library whose last record was cut is there after every start, not only after the next', async () => {
  const session = await openSession({ companion: false, testbed: { scale: { videos: 30 } } });
  try {
    const { sources, channel } = session.testbed.sites.youtube.truth();
    await session.openPage('https://www.youtube.com/');
    const { url } = sources.channel_videos;
    const ref = { platform: 'youtube', kind: 'channel_videos', id: channel.handle, url } as const;
    const jobId = await startJob(session.lookout, ref, metadataOnly);
    await waitForJob(session.lookout, { timeoutMs: 60_000, until: ({ counts }) => counts.seen > 0 });
    await session.restartBrowser('kill', () => cutLog(session));
    for (let start = 1; start <= 3; start += 1) {
      // What is written now stands behind the cut.
      await startJob(session.lookout, { ...ref, id: `@another-${start}` }, metadataOnly);
      await session.restartBrowser('close');
      expect((await listJobs(session)).map(({ id }) => id)).toContain(jobId);
    }
  } finally {
    await session.close();
  }
});

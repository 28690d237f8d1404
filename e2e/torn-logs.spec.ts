/** The library and the files of an export after a loss of power in the middle of a write. */
import { glob, readFile, stat, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { verifyArchive } from './archive.ts';
import { readStore, type StoredJob, type StoredStep, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { metadataOnly, startJob } from './start-job.ts';
import { openTiktok } from './tiktok-profile.ts';

/** Where Chromium keeps them in its profile. */
const library = 'IndexedDB/chrome-extension_*.leveldb';
const namesOfFiles = 'File System/*/t/Paths';

const listLogs = ({ root }: Session, folder: string, name: string) =>
  glob(`${dirname(root)}/profile/Default/${folder}/${name}`);

/** What the browser has written last: the end of a record of LevelDB. */
async function cutLog(session: Session, folder: string): Promise<void> {
  let logs = 0;
  for await (const log of listLogs(session, folder, '*.log')) {
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
    await session.restartBrowser('kill', () => cutLog(session, library));
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

test('an export whose files the browser has lost fetches them again by itself', async () => {
  const session = await openTiktok({ posts: 16, photos: 2, hidden: 0 }, { companion: false });
  try {
    // Chromium writes cookies to the disk when it is closed, or after half a minute: the login must be there.
    await session.restartBrowser('close');
    const { owner } = session.testbed.sites.tiktok.truth();
    const ref = { platform: 'tiktok', kind: 'profile', id: `@${owner.uniqueId}`, url: owner.url } as const;
    await startJob(session.lookout, ref, { lists: ['posts'] });
    /** Each has a file of its own, of whose name the log is told. */
    const countFilms = async (): Promise<number> => {
      const steps = await readStore<StoredStep>(session.lookout, 'steps').catch(() => []);
      return steps.find(({ kind }) => kind === 'download')?.done ?? 0;
    };
    const waitForFilms = (count: number) =>
      expect.poll(countFilms, { intervals: [20], timeout: 60_000 }).toBeGreaterThanOrEqual(count);
    session.testbed.faults.add({ match: { path: '/video/tos/' }, fault: { kind: 'delay', delayMs: 200 } });
    await waitForFilms(2);
    await session.restartBrowser('kill', () => cutLog(session, namesOfFiles));
    // What is written now stands behind the cut.
    await waitForFilms((await countFilms()) + 4);
    await session.restartBrowser('kill');
    const job = await waitForJob(session.lookout, { timeoutMs: 90_000 });
    let told = '';
    for await (const log of listLogs(session, namesOfFiles, 'LOG')) told += await readFile(log, 'utf8');
    expect(told).toMatch(/dropping \d+ bytes; Corruption/);
    expect(job).toMatchObject({ state: { status: 'done' }, counts: { refused: 0 } });
    const zip = join(session.browser.downloadsDir, 'Star Export', `${job.target?.folder}.zip`);
    expect(await verifyArchive(zip)).toMatchObject({ exitCode: 0 });
  } finally {
    await session.close();
  }
});

/** What is killed while an export runs: the service worker, the tab, the whole browser. */
import { readdir } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { digestArchive, listFiles, verifyArchive } from './archive.ts';
import { killServiceWorker } from './extension-worker.ts';
import { readJobs, type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';

// Each has a session of its own, and together they are the longest of all.
test.describe.configure({ mode: 'parallel' });

const scale = { videos: 5, shorts: 1, live: 1, hidden: 1, playlists: 2, largestPlaylist: 120, releases: 1 };

/** A playlist so long and pages so slow that a kill falls into the middle of something. */
const slowly = (session: Session) =>
  session.testbed.faults.add({ match: { path: '/youtubei/' }, fault: { kind: 'delay', delayMs: 120 } });

async function startChannel(session: Session) {
  const page = await session.openPage(session.channelUrl);
  await page
    .getByRole('button', { name: /export/i })
    .first()
    .click();
  return page;
}

async function finish(session: Session): Promise<StoredJob> {
  const job = await waitForJob(session.lookout, { timeoutMs: 120_000 });
  expect(job.state).toEqual({ status: 'done' });
  return job;
}

const archiveOf = (job: StoredJob): string => job.target?.path ?? '';

/** Every list page and video asked for from the browser, by its body; yt-dlp asks for videos too, but it is no browser. */
const listQuestions = (session: Session): string[] =>
  session.testbed.requests
    .list('/youtubei/v1/')
    .filter(({ headers }) => 'sec-ch-ua' in headers)
    .filter(({ path }) => path.endsWith('/browse') || path.endsWith('/player'))
    .map(({ path, body }) => {
      const { continuation, browseId, params, videoId } = JSON.parse(body) as Record<
        string,
        string | undefined
      >;
      return [path, continuation ?? browseId, params, videoId].join(' ');
    });

test('a service worker killed five times gives the same archive, and asks nothing twice but what was in flight', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    await startChannel(session);
    const expected = await digestArchive(archiveOf(await finish(session)));
    await session.startOver();

    slowly(session);
    await startChannel(session);
    const kills = [2, 8, 20, 34, 50];
    let killed = 0;
    const job = await waitForJob(session.lookout, {
      timeoutMs: 150_000,
      async onLook({ counts }, steps) {
        const progress = counts.seen + steps.reduce((sum, { done }) => sum + done, 0);
        if (killed < kills.length && progress >= (kills[killed] ?? 0)) {
          killed += 1;
          await killServiceWorker(session.browser.context, session.browser.extensionId);
        }
      },
    });
    expect(killed).toBe(5);
    expect(job.state).toEqual({ status: 'done' });
    expect(await digestArchive(archiveOf(job))).toEqual(expected);
    expect(await verifyArchive(archiveOf(job))).toMatchObject({ exitCode: 0 });
    const questions = listQuestions(session);
    expect(questions.length).toBeGreaterThan(20);
    expect(questions.length - new Set(questions).size).toBeLessThanOrEqual(5);
    expect(await readJobs(session.lookout)).toHaveLength(1);
  } finally {
    await session.close();
  }
});

test('a closed tab is replaced by a new one, and the export goes on', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    slowly(session);
    const page = await startChannel(session);
    await waitForJob(session.lookout, { timeoutMs: 60_000, until: ({ counts }) => counts.seen >= 8 });
    await page.close();
    const job = await finish(session);
    expect(await verifyArchive(archiveOf(job))).toMatchObject({ exitCode: 0 });
    expect(job.completeness).toMatchObject({ seen: job.completeness?.saved, refused: [] });
    const listOpen = () =>
      session.browser.context.pages().filter((each) => each.url().includes('youtube.com'));
    // It is closed when nothing more is to be done, which is known only after the export is.
    await expect.poll(listOpen).toHaveLength(0);
  } finally {
    await session.close();
  }
});

test('a browser killed in the middle of the downloads goes on when it is started again', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    // Chromium writes cookies to the disk when it is closed, or after half a minute: the login must be there.
    await session.restartBrowser('close');
    await startChannel(session);
    await waitForJob(session.lookout, { timeoutMs: 90_000, until: ({ counts }) => counts.saved >= 6 });
    await session.restartBrowser('kill');
    const job = await finish(session);
    expect(await verifyArchive(archiveOf(job))).toMatchObject({ exitCode: 0 });
    expect(job.completeness).toMatchObject({ seen: job.completeness?.saved, refused: [] });
    expect(await readdir(session.root)).toHaveLength(1);
    expect((await listFiles(archiveOf(job))).filter((path) => path.includes('.part'))).toEqual([]);
  } finally {
    await session.close();
  }
});

/** The browser is killed while it writes into a picked folder and a picked ZIP: nothing is half, nothing says that it is done. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { verifyArchive } from './archive.ts';
import { readJobs, readStore, type StoredJob, type StoredStep, waitForJob } from './library.ts';
import { mendStorageLog } from './mend-log.ts';
import { listSizes, pick, readPlaced, takePicked } from './picked-place.ts';
import { openSession, type Session } from './session.ts';
import { startJob } from './start-job.ts';

const scale = { videos: 16, shorts: 4, live: 0, hidden: 0, playlists: 1, largestPlaylist: 16, releases: 0 };

let session: Session;
test.beforeEach(async () => {
  session = await openSession({ companion: false, testbed: { scale } });
  // Chromium writes cookies to the disk when it is closed, or after half a minute: the login must be there.
  await session.restartBrowser('close');
});
test.afterEach(() => session.close());

const openPlaces = (): Promise<Page> => session.browser.openExtensionPage('dashboard.html#places');

async function begin(): Promise<string> {
  const { channel } = session.testbed.sites.youtube.truth();
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: channel.url } as const;
  const stored = await session.lookout.evaluate(() => chrome.storage.local.get('job-options'));
  return startJob(session.lookout, ref, stored['job-options'] as Record<string, unknown>);
}

async function readJob(jobId: string): Promise<StoredJob | undefined> {
  return (await readJobs(session.lookout)).find(({ id }) => id === jobId);
}

/** While the archive is handed over, as far as `isThen` says; or when it was, where that was too quick to be seen. */
async function killWhen(jobId: string, isThen: () => Promise<boolean>): Promise<void> {
  const isDone = async () => (await readJob(jobId))?.state.status === 'done';
  const isHandingOver = async (): Promise<boolean> => {
    const steps = await readStore<StoredStep & { jobId: string }>(session.lookout, 'steps').catch(() => []);
    const verify = steps.find(({ jobId: of, kind }) => of === jobId && kind === 'verify');
    return verify?.status === 'running' || (await isDone());
  };
  await expect.poll(isHandingOver, { intervals: [10], timeout: 90_000 }).toBe(true);
  await expect.poll(async () => (await isThen()) || isDone(), { intervals: [5], timeout: 30_000 }).toBe(true);
  await session.restartBrowser('kill', () => mendStorageLog(join(session.root, '../profile')));
}

async function finish(jobId: string): Promise<void> {
  const until = ({ id, state }: StoredJob) => id === jobId && !['queued', 'running'].includes(state.status);
  expect((await waitForJob(session.lookout, { timeoutMs: 90_000, until })).state).toEqual({ status: 'done' });
}

/** What the browser keeps for exports, and what lies beside the places. */
const listOwn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names: string[] = [];
    const list = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        names.push(path + name);
    };
    const root = await navigator.storage.getDirectory();
    await list(root, '');
    await list(await root.getDirectoryHandle('exports', { create: true }), 'exports/');
    return names.sort();
  });

test('a picked folder has whole files only, and a manifest of what is there', async () => {
  let places = await openPlaces();
  await pick(places, 'folder', 'Backups');
  let known: Record<string, number> = {};
  for (const [turn, counts] of [[3, 30], [1]].entries()) {
    if (turn > 0) session.testbed.sites.youtube.world.publish(2);
    const jobId = await begin();
    const seen: Record<string, number>[] = [];
    for (const count of counts) {
      const look = async () => Object.keys(await listSizes(places)).filter((path) => !(path in known)).length;
      await killWhen(jobId, async () => (await look()) >= count);
      places = await openPlaces();
      // It goes on while the folder is read.
      const isDone = (await readJob(jobId))?.state.status === 'done';
      const sizes = await listSizes(places);
      if (isDone) expect(Object.keys(sizes).some((path) => path.endsWith('/manifest.json'))).toBe(true);
      seen.push(sizes);
    }
    await finish(jobId);
    const folder = (await readJob(jobId))?.target?.folder ?? '';
    const found = await listSizes(places);
    const manifest = JSON.parse(await readPlaced(places, `${folder}/manifest.json`)) as {
      job: { id: string };
      files: { path: string; bytes: number }[];
    };
    expect(manifest.job.id).toBe(jobId);
    for (const { path, bytes } of manifest.files) expect(found[`${folder}/${path}`], path).toBe(bytes);
    for (const [path, bytes] of seen.flatMap((sizes) => Object.entries(sizes))) {
      // Chromium writes beside a file until it is whole; that nothing of it is left is looked at below.
      if (path.endsWith('/.star-export.json') || path.endsWith('.crswap')) continue;
      // The browser makes a name before what goes under it; no manifest has it by then.
      expect([known[path] ?? 0, found[path]], path).toContain(bytes);
    }
    const lists = ['manifest.json', 'manifest-sha256.txt'].map((name) => `${folder}/${name}`);
    expect(Object.keys(found).sort()).toEqual(
      [...manifest.files.map(({ path }) => `${folder}/${path}`), ...lists].sort(),
    );
    expect(await listOwn(places)).toEqual(['Backups', 'exports']);
    known = found;
  }
});

test('a picked ZIP is the old one or the new one, each whole', async () => {
  let places = await openPlaces();
  await pick(places, 'ZIP file', 'Backup.zip');
  let known = Buffer.alloc(0);
  for (const turn of [0, 1]) {
    if (turn > 0) session.testbed.sites.youtube.world.publish(1);
    const jobId = await begin();
    for (const delayMs of [0, 150]) {
      await killWhen(jobId, async () => {
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        return true;
      });
      places = await openPlaces();
      const status = (await readJob(jobId))?.state.status;
      const path = await takePicked(session, places, 'Backup.zip');
      const isOld = (await readFile(path)).equals(known);
      if (!isOld) expect(await verifyArchive(path)).toMatchObject({ exitCode: 0 });
      expect(isOld && status === 'done').toBe(false);
      if (status === 'done') break;
    }
    await finish(jobId);
    const path = await takePicked(session, places, 'Backup.zip');
    expect(await verifyArchive(path)).toMatchObject({ exitCode: 0 });
    known = await readFile(path);
    expect((await readJob(jobId))?.notices.map(({ code }) => code)).toEqual(['host.missing']);
    // What the browser had written beside the file when it was killed: who was given the file alone cannot remove it.
    expect((await listOwn(places)).filter((name) => !name.endsWith('.crswap'))).toEqual([
      'Backup.zip',
      'exports',
    ]);
  }
});

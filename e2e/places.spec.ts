/** Where exports go, whether they are whole there, and their repair. */
import { mkdir, readFile, rm, rmdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { listFiles, readArchivedItems, verifyArchive } from './archive.ts';
import { readJobs, type StoredJob, waitForJob } from './library.ts';
import { openZip } from './open-zip.ts';
import { keepAsWebp, listPlaced, pick, takePicked, writePlaced } from './picked-place.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { keepOptions, startJob } from './start-job.ts';

const scale = { videos: 3, shorts: 1, live: 0, hidden: 0, playlists: 1, largestPlaylist: 3, releases: 0 };

let session: Session;
const start = shareSession(() => openSession({ companion: false, testbed: { scale } }));
const startWithCompanion = shareSession(() => openSession({ testbed: { scale } }));

async function exportChannel() {
  const page = await session.openPage(session.channelUrl);
  await page
    .getByRole('button', { name: /export/i })
    .first()
    .click();
  const job = await waitForJob(session.lookout, { timeoutMs: 90_000 });
  expect(job.state).toEqual({ status: 'done' });
  await page.close();
  return job;
}

/** Until the job has ended once more. */
async function repair(page: Page, jobId: string): Promise<void> {
  const before = (await readJobs(session.lookout)).find(({ id }) => id === jobId)?.finishedAt;
  await page.getByRole('button', { name: /^Repair/ }).click();
  const isRepaired = ({ id, state, finishedAt }: StoredJob): boolean =>
    id === jobId && state.status === 'done' && finishedAt !== before;
  await waitForJob(session.lookout, { timeoutMs: 60_000, until: isRepaired });
}

const openJob = async (jobId: string): Promise<Page> => {
  const page = await session.browser.openExtensionPage(`dashboard.html#${jobId}`);
  await page.getByRole('heading', { name: 'Is the archive whole?' }).waitFor();
  return page;
};

/** In a page or the offscreen document: the browser wants to be asked again, and tells nobody else when it was. */
const forgetAccess = `{
  let access = 'prompt';
  const channel = new BroadcastChannel('access');
  channel.onmessage = ({ data }) => { access = data; };
  FileSystemHandle.prototype.queryPermission = async () => access;
  FileSystemHandle.prototype.requestPermission = async () => {
    access = 'granted';
    channel.postMessage(access);
    return access;
  };
}`;

/** The offscreen document is made for an export and has to be caught then. */
async function forgetAccessOffscreen(): Promise<void> {
  const browser = await session.browser.context.browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('There is no browser.');
  let targetId = '';
  await expect
    .poll(
      async () => {
        const { targetInfos } = await browser.send('Target.getTargets');
        targetId = targetInfos.find(({ url }) => url.endsWith('/offscreen.html'))?.targetId ?? '';
        return targetId;
      },
      { intervals: [10], timeout: 30_000 },
    )
    .not.toBe('');
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId });
  const params = { expression: forgetAccess };
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params });
  const answered = new Promise((resolve) => browser.once('Target.receivedMessageFromTarget', resolve));
  await browser.send('Target.sendMessageToTarget', { sessionId, message });
  await answered;
}

async function exportAgain(page: Page, place: number, meanwhile?: () => Promise<void>) {
  await page.getByRole('button', { name: /^Export again/ }).click();
  await meanwhile?.();
  const read = async () => (await readJobs(session.lookout)).at(place);
  await expect
    .poll(async () => (await read())?.state.status, { timeout: 90_000 })
    .toMatch(/done|blocked|failed/);
  return read();
}

test('an export goes to the picked folder, is checked and repaired there, and the next one updates it', async () => {
  session = await start();
  const places = await session.browser.openExtensionPage('dashboard.html#places');
  await pick(places, 'folder', 'Backups');
  const job = await exportChannel();
  const folder = job.target?.folder ?? '';
  expect(folder).not.toMatch(/\d{4}-\d{2}-\d{2}$/);
  const names = await listPlaced(places);
  expect(names).toContain(`${folder}/manifest.json`);
  expect(names.some((name) => name.endsWith('.jpg'))).toBe(true);
  expect(names.every((name) => name.startsWith(`${folder}/`) && !name.includes('.star-export'))).toBe(true);

  const page = await openJob(job.id);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^Whole: \d+ files are as the manifest says/)).toBeVisible();

  const picture = names.find((name) => name.endsWith('.jpg')) ?? '';
  await writePlaced(places, picture, 'rotten');
  await writePlaced(places, `${folder}/notes.txt`, 'my own');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('2 differences from the manifest:')).toBeVisible();
  await repair(page, job.id);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('1 difference from the manifest:')).toBeVisible();
  await expect(page.getByText('notes.txt')).toBeVisible();
  expect(await listPlaced(places)).toEqual([...names, `${folder}/notes.txt`].sort());

  await writePlaced(places, `${folder}/manifest.json`, '{"format":');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('manifest.json is damaged;')).toBeVisible();
  await repair(page, job.id);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('1 difference from the manifest:')).toBeVisible();

  await keepAsWebp(places, folder, picture.slice(folder.length + 1));
  expect(await listPlaced(places)).not.toContain(picture);
  const again = await exportAgain(page, 1);
  expect(again).toMatchObject({ state: { status: 'done' }, target: { folder } });
  expect(await listPlaced(places)).toEqual([...names, `${folder}/notes.txt`].sort());
});

async function exportWith(
  ref: Parameters<typeof startJob>[1],
  options: Record<string, unknown>,
): Promise<StoredJob> {
  const stored = await session.lookout.evaluate(() => chrome.storage.local.get('job-options'));
  const jobId = await startJob(session.lookout, ref, {
    ...(stored['job-options'] as Record<string, unknown>),
    ...options,
  });
  const until = ({ id, state }: StoredJob) => id === jobId && !['queued', 'running'].includes(state.status);
  return waitForJob(session.lookout, { timeoutMs: 60_000, until });
}

test('a picked ZIP file is for one page: what is of another, less, or only what is new, is a ZIP among the downloads', async () => {
  session = await start();
  const { world, truth } = session.testbed.sites.youtube;
  const places = await session.browser.openExtensionPage('dashboard.html#places');
  await pick(places, 'ZIP file', 'Backup.zip');
  const first = await exportChannel();
  const whole = await readFile(await takePicked(session, places, 'Backup.zip'));
  const expectKept = async (job: StoredJob, said: string, ids: string[]) => {
    expect(job).toMatchObject({
      state: { status: 'done' },
    });
    expect(job.notices.map(({ code }) => code).sort()).toEqual(['host.missing', 'storage.place_taken']);
    expect((await readFile(await takePicked(session, places, 'Backup.zip'))).equals(whole)).toBe(true);
    const items = await readArchivedItems(await openZip(session, job));
    const posts = items.filter(({ kind }) => kind !== 'playlist').map(({ id }) => id);
    expect(posts.sort()).toEqual([...ids].sort());
    const page = await openJob(job.id);
    await expect(page.getByText(said)).toBeVisible();
    await page.close();
  };

  const [id = ''] = truth().sources.uploads.ids;
  const url = `https://www.youtube.com/watch?v=${id}`;
  const title = first.source?.title ?? '';
  const video = await exportWith({ platform: 'youtube', kind: 'video', id, url }, {});
  await expectKept(video, `“Backup.zip” holds “${title}”.`, [id]);

  const { channel, sources } = truth();
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: channel.url } as const;
  const { faults } = session.testbed;
  const heal = faults.add({
    match: { host: '*.ytimg.com', path: `/${id}/` },
    fault: { kind: 'status', status: 404 },
  });
  // Its own picture, and that of the playlist which it is the first of.
  const poorer = await exportWith(ref, {});
  await expectKept(
    poorer,
    'holds what this export has not: 2 posts or lists, 2 files. It stays',
    sources.uploads.ids,
  );
  heal();

  const fresh = world.publish(1);
  // What was refused the last time is tried once more.
  const added = await exportWith(ref, { onlyNew: true });
  await expectKept(added, `“Backup.zip” holds more of “${title}” than was asked for now.`, [id, ...fresh]);
});

test('an export goes into the picked ZIP file; the next one replaces it, once the browser was asked again', async () => {
  session = await start();
  const places = await session.browser.openExtensionPage('dashboard.html#places');
  await pick(places, 'ZIP file', 'Backup.zip');
  const job = await exportChannel();
  const first = await readFile(await takePicked(session, places, 'Backup.zip'));
  expect(await verifyArchive(join(session.root, 'Backup.zip'))).toMatchObject({ exitCode: 0 });

  const page = await openJob(job.id);
  await page.evaluate(forgetAccess);
  const next = await exportAgain(page, 1, forgetAccessOffscreen);
  expect(next?.state).toMatchObject({ status: 'blocked', error: { code: 'storage.permission' } });
  expect((await readFile(await takePicked(session, places, 'Backup.zip'))).equals(first)).toBe(true);
  await page.evaluate((jobId) => location.assign(`#${jobId}`), next?.id ?? '');
  await expect(page.getByText(/wants to be asked again .* press Resume/).first()).toBeVisible();
  await page
    .getByRole('button', { name: /^Resume/ })
    .first()
    .click();
  await expect
    .poll(async () => (await readJobs(session.lookout)).at(1)?.state.status, { timeout: 60_000 })
    .toBe('done');
  expect((await readFile(await takePicked(session, places, 'Backup.zip'))).equals(first)).toBe(false);
  expect(await verifyArchive(join(session.root, 'Backup.zip'))).toMatchObject({ exitCode: 0 });
});

test('the companion’s folder is checked from its page, and what is damaged or gone is fetched again', async () => {
  session = await startWithCompanion();
  await keepOptions(session, { withMedia: false });
  const job = await exportChannel();
  const folder = job.target?.path ?? '';
  const pictures = (await listFiles(folder)).filter((path) => path.endsWith('.jpg'));
  const lost = pictures.slice(0, 2);
  const readLost = () => Promise.all(lost.map((path) => readFile(join(folder, path))));
  const before = await readLost();
  const page = await openJob(job.id);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^Whole: \d+ files are as the manifest says/)).toBeVisible();

  await writeFile(join(folder, pictures[0] ?? ''), 'rotten');
  await rm(join(folder, pictures[1] ?? ''));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('2 differences from the manifest:')).toBeVisible();
  await expect(page.getByText(pictures[0] ?? '')).toBeVisible();
  await repair(page, job.id);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^Whole:/)).toBeVisible();
  expect(await readLost()).toEqual(before);
  expect(await verifyArchive(folder)).toMatchObject({ exitCode: 0 });

  const manifest = join(folder, 'manifest.json');
  await truncate(manifest, 100);
  await rm(join(folder, pictures[0] ?? ''));
  await rm(join(folder, pictures[1] ?? ''));
  await mkdir(join(folder, pictures[1] ?? ''));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('3 differences from the manifest:')).toBeVisible();
  await expect(page.getByText('manifest.json is damaged;')).toBeVisible();
  await repair(page, job.id);
  await expect(
    page.getByText(`A folder stands in the place of ${pictures[1]}; take it away first.`),
  ).toBeVisible();
  expect(await readFile(join(folder, pictures[0] ?? ''))).toEqual(before[0]);
  expect(await verifyArchive(folder)).toMatchObject({ exitCode: 0 });

  await rmdir(join(folder, pictures[1] ?? ''));
  await rm(manifest);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('manifest.json is missing;')).toBeVisible();
  await repair(page, job.id);
  expect(await readLost()).toEqual(before);
  expect(await verifyArchive(folder)).toMatchObject({ exitCode: 0 });
});

test('a damaged ZIP is repaired from itself: only what is damaged is asked for again', async () => {
  session = await start();
  const job = await exportChannel();
  const zip = join(session.browser.downloadsDir, 'Star Export', `${job.target?.folder}.zip`);
  const bytes = await readFile(zip);
  const at = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  expect(at).toBeGreaterThan(0);
  bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 0xff;
  await writeFile(zip, bytes);
  expect(await verifyArchive(zip)).toMatchObject({ exitCode: 1 });

  const page = await openJob(job.id);
  await page.locator('input[type=file]').setInputFiles(zip);
  await expect(page.getByText('1 difference from the manifest:')).toBeVisible();
  const before = session.testbed.requests.count('ytimg.com');
  await repair(page, job.id);
  // One picture: a size that there is not, and the next one.
  expect(session.testbed.requests.count('ytimg.com') - before).toBeLessThanOrEqual(2);
  const repaired = zip.replace(/\.zip$/, ' (1).zip');
  expect(await verifyArchive(repaired)).toMatchObject({ exitCode: 0 });
});

/** Where exports go without the companion, whether they are whole there, and their repair. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { verifyArchive } from './archive.ts';
import { readJobs, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';

const scale = { videos: 3, shorts: 1, live: 0, hidden: 0, playlists: 1, largestPlaylist: 3, releases: 0 };

let session: Session;

test.beforeEach(async () => {
  session = await openSession({ companion: false, testbed: { scale } });
});
test.afterEach(() => session.close());

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

/** The job has ended once more since it was taken up. */
async function waitForRepair(jobId: string): Promise<void> {
  const read = async () => (await readJobs(session.lookout)).find(({ id }) => id === jobId);
  await expect
    .poll(async () => (await read())?.state.status, { intervals: [20], timeout: 10_000 })
    .not.toBe('done');
  await expect.poll(async () => (await read())?.state.status, { timeout: 60_000 }).toBe('done');
}

const openJob = async (jobId: string): Promise<Page> => {
  const page = await session.browser.openExtensionPage(`dashboard.html#${jobId}`);
  await page.getByRole('heading', { name: 'Is the archive whole?' }).waitFor();
  return page;
};

/** The system's picker cannot be driven; a folder of the browser's own storage has the same handle. */
async function pickFolder(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('Backups', { create: true }),
    });
  });
  await page.getByRole('radio', { name: /A folder of your choice/ }).click();
  await expect(page.getByText('Chosen: Backups')).toBeVisible();
}

const listPlaced = (page: Page) =>
  page.evaluate(async () => {
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, entry] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>)
        if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle, `${path}${name}/`);
        else names.push(`${path}${name}`);
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups'), '');
    return names.sort();
  });

const writePlaced = (page: Page, path: string, text: string) =>
  page.evaluate(
    async ([wanted, content]) => {
      const names = (wanted ?? '').split('/');
      let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups');
      for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
      const file = await folder.getFileHandle(names.at(-1) ?? '', { create: true });
      const stream = await file.createWritable();
      await stream.write(content ?? '');
      await stream.close();
    },
    [path, text],
  );

test('an export goes to the picked folder, is checked and repaired there, and the next one updates it', async () => {
  const places = await session.browser.openExtensionPage('dashboard.html#places');
  await pickFolder(places);
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
  await page.getByRole('button', { name: /^Repair/ }).click();
  await waitForRepair(job.id);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('1 difference from the manifest:')).toBeVisible();
  await expect(page.getByText('notes.txt')).toBeVisible();
  expect(await listPlaced(places)).toEqual([...names, `${folder}/notes.txt`].sort());

  await page.getByRole('button', { name: /^Export again/ }).click();
  const readAgain = async () => (await readJobs(session.lookout)).at(1);
  await expect.poll(async () => (await readAgain())?.state.status, { timeout: 90_000 }).toBe('done');
  expect((await readAgain())?.target?.folder).toBe(folder);
  expect(await listPlaced(places)).toEqual([...names, `${folder}/notes.txt`].sort());
});

test('a damaged ZIP is repaired from itself: only what is damaged is asked for again', async () => {
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
  await page.getByRole('button', { name: /^Repair/ }).click();
  await waitForRepair(job.id);
  // One picture: a size that there is not, and the next one.
  expect(session.testbed.requests.count('ytimg.com') - before).toBeLessThanOrEqual(2);
  const repaired = zip.replace(/\.zip$/, ' (1).zip');
  expect(await verifyArchive(repaired)).toMatchObject({ exitCode: 0 });
});

/** An archive in several ZIPs among the downloads: each is there once, whatever is killed while they are saved, or right after. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { execa } from 'execa';
import { verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { killServiceWorker } from './extension-worker.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { startJob } from './start-job.ts';

const scale = {
  posts: 12,
  photos: 3,
  hidden: 0,
  liked: 0,
  favourites: 0,
  reposts: 0,
  stories: 0,
  comments: 0,
};

let session: Session;

const start = shareSession(() =>
  openSession({ companion: false, loggedIn: false, testbed: { tiktok: { scale } } }),
);

test.beforeEach(async () => {
  session = await start();
  await logIn(session.browser.context, session.testbed.sites.tiktok.ownerCookies());
});

/**
 * The browser waits with one of the downloads for the name that this page gives it. Who listens has to name all of them:
 * as the job has noted them by then.
 */
const holdPart = (held: 'second' | 'last') =>
  session.lookout.evaluate((which) => {
    const readName = (url: string) =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open('star-export');
        open.onsuccess = () => {
          const request = open.result.transaction('jobs').objectStore('jobs').getAll();
          request.onsuccess = () => {
            const jobs = request.result as { target: { zips?: { name: string; url: string }[] } | null }[];
            const zip = jobs.flatMap(({ target }) => target?.zips ?? []).find((one) => one.url === url);
            resolve(`Star Export/${zip?.name ?? 'not noted.zip'}`);
          };
        };
      });
    let count = 0;
    chrome.downloads.onDeterminingFilename.addListener(({ url }, suggest) => {
      count += 1;
      const place = count;
      void readName(url).then((filename) => {
        const [, part, parts] = /part(\d+)of(\d+)/.exec(filename) ?? [];
        const name = () => suggest({ filename });
        if (which === 'second' ? place === 2 : part === parts) Object.assign(globalThis, { release: name });
        else name();
      });
      return true;
    });
  }, held);

const waitForHeld = () => session.lookout.waitForFunction(() => 'release' in globalThis);

const letGo = () => session.lookout.evaluate(() => (globalThis as unknown as { release(): void }).release());

async function startInParts(held: 'second' | 'last'): Promise<void> {
  const { owner } = session.testbed.sites.tiktok.truth();
  const ref = { platform: 'tiktok', kind: 'profile', id: `@${owner.uniqueId}`, url: owner.url } as const;
  await holdPart(held);
  // Parts of one MiB.
  await startJob(session.lookout, ref, { partGib: 1 / 1024 });
  await waitForHeld();
}

/** From now on nothing is written of any job, until `free` is called or this page is gone. */
const holdRecords = () =>
  session.lookout.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('star-export');
        open.onsuccess = () => {
          const store = open.result.transaction('jobs', 'readwrite').objectStore('jobs');
          let isHeld = true;
          Object.assign(globalThis, { free: () => (isHeld = false) });
          const spin = () => {
            resolve();
            if (isHeld) store.count().onsuccess = spin;
          };
          spin();
        };
      }),
  );

const freeRecords = () => session.lookout.evaluate(() => (globalThis as unknown as { free(): void }).free());

const countComplete = () =>
  session.lookout.evaluate(
    async () => (await chrome.downloads.search({ state: 'complete' })).filter(({ exists }) => exists).length,
  );

/** Every part is on the disk, and nobody has written down that it is. */
async function saveUnnoticed(): Promise<void> {
  await startInParts('last');
  const before = await countComplete();
  await holdRecords();
  await letGo();
  await expect.poll(countComplete).toBe(before + 1);
}

async function expectPartsOnce(job: StoredJob): Promise<void> {
  expect(job.state).toEqual({ status: 'done' });
  const folder = join(session.browser.downloadsDir, 'Star Export');
  const names = (await readdir(folder)).sort();
  expect(names.length).toBeGreaterThan(2);
  expect(names).toEqual(
    names.map((_, place) => `${job.target?.folder}.part${place + 1}of${names.length}.zip`).sort(),
  );
  for (const name of names) await execa('unzip', ['-tqq', join(folder, name)]);
  expect(await verifyArchive(join(folder, names[0] ?? ''))).toMatchObject({ exitCode: 0 });
}

test('the worker is killed', async () => {
  await startInParts('second');
  await killServiceWorker(session.browser.context, session.browser.extensionId);
  await letGo();
  await expectPartsOnce(await waitForJob(session.lookout, { timeoutMs: 60_000 }));
});

test('the browser is killed', async () => {
  await startInParts('second');
  await session.restartBrowser('kill');
  await expectPartsOnce(await waitForJob(session.lookout, { timeoutMs: 60_000 }));
});

test('the worker is killed when the last part is saved and that is not yet written down', async () => {
  await saveUnnoticed();
  await killServiceWorker(session.browser.context, session.browser.extensionId);
  await freeRecords();
  await expectPartsOnce(await waitForJob(session.lookout, { timeoutMs: 60_000 }));
});

test('the browser is killed when the last part is saved and that is not yet written down', async () => {
  await saveUnnoticed();
  await session.restartBrowser('kill');
  await expectPartsOnce(await waitForJob(session.lookout, { timeoutMs: 60_000 }));
});

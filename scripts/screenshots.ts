/**
 * `npm run screenshots`: pictures of the running product for the README, in docs/screenshots, and of every screen in
 * light and dark for looking at, in .cache/screenshots.
 */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readJobs, waitForJob } from '../e2e/library.ts';
import { openPopup } from '../e2e/popup.ts';
import { openSession, type Session } from '../e2e/session.ts';
import { buildProduct } from './build-product.ts';
import { takeDownloads, takeWithoutCompanion } from './screenshots/take-downloads.ts';
import { platformScale, takePlatforms } from './screenshots/take-platforms.ts';
import { projectRoot } from './tools.ts';

const folder = join(projectRoot, '.cache', 'screenshots');
const wide = { width: 1280, height: 800 };
const narrow = { width: 380, height: 800 };
const scale = { videos: 26, shorts: 7, live: 2, hidden: 1, playlists: 4, largestPlaylist: 60, releases: 1 };
/** Those the README shows. */
const shown = ['popup-light.png', 'page-button-light.png', 'dashboard-light.png', 'viewer-light.png'];

async function takeDashboard(session: Session, name: string): Promise<void> {
  const { lookout } = session;
  await lookout.bringToFront();
  for (const [size, viewport] of Object.entries({ '': wide, '-narrow': narrow })) {
    await lookout.setViewportSize(viewport);
    await lookout.waitForTimeout(400);
    await lookout.screenshot({ path: join(folder, `dashboard${size}-${name}.png`) });
  }
}

async function takeViewer(session: Session, archive: string, name: string): Promise<void> {
  const page = await session.browser.context.newPage();
  await page.setViewportSize(wide);
  await page.goto(pathToFileURL(join(archive, 'index.html')).href);
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(folder, `viewer-${name}.png`) });
  await page.close();
}

async function takeAll(colorScheme: 'light' | 'dark'): Promise<void> {
  const session = await openSession({ colorScheme, testbed: { scale } });
  try {
    await session.showDashboard();
    await takeDashboard(session, `empty-${colorScheme}`);
    const page = await session.openPage(session.channelUrl);
    const button = page.getByRole('button', { name: /export/i }).first();
    await button.waitFor();
    await page.waitForTimeout(3500);
    await page.screenshot({ path: join(folder, `page-button-${colorScheme}.png`) });
    await page.bringToFront();
    const popup = await openPopup(session.browser, colorScheme);
    await popup.waitFor(
      `/items/.test(document.body.innerText) && /Companion \\d/.test(document.body.innerText)`,
    );
    await popup.screenshot(join(folder, `popup-${colorScheme}.png`));
    await popup.close();
    await button.click();
    await waitForJob(session.lookout, { timeoutMs: 120_000, until: ({ counts }) => counts.saved >= 12 });
    await page.screenshot({ path: join(folder, `page-button-running-${colorScheme}.png`) });
    const running = await openPopup(session.browser, colorScheme);
    await running.waitFor(`document.body.innerText.includes('%')`, 20_000);
    await running.screenshot(join(folder, `popup-running-${colorScheme}.png`));
    await running.close();
    await takeDashboard(session, `running-${colorScheme}`);
    await waitForJob(session.lookout, { timeoutMs: 180_000 });
    await takeDashboard(session, colorScheme);
    const archive = (await readJobs(session.lookout)).at(-1)?.target?.path;
    if (archive) await takeViewer(session, archive, colorScheme);
    await takeDownloads(session, { folder, colorScheme });
  } finally {
    await session.close();
  }
  const without = await openSession({ colorScheme, companion: false, testbed: { scale } });
  await takeWithoutCompanion(without, { folder, colorScheme }).finally(() => without.close());
  const platforms = await openSession({ colorScheme, loggedIn: false, testbed: platformScale });
  await takePlatforms(platforms, { folder, colorScheme }).finally(() => platforms.close());
}

await mkdir(folder, { recursive: true });
await buildProduct({ output: 'kept' });
for (const colorScheme of ['light', 'dark'] as const) await takeAll(colorScheme);
const docs = join(projectRoot, 'docs', 'screenshots');
await mkdir(docs, { recursive: true });
for (const name of shown) await cp(join(folder, name), join(docs, name));
console.log(`screenshots: ${folder}`);

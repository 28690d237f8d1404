/** Pictures of what came with TikTok and Facebook: buttons in their pages, the popup over them, an export of them, and the dashboard's other pages. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { logIn } from '../../e2e/browser.ts';
import { readJobs, waitForJob } from '../../e2e/library.ts';
import { openPopup } from '../../e2e/popup.ts';
import type { Session } from '../../e2e/session.ts';
import { startJob } from '../../e2e/start-job.ts';

/** How many things there are on the stand-ins; enough to fill a screen. */
export const platformScale = {
  tiktok: { scale: { posts: 30, photos: 6, liked: 8, favourites: 8, reposts: 4, stories: 1, comments: 3 } },
  facebook: { scale: { posts: 24, albums: 2, largestAlbum: 14, videos: 4, reels: 4 } },
};

const sections = ['accounts', 'places', 'convert'];
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 380, height: 900 } };

interface Pictures {
  folder: string;
  colorScheme: 'light' | 'dark';
}

async function takeSizes(page: Page, name: string, { folder, colorScheme }: Pictures): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
  }
}

async function takePage(session: Session, [name, url]: [string, string], pictures: Pictures): Promise<void> {
  const page = await session.openPage(url);
  await page.waitForTimeout(3500);
  await page.screenshot({ path: join(pictures.folder, `page-${name}-${pictures.colorScheme}.png`) });
  await page.bringToFront();
  const popup = await openPopup(session.browser, pictures.colorScheme);
  await popup.waitFor(`/Companion \\d/.test(document.body.innerText)`, 15_000);
  await popup.screenshot(join(pictures.folder, `popup-${name}-${pictures.colorScheme}.png`));
  await popup.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await popup.screenshot(join(pictures.folder, `popup-${name}-options-${pictures.colorScheme}.png`));
  await popup.close();
}

/** Logs in on both, looks at the pages, exports the Facebook profile and looks at what came of it. */
export async function takePlatforms(session: Session, pictures: Pictures): Promise<void> {
  const { tiktok, facebook } = session.testbed.sites;
  await logIn(session.browser.context, tiktok.ownerCookies());
  await logIn(session.browser.context, facebook.ownerCookies());
  const { owner } = facebook.truth();
  await takePage(session, ['tiktok', tiktok.truth().owner.url], pictures);
  await takePage(session, ['facebook', owner.url], pictures);
  await startJob(
    session.lookout,
    { platform: 'facebook', kind: 'profile', id: owner.vanity, url: owner.url },
    { comments: true, withMedia: true },
  );
  await waitForJob(session.lookout, { timeoutMs: 240_000 });
  await (await session.showDashboard()).bringToFront();
  await takeSizes(session.lookout, 'dashboard-facebook', pictures);
  for (const section of sections) {
    await session.lookout.evaluate((hash) => {
      location.hash = hash;
    }, `#${section}`);
    await takeSizes(session.lookout, `dashboard-${section}`, pictures);
  }
  const archive = (await readJobs(session.lookout)).at(-1)?.target?.path;
  if (!archive) return;
  const viewer = await session.browser.context.newPage();
  await viewer.goto(pathToFileURL(join(archive, 'index.html')).href);
  await takeSizes(viewer, 'viewer-facebook', pictures);
  await viewer.locator('.card').first().click();
  await takeSizes(viewer, 'viewer-facebook-post', pictures);
  await viewer.close();
}

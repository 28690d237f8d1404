/** Pictures of the download and doctor screens, for looking at: running, failed, empty, with long titles and many rows. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openPopup } from '../../e2e/popup.ts';
import { readPopupScreen } from '../../e2e/popup-screen.ts';
import type { Session } from '../../e2e/session.ts';

const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 480, height: 900 } };

interface Pictures {
  folder: string;
  colorScheme: 'light' | 'dark';
}

async function takeBoth(page: Page, name: string, { folder, colorScheme }: Pictures): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
  }
}

const choice = {
  quality: 'medium',
  audioFormat: null,
  format: null,
  subtitles: null,
  thumbnail: 'none',
  embedMetadata: true,
  embedChapters: true,
  sections: [],
  rateLimitBytesPerSec: null,
  skipKnown: false,
};

const wire = (code: string, message: string) => ({ code, message, context: {}, retryable: true });

const saved = (place: number) => ({
  outcome: 'saved',
  record: { path: `Films/film ${place}.mp4`, bytes: 3_000_000 * (1 + (place % 90)), sha256: 'a'.repeat(64) },
  extras: [],
  title: '',
  durationSec: 60,
  width: 1280,
  height: 720,
  videoCodec: 'h264',
  audioCodec: 'aac',
});

const longTitle =
  'A title that does not end: how the harbour was dredged, widened, silted up again and finally given back to the birds, told by those who were there (part 3 of 12, with pictures)';

/** Records as the library holds them, of every state; written past the product, which is asleep meanwhile. */
function buildRecords(rows: number): Record<string, unknown>[] {
  const at = new Date().toISOString();
  const build = (place: number, state: unknown, title = `Film number ${place}`) => ({
    id: `shown-${place}`,
    place: place + 1000,
    url: `https://video.example.net/watch/${place}`,
    entry: null,
    title,
    author: place % 2 === 0 ? 'Mira Holm' : null,
    durationSec: 60,
    choice,
    template: null,
    withLogin: false,
    state,
    begun: true,
    losses: 0,
    createdAt: at,
    finishedAt: at,
  });
  const paused = {
    stage: 'downloading',
    percent: 63,
    bytes: 63_000_000,
    totalBytes: 100_000_000,
    bytesPerSec: null,
    etaSec: null,
  };
  const history = Array.from({ length: rows }, (_, place) =>
    build(place, { status: 'finished', saved: saved(place) }),
  );
  const offline = wire('net.offline', 'There is no connection; it goes on when there is one.');
  return [
    ...history,
    build(rows + 1, { status: 'finished', saved: saved(7) }, longTitle),
    build(rows + 2, { status: 'finished', saved: saved(8) }, 'رحلة طويلة إلى البيت عبر الجبال والوديان'),
    build(rows + 3, {
      status: 'failed',
      error: wire('media.drm', 'This is protected by DRM and cannot be saved.'),
    }),
    build(rows + 4, { status: 'cancelled', parts: 'kept' }),
    build(rows + 5, { status: 'paused', progress: paused }, longTitle),
    build(rows + 6, {
      status: 'interrupted',
      error: offline,
      retryAt: new Date(Date.now() + 6e6).toISOString(),
    }),
    build(rows + 7, {
      status: 'interrupted',
      error: wire('host.missing', 'The companion is not installed; video files need it.'),
      retryAt: null,
    }),
  ];
}

const writeRecords = (page: Page, records: Record<string, unknown>[]): Promise<void> =>
  page.evaluate(
    (written) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('star-export');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const transaction = open.result.transaction('downloads', 'readwrite');
          for (const record of written) transaction.objectStore('downloads').put(record);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            open.result.close();
            resolve();
          };
        };
      }),
    records,
  );

async function takePopup(session: Session, { folder, colorScheme }: Pictures): Promise<void> {
  const { sources } = session.testbed.sites.youtube.truth();
  await session.openPage(`https://www.youtube.com/watch?v=${sources.channel_videos.ids[0]}`);
  const popup = await openPopup(session.browser, colorScheme);
  const screen = readPopupScreen(popup);
  await screen.waitForText('Companion 0.');
  await screen.click('Download video');
  await popup.waitFor(`document.querySelector('.presets')`, 30_000);
  await popup.waitFor(`document.querySelector('.video-head img')?.complete`);
  await popup.screenshot(join(folder, `popup-download-${colorScheme}.png`));
  session.testbed.faults.add({
    match: { host: '*.googlevideo.com' },
    fault: { kind: 'slow', bytesPerSec: 150_000 },
  });
  await popup.evaluate(`document.querySelector('details').open = true`);
  await popup.evaluate(`document.querySelector('details').scrollIntoView()`);
  await popup.screenshot(join(folder, `popup-formats-${colorScheme}.png`));
  await screen.click('Download');
  await popup.waitFor(`/\\d%/.test(document.querySelector('.job-facts')?.innerText)`, 30_000);
  await popup.screenshot(join(folder, `popup-downloading-${colorScheme}.png`));
  await popup.close();
}

/** Of one session: popup, downloads of a page, many downloads, the doctor. */
export async function takeDownloads(session: Session, pictures: Pictures): Promise<void> {
  const empty = await session.browser.openExtensionPage('dashboard.html#downloads');
  await takeBoth(empty, 'downloads-empty', pictures);
  await takePopup(session, pictures);
  const { files } = session.testbed.sites.plain.truth();
  await empty.goto(`${empty.url().split('#')[0]}#downloads=${encodeURIComponent(files?.url ?? '')}`);
  await empty.waitForSelector('.presets');
  await takeBoth(empty, 'downloads-page', pictures);
  await writeRecords(empty, buildRecords(1000));
  const many = await session.browser.openExtensionPage('dashboard.html#downloads');
  await many.waitForSelector('tbody tr');
  await takeBoth(many, 'downloads-many', pictures);
  await many.goto(`${many.url().split('#')[0]}#doctor`);
  await many.waitForSelector('[data-hop="log"]:not([data-state="waiting"])', { timeout: 30_000 });
  await takeBoth(many, 'doctor', pictures);
  await many.goto(`${many.url().split('#')[0]}#companion`);
  await many.waitForSelector('.facts');
  await takeBoth(many, 'companion', pictures);
}

/** What there is to see without the companion. */
export async function takeWithoutCompanion(session: Session, pictures: Pictures): Promise<void> {
  const { files } = session.testbed.sites.plain.truth();
  const page = await session.browser.openExtensionPage(
    `dashboard.html#downloads=${encodeURIComponent(files?.url ?? '')}`,
  );
  await page.waitForSelector('[role=alert]');
  await takeBoth(page, 'downloads-no-companion', pictures);
  await page.goto(`${page.url().split('#')[0]}#doctor`);
  await page.waitForSelector('[data-state="failed"]');
  await takeBoth(page, 'doctor-no-companion', pictures);
}

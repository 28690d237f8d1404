/** The extension's service worker, seen and stopped from outside. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from '@playwright/test';

const WORKER_TIMEOUT_MS = 10_000;

/** The id of the extension in this folder: from its key as Chromium computes it, or else from its running worker. */
export async function readExtensionId(context: BrowserContext, extensionDir: string): Promise<string> {
  const { key }: { key?: string } = JSON.parse(await readFile(join(extensionDir, 'manifest.json'), 'utf8'));
  if (key === undefined) return new URL((await findWorker(context)).url()).host;
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/** The running service worker of an extension, of any when no id is given; waits for it to start. */
export async function findWorker(context: BrowserContext, extensionId?: string): Promise<Worker> {
  const prefix = `chrome-extension://${extensionId ?? ''}`;
  const isWanted = (worker: Worker) => worker.url().startsWith(prefix);
  const running = context.serviceWorkers().find(isWanted);
  return (
    running ?? context.waitForEvent('serviceworker', { predicate: isWanted, timeout: WORKER_TIMEOUT_MS })
  );
}

/** The part of CDP's `ServiceWorker.workerVersionUpdated` that says what a worker is doing. */
interface WorkerVersions {
  versions: { scriptURL: string; runningStatus: 'stopped' | 'starting' | 'running' | 'stopping' }[];
}

/**
 * Stops the service worker, as Chromium does with an idle one, which it never does while a debugger is attached. Its
 * port to the companion closes with it; the next message or event starts a new one. Resolves when it is gone.
 * Playwright's `Worker` object stays the same and answers for the new one once that runs.
 */
export async function killServiceWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const page = await context.newPage();
  try {
    // Any address of the extension will do; a file that is not a page runs no code and wakes nobody.
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    await stopWorker(page);
  } finally {
    await page.close();
  }
}

/** The same from a page at any address of the extension. */
export async function stopWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const stopped = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }: WorkerVersions) => {
      if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
}

/** Any question wakes it, and its answer says that it runs. `page` is at any address of the extension. */
export const wakeWorker = (page: Page): Promise<unknown> =>
  page.evaluate(() => chrome.runtime.sendMessage({ to: 'background', name: 'account.list', request: {} }));

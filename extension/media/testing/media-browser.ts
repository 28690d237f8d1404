/** Media code in a real browser, on a page of the origin that also serves the files, so that OPFS is there. */
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Origin } from '../../../testbed/origin.ts';
import { openServedPage } from './served-page.ts';

export interface MediaBrowser {
  origin: Origin;
  /** Its folder, by which its processes are known. */
  profile: string;
  page: Page;
  /** What of its own the page has asked for, by path. */
  asked: string[];
  ask<Result>(name: string, argument?: unknown): Promise<Result>;
  /** Ends the worker in the middle of whatever it does. */
  killWorker(): Promise<void>;
  /** Loads the page anew, which ends everything of it. */
  reload(): Promise<void>;
  /** Opens the page in a process of its own that has done nothing yet. */
  renew(): Promise<void>;
  /** Kills the browser's processes and starts it again with the same profile. */
  killBrowser(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds a page of this folder and opens it. */
export async function openMediaBrowser(args: string[] = [], pageName = 'fetch-page'): Promise<MediaBrowser> {
  const { origin, asked, url, executablePath, profile, stop } = await openServedPage(pageName);
  let context: BrowserContext;
  let page: Page;
  const open = async (): Promise<void> => {
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: ['--no-sandbox', ...args],
    });
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
  };
  await open();
  return {
    origin,
    asked,
    profile,
    get page() {
      return page;
    },
    ask: (name, argument = null) =>
      page.evaluate(
        ([called, given]) =>
          (globalThis as unknown as { ask: (...all: unknown[]) => unknown }).ask(called, given),
        [name, argument] as const,
      ) as Promise<never>,
    killWorker: () => page.evaluate(() => (globalThis as unknown as { killWorker: () => void }).killWorker()),
    reload: async () => {
      await page.reload();
    },
    async renew() {
      // A page of the browser itself is never drawn by the process of a site.
      await page.goto('chrome://version');
      await page.goto(url);
    },
    async killBrowser() {
      const session = await context.browser()?.newBrowserCDPSession();
      // A crash by command: nothing is said goodbye to.
      session?.send('Browser.crash').catch(() => undefined);
      await new Promise((resolve) => context.once('close', resolve));
      await open();
    },
    async stop() {
      await context?.close();
      await stop();
    },
  };
}

/** Media code in a real browser: built once, served from the origin that also serves the files, so that OPFS is there. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { readToolsRecord } from '../../../scripts/tools.ts';
import { type Origin, startOrigin } from '../../../testbed/origin.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

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

/** The built page under /page/, everything else as the test says. Gives what is asked for. */
function servePage(folder: string, origin: Origin): string[] {
  const asked: string[] = [];
  origin.setPage(async (path) => {
    asked.push(path);
    const bytes = await readFile(join(folder, path)).catch(() => null);
    return bytes && { bytes, type: types[extname(path)] ?? 'application/octet-stream' };
  });
  return asked;
}

/** Builds a page of this folder and opens it. */
export async function openMediaBrowser(args: string[] = [], pageName = 'fetch-page'): Promise<MediaBrowser> {
  const root = fileURLToPath(new URL(`./${pageName}`, import.meta.url));
  const work = await mkdtemp(join(tmpdir(), 'star-media-'));
  const built = join(work, 'page');
  await build({
    root,
    base: '/page/',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: built, emptyOutDir: true, target: 'esnext' },
  });
  const origin = await startOrigin();
  const asked = servePage(built, origin);
  const executablePath = (await readToolsRecord())?.chromium?.path ?? '/usr/bin/chromium';

  let context: BrowserContext;
  let page: Page;
  const open = async (): Promise<void> => {
    context = await chromium.launchPersistentContext(join(work, 'profile'), {
      executablePath,
      args: ['--no-sandbox', ...args],
    });
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${origin.base}/page/index.html`);
  };
  await open();
  return {
    origin,
    asked,
    profile: join(work, 'profile'),
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
      await page.goto(`${origin.base}/page/index.html`);
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
      await origin.stop();
      await rm(work, { recursive: true, force: true });
    },
  };
}

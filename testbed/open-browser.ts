/** For tests: a plain browser on the testbed, with a profile of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { buildChromiumFlags } from './client-settings.ts';
import type { SiteCookie } from './cookies.ts';
import type { Testbed } from './start-testbed.ts';

/** The browser and the one page in it. */
export interface PlainBrowser {
  context: BrowserContext;
  page: Page;
  /** What the page's scripts threw and nobody caught. */
  failures: string[];
  /** Runs an expression in a world that shares the page's document and not its scripts, as a content script has it. */
  evaluateIsolated(expression: string): Promise<string>;
  /** Closes it and removes the profile. */
  close(): Promise<void>;
}

/** Starts this Chromium without extensions, with these cookies. */
export async function openPlainBrowser(
  testbed: Testbed,
  { executablePath, cookies }: { executablePath: string; cookies: readonly SiteCookie[] },
): Promise<PlainBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'star-testbed-page-'));
  const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update'];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: [...quiet, ...buildChromiumFlags(testbed)],
  });
  await context.addCookies([...cookies]);
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  return {
    context,
    page,
    failures,
    async evaluateIsolated(expression) {
      const session = await context.newCDPSession(page);
      const { frameTree } = await session.send('Page.getFrameTree');
      const { executionContextId } = await session.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
      });
      const { result } = await session.send('Runtime.evaluate', {
        expression,
        contextId: executionContextId,
        awaitPromise: true,
        returnByValue: true,
      });
      await session.detach();
      return result.value;
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

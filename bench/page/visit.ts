/** One look at a page, with the numbers that the browser itself keeps. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import type { Browser } from '../../e2e/browser.ts';

/** Long enough for pages that build their buttons anew, three times in the case of YouTube's. */
export const watchMs = 4000;

export interface Visit {
  /** Thread time of the page's main thread. */
  taskMs: number;
  scriptMs: number;
  /** After collection; of the whole renderer, our worlds included. */
  heapBytes: number;
  /** From the start of the navigation to the end of the load event. */
  loadMs: number;
}

/** Opens the page in a new tab, waits, and looks. */
export async function visitPage(browser: Browser, url: string): Promise<Visit> {
  const page = await browser.context.newPage();
  const session = await browser.context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url, { waitUntil: 'load' });
  await sleep(watchMs);
  const { TaskDuration = 0, ScriptDuration = 0 } = await readMetrics(session);
  const loadMs = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return navigation ? navigation.loadEventEnd : Number.NaN;
  });
  await session.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize: heapBytes = 0 } = await readMetrics(session);
  await page.close();
  return { taskMs: TaskDuration * 1000, scriptMs: ScriptDuration * 1000, heapBytes, loadMs };
}

async function readMetrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Injected into a page only while a job reads it: answers the background's questions from inside the page. */
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { z } from 'zod';
import { AppError, toWire } from '../../shared/app-error.ts';
import { countRequests } from '../capture/count-requests.ts';
import { createPageDriver } from '../capture/page-driver.ts';
import { createTapClient } from '../capture/tap-client.ts';
import { findTapPort } from '../capture/tap-slot.ts';
import type { CollectorAnswer, CollectorRequest } from '../core/pages/page-read.ts';
import type { PageTap } from '../core/pages/page-tap.ts';
import { collectorMessageSchema } from '../messaging/protocol.ts';
import { findPlatform, platforms } from '../platforms/index.ts';
import type { Collector, PageAccess } from '../platforms/platform.ts';
import { readers } from '../platforms/readers.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Up a little before down: what watches for the end of a list sees it come into view. */
const view = {
  isVisible: () => document.visibilityState === 'visible',
  step() {
    window.scrollBy({ top: -200 });
    window.scrollTo({ top: document.documentElement.scrollHeight });
  },
};

/** With the means that are counted. */
const createPage = ({ fetch: ask, tap }: Pick<PageAccess, 'fetch' | 'tap'>): PageAccess => ({
  url: () => new URL(location.href),
  html: () => document.documentElement.outerHTML,
  cookie: () => document.cookie,
  fetch: ask,
  nowMs: Date.now,
  loadedAtMs: () => performance.timeOrigin,
  tap,
  driver: tap && createPageDriver({ tap, ...view, nowMs: Date.now, sleep }),
  requestUrls: () => performance.getEntriesByType('resource').map(({ name }) => name),
});

function openTap(): PageTap | null {
  const port = findTapPort();
  return port && createTapClient(port);
}

const platformHere = platforms.find(({ pageMatches }) =>
  pageMatches.some((pattern) => location.href.startsWith(pattern.replace('*', ''))),
);

async function openCollector(counted: ReturnType<typeof countRequests>): Promise<Collector> {
  const load = platformHere && findPlatform(platformHere.id) && readers[platformHere.id];
  if (!load) throw new AppError('input.not_supported');
  return (await load()).createCollector(createPage(counted));
}

export default defineContentScript({
  matches: platforms.flatMap((platform) => platform.pageMatches),
  registration: 'runtime',
  // It would tell the page that we are here.
  noScriptStartedPostMessage: true,
  main() {
    z.config({ jitless: true });
    const plain = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), tap: openTap() };
    const counted = countRequests(plain, location.origin);
    let collector: Promise<Collector> | null = null;

    async function answer(request: CollectorRequest | null): Promise<CollectorAnswer> {
      try {
        collector ??= openCollector(counted);
        const { answer: give, identity } = await collector;
        const reply = request && (await give(request));
        return { reply, identity: identity(), requests: counted.take() };
      } catch (error) {
        const reply = { error: toWire(error), retryAfterSec: null };
        return { reply, identity: 'unknown', requests: counted.take() };
      }
    }

    browser.runtime.onMessage.addListener((message: unknown) => {
      const parsed = collectorMessageSchema.safeParse(message);
      return parsed.success ? answer(parsed.data.request) : undefined;
    });
  },
});

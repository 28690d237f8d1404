/** Injected into a page only while a job reads it: answers the background's questions from inside the page. */
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { z } from 'zod';
import { AppError, toWire } from '../../shared/errors.ts';
import { createPageDriver } from '../capture/page-driver.ts';
import { createTapClient } from '../capture/tap-client.ts';
import { findTapPort } from '../capture/tap-slot.ts';
import type { CollectorReply, CollectorRequest } from '../core/page-read.ts';
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

const createPage = (tap: PageAccess['tap']): PageAccess => ({
  url: () => new URL(location.href),
  html: () => document.documentElement.outerHTML,
  cookie: () => document.cookie,
  fetch: (...request) => fetch(...request),
  nowMs: Date.now,
  loadedAtMs: () => performance.timeOrigin,
  tap,
  driver: tap && createPageDriver({ tap, ...view, nowMs: Date.now, sleep }),
  requestUrls: () => performance.getEntriesByType('resource').map(({ name }) => name),
});

function openTap(): PageAccess['tap'] {
  const port = findTapPort();
  return port && createTapClient(port);
}

const platformHere = platforms.find(({ pageMatches }) =>
  pageMatches.some((pattern) => location.href.startsWith(pattern.replace('*', ''))),
);

async function openCollector(): Promise<Collector> {
  const load = platformHere && findPlatform(platformHere.id) && readers[platformHere.id];
  if (!load) throw new AppError('input.not_supported');
  return (await load()).createCollector(createPage(openTap()));
}

export default defineContentScript({
  matches: platforms.flatMap((platform) => platform.pageMatches),
  registration: 'runtime',
  // It would tell the page that we are here.
  noScriptStartedPostMessage: true,
  main() {
    z.config({ jitless: true });
    let collector: Promise<Collector> | null = null;

    async function answer(request: CollectorRequest): Promise<CollectorReply> {
      try {
        collector ??= openCollector();
        return await (await collector).answer(request);
      } catch (error) {
        return { error: toWire(error), retryAfterSec: null };
      }
    }

    browser.runtime.onMessage.addListener((message: unknown) => {
      const parsed = collectorMessageSchema.safeParse(message);
      return parsed.success ? answer(parsed.data.request) : undefined;
    });
  },
});

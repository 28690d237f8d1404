/** Finds (or opens) a tab in which a platform can be read, and puts questions to the collector in it. */
import { type Browser, browser } from 'wxt/browser';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import type { PlatformId, SourceRef } from '../../shared/model/source.ts';
import type { Identity } from '../core/pages/identity.ts';
import {
  type CollectorAnswer,
  type CollectorReply,
  type CollectorRequest,
  collectorAnswerSchema,
} from '../core/pages/page-read.ts';

/** What is needed of a platform's definition. */
interface ReadablePlatform {
  id: PlatformId;
  pageMatches: string[];
  homeUrl: string;
  tapPaths: string[];
  match(url: URL): SourceRef | null;
}

interface ReaderOptions {
  platform: ReadablePlatform;
  ref: SourceRef;
  /** A tab that is opened makes requests: they are asked for here. */
  beforeOpening(): Promise<unknown>;
  signal: AbortSignal;
}

/** A tab in which a platform can be read. Everything throws AppError `platform.tab_lost` when it goes away. */
export interface TabReader {
  /** Whether it was opened just now. */
  isNew: boolean;
  /** Who is logged in, without asking the platform. */
  readIdentity(): Promise<Identity>;
  ask(request: CollectorRequest): Promise<CollectorAnswer & { reply: CollectorReply }>;
  /** Its page is of no use any more: it is not found again. */
  discard(): void;
}

const collectorScript = '/content-scripts/collector.js';
const answerTimeoutMs = 90_000;
const loadTimeoutMs = 60_000;
/** Tabs this module opened, by platform or by the link that they follow; in session storage, because the worker may be restarted before they are closed. */
const openedTabsKey = 'collector-tabs';

/** Tabs that are of no use: open before the extension was, or with a page of another account. */
const unfitTabs = new Set<number>();

type Tab = Browser.tabs.Tab & { id: number };

const hasId = (tab: Browser.tabs.Tab): tab is Tab => tab.id !== undefined;

function rank(tab: Tab, platform: ReadablePlatform, ref: SourceRef): number {
  const shown = tab.url ? platform.match(new URL(tab.url)) : null;
  return (shown?.url === ref.url ? 4 : 0) + (tab.status === 'complete' ? 2 : 0) + (tab.active ? 1 : 0);
}

async function findTab(platform: ReadablePlatform, ref: SourceRef): Promise<Tab | null> {
  const tabs = (await browser.tabs.query({ url: platform.pageMatches })).filter(hasId);
  const awake = tabs.filter((tab) => !tab.discarded && !tab.incognito && !unfitTabs.has(tab.id));
  return awake.sort((a, b) => rank(b, platform, ref) - rank(a, platform, ref))[0] ?? null;
}

/** A link from elsewhere: only a tab that follows it learns where it leads. */
const isElsewhere = ({ pageMatches }: ReadablePlatform, { url }: SourceRef): boolean =>
  !pageMatches.some((pattern) => url.startsWith(pattern.replace('*', '')));

/** The tab that has followed this link. */
async function findFollower({ url }: SourceRef): Promise<Tab | null> {
  const id = (await readOpenedTabs())[url];
  const tab = id === undefined ? null : await browser.tabs.get(id).catch(() => null);
  return tab && hasId(tab) && !unfitTabs.has(tab.id) ? tab : null;
}

const openedTabsSchema = z.record(z.string(), z.number().int());

async function readOpenedTabs(): Promise<Record<string, number>> {
  const stored = await browser.storage.session.get(openedTabsKey);
  const parsed = openedTabsSchema.safeParse(stored[openedTabsKey]);
  return parsed.success ? parsed.data : {};
}

/**
 * Where a platform is read through its pages' own requests, on the page that makes them. Silent, because a page may play
 * by itself, and kept: a tab that nobody looks at may otherwise be put to sleep.
 */
async function openTab(platform: ReadablePlatform, ref: SourceRef): Promise<Tab> {
  const url = platform.tapPaths.length > 0 ? ref.url : platform.homeUrl;
  const tab = await browser.tabs.create({ url, active: false });
  if (!hasId(tab)) throw new AppError('platform.tab_lost');
  await browser.tabs.update(tab.id, { muted: true, autoDiscardable: false });
  await browser.storage.session.set({
    [openedTabsKey]: {
      ...(await readOpenedTabs()),
      [isElsewhere(platform, ref) ? ref.url : platform.id]: tab.id,
    },
  });
  return tab;
}

async function waitUntilLoaded(tabId: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + loadTimeoutMs;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const tab = await browser.tabs.get(tabId).catch(() => null);
    if (!tab) throw new AppError('platform.tab_lost');
    if (tab.status === 'complete') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new AppError('net.timeout');
}

const isNobodyThere = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Receiving end does not exist');

/** Undefined when no collector is in the tab: the page button hears the message too, and says nothing. */
async function put(tabId: number, request: CollectorRequest | null): Promise<unknown> {
  try {
    return await browser.tabs.sendMessage(tabId, { to: 'collector', request });
  } catch (error) {
    if (isNobodyThere(error)) return undefined;
    throw error;
  }
}

/** Rejects when the tab is closed or goes elsewhere while it is asked; the browser's words for that differ. */
async function askTab(tabId: number, request: CollectorRequest | null): Promise<CollectorAnswer> {
  let answer = await put(tabId, request);
  if (answer === undefined) {
    await browser.scripting.executeScript({ target: { tabId }, files: [collectorScript] });
    answer = await put(tabId, request);
  }
  const parsed = collectorAnswerSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('platform.tab_lost', undefined, {
    context: { answer: typeof answer },
    cause: parsed.error,
  });
}

const afterTimeout = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new AppError('net.timeout')), answerTimeoutMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new AppError('job.cancelled'));
    });
  });

async function askInTime(
  tabId: number,
  request: CollectorRequest | null,
  signal: AbortSignal,
): Promise<CollectorAnswer> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      askTab(tabId, request),
      afterTimeout(AbortSignal.any([signal, ended.signal])),
    ]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('platform.tab_lost', undefined, { cause: error });
  } finally {
    ended.abort();
  }
}

/** The best tab there is, or a new one. Throws AppError; after `platform.tab_lost`, opening again finds another. */
export async function openReader(options: ReaderOptions): Promise<TabReader> {
  const { platform, ref, beforeOpening, signal } = options;
  signal.throwIfAborted();
  const found = isElsewhere(platform, ref) ? await findFollower(ref) : await findTab(platform, ref);
  if (!found) await beforeOpening();
  const tab = found ?? (await openTab(platform, ref));
  await waitUntilLoaded(tab.id, signal);
  return {
    isNew: found === null,
    readIdentity: async () => (await askInTime(tab.id, null, signal)).identity,
    async ask(request) {
      const { reply, ...circumstances } = await askInTime(tab.id, request, signal);
      if (reply === null) throw new AppError('bug.unexpected', 'The collector gave no reply.');
      if ('error' in reply && reply.error.code === 'platform.tab_lost') unfitTabs.add(tab.id);
      return { reply, ...circumstances };
    },
    discard: () => void unfitTabs.add(tab.id),
  };
}

/** Closes the tabs that were opened for reading. */
export async function closeCollectorTabs(): Promise<void> {
  const opened = await readOpenedTabs();
  await browser.storage.session.remove(openedTabsKey);
  await Promise.allSettled(Object.values(opened).map((tabId) => browser.tabs.remove(tabId)));
}

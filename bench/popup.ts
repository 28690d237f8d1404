/**
 * From the click on the toolbar button to the first picture of the popup, which has all its controls, against a page of
 * the same extension with one button: the same way of opening, in turns.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Browser, launchBrowser } from '../e2e/browser.ts';
import { killServiceWorker } from '../e2e/extension-worker.ts';
import { attachToPopup } from '../e2e/popup.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import { blankPage, copyExtension, listScripts, lookoutPage, readGzipBytes } from './built-extension.ts';
import { readLoad, toMiddle } from './rounds.ts';

const aims = { ofBlank: 1.25, gzipBytes: 30 * 1024 };
const scale = { videos: 8, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

/** Nothing touches the popup while it opens; by then it is long open. */
const restMs = 900;

interface Contender {
  name: string;
  page: string;
  /** Stop the service worker first, so that the popup has to wake it. */
  cold: boolean;
}

const contenders: Contender[] = [
  { name: 'blank page', page: blankPage, cold: false },
  { name: 'popup, worker awake', page: 'popup.html', cold: false },
  { name: 'popup, worker asleep', page: 'popup.html', cold: true },
];

export const popupBenchmark = {
  summary: 'from the click to the drawn popup, against a blank page of the extension',
  run: async (args: string[]): Promise<void> => {
    const rounds = Math.max(15, Number(args[0] ?? 20) || 20);
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    const testbed = await startTestbed({ scale });
    const browser = await launchBrowser({
      testbed,
      extensionDir: await copyExtension(join(folder, 'extension')),
      userDataDir: join(folder, 'profile'),
    });
    try {
      const channel = await browser.context.newPage();
      await channel.goto(testbed.sites.youtube.truth().channel.url);
      const opener = await browser.openExtensionPage(lookoutPage);
      const taken = await measure(browser, { channel, opener, rounds });
      print(browser.context.browser()?.version() ?? '', rounds, taken);
      await printBytes();
    } finally {
      await browser.close();
      await testbed.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

interface Stage {
  /** The page under the popup. */
  channel: Page;
  /** The page that opens it. */
  opener: Page;
  rounds: number;
}

interface Opening {
  /** From asking for the popup to its first contentful paint. */
  clickMs: number;
  /** The part of it after the navigation has begun: the window is there, the page is not. */
  pageMs: number;
}

async function measure(browser: Browser, { channel, opener, rounds }: Stage): Promise<Opening[][]> {
  const taken = contenders.map((): Opening[] => []);
  for (let round = -2; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const place = (turn + round + contenders.length) % contenders.length;
      const contender = contenders[place];
      if (!contender) continue;
      if (contender.cold) await killServiceWorker(browser.context, browser.extensionId);
      await channel.bringToFront();
      const opening = await openOnce(browser, opener, contender.page);
      if (round >= 0) taken[place]?.push(opening);
    }
  }
  return taken;
}

/** Opens and closes it; the clock is the one that all processes share. */
async function openOnce(browser: Browser, opener: Page, page: string): Promise<Opening> {
  await sleep(300);
  const startedMs = await opener.evaluate(async (path) => {
    await chrome.action.setPopup({ popup: path });
    const nowMs = performance.timeOrigin + performance.now();
    await chrome.action.openPopup();
    return nowMs;
  }, page);
  await sleep(restMs);
  const popup = await attachToPopup(browser, { path: page });
  const paint = `performance.getEntriesByName('first-contentful-paint')[0]`;
  await popup.waitFor(paint);
  const pageMs = await popup.evaluate<number>(`${paint}.startTime`);
  const originMs = await popup.evaluate<number>('performance.timeOrigin');
  const controls = await popup.evaluate<number>(`document.querySelectorAll('button:not(:disabled)').length`);
  if (controls === 0) throw new Error(`${page} has no control`);
  await popup.close();
  return { clickMs: originMs + pageMs - startedMs, pageMs };
}

function print(version: string, rounds: number, taken: readonly Opening[][]): void {
  say(`Chromium ${version}, ${rounds} rounds in turns, load average ${readLoad().toFixed(2)}`);
  const parts = [
    { name: 'from the click', read: ({ clickMs }: Opening) => clickMs },
    { name: 'from the start of the navigation', read: ({ pageMs }: Opening) => pageMs },
  ];
  for (const part of parts) {
    say(`\n${part.name.padEnd(36)} median ms   spread   to blank   rounds (ms)`);
    const blankMs = toMiddle((taken[0] ?? []).map(part.read)).medianMs;
    for (const [place, { name }] of contenders.entries()) {
      const times = (taken[place] ?? []).map(part.read);
      const { medianMs, spread } = toMiddle(times);
      const cells = [
        `  ${name}`.padEnd(36),
        medianMs.toFixed(1).padStart(9),
        `${(spread * 100).toFixed(0)} %`.padStart(8),
        (medianMs / blankMs).toFixed(2).padStart(10),
      ];
      say(`${cells.join(' ')}   ${times.map((ms) => ms.toFixed(0)).join(' ')}`);
    }
  }
  say(`aim: at most ${aims.ofBlank} of the blank page`);
}

async function printBytes(): Promise<void> {
  const scripts = await listScripts('popup.html');
  const bytes = await readGzipBytes(scripts);
  const said = bytes <= aims.gzipBytes ? 'reached' : 'MISSED';
  say(
    `\nscripts before it is drawn: ${scripts.length}, ${(bytes / 1024).toFixed(1)} KiB after gzip (aim: 30; ${said})`,
  );
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * What the page button's script adds to a YouTube page: time on the page's main thread and memory, in a browser with
 * the extension and one without, in turns; and, from a trace, the time of the script's own work.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import { type Browser, launchBrowser } from '../e2e/browser.ts';
import { extensionFolder } from '../scripts/build-product.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import { readGzipBytes } from './built-extension.ts';
import { readLoad, toMiddle } from './rounds.ts';

const aims = { ownMs: 3, heapBytes: 2 ** 20, gzipBytes: 15 * 1024 };
const scriptPath = 'content-scripts/page.js';
const scale = { videos: 40, shorts: 8, live: 2, hidden: 1, playlists: 2, largestPlaylist: 40, releases: 1 };

/** Long enough for the page's three rounds of building its buttons anew. */
const watchMs = 4000;

interface Visit {
  taskMs: number;
  scriptMs: number;
  heapBytes: number;
}

interface Visits {
  plain: Visit[];
  extended: Visit[];
  /** The extension's own tasks in the page, compiling included; from visits of their own, because a trace costs time. */
  ownMs: number[];
}

export const contentScriptBenchmark = {
  summary: 'what the page button costs a YouTube page',
  run: async (args: string[]): Promise<void> => {
    const rounds = Math.max(7, Number(args[0] ?? 15) || 15);
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    const testbed = await startTestbed({ scale });
    const launch = (name: string, extensionDir?: string) =>
      launchBrowser({ testbed, userDataDir: join(folder, name), ...(extensionDir && { extensionDir }) });
    const browsers = [await launch('plain'), await launch('extended', extensionFolder)] as const;
    try {
      const { url } = testbed.sites.youtube.truth().channel;
      const visits = await measure(browsers, url, rounds);
      print(browsers[0].context.browser()?.version() ?? '', visits);
      await printBytes();
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()));
      await testbed.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

async function measure(
  [plain, extended]: readonly [Browser, Browser],
  url: string,
  rounds: number,
): Promise<Visits> {
  const visits: Visits = { plain: [], extended: [], ownMs: [] };
  const turns: (() => Promise<() => void>)[] = [
    () => visitPage(plain, url).then((visit) => () => visits.plain.push(visit)),
    () => visitPage(extended, url).then((visit) => () => visits.extended.push(visit)),
    () => traceVisit(extended, url).then((ownMs) => () => visits.ownMs.push(ownMs)),
  ];
  for (let round = -2; round < rounds; round += 1) {
    for (let turn = 0; turn < turns.length; turn += 1) {
      const keep = await turns[(turn + round + turns.length) % turns.length]?.();
      if (round >= 0) keep?.();
    }
  }
  return visits;
}

async function visitPage(browser: Browser, url: string): Promise<Visit> {
  const page = await browser.context.newPage();
  const session = await browser.context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url, { waitUntil: 'load' });
  await sleep(watchMs);
  const { TaskDuration = 0, ScriptDuration = 0 } = await readMetrics(session);
  await session.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize: heapBytes = 0 } = await readMetrics(session);
  await page.close();
  return { taskMs: TaskDuration * 1000, scriptMs: ScriptDuration * 1000, heapBytes };
}

async function traceVisit(browser: Browser, url: string): Promise<number> {
  const page = await browser.context.newPage();
  const trace = await startTrace(browser);
  await page.goto(url, { waitUntil: 'load' });
  await sleep(watchMs);
  const events = await trace.stop();
  await page.close();
  return sumOwnMs(events);
}

async function readMetrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** The part of a trace event that says whose code ran for how long. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds; `tdur` is the thread's own time, when the system tells it. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { url?: string }; fileName?: string };
}

const traced = ['devtools.timeline', 'v8', 'v8.execute'];

async function startTrace(browser: Browser): Promise<{ stop(): Promise<TraceEvent[]> }> {
  const whole = browser.context.browser();
  if (!whole) throw new Error('the browser cannot be spoken to');
  const session = await whole.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: traced },
    transferMode: 'ReportEvents',
  });
  return {
    async stop() {
      const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      await complete;
      await session.detach();
      return events;
    },
  };
}

const isOwn = ({ args }: TraceEvent): boolean =>
  [args?.data?.url, args?.fileName].some((url) => url?.endsWith(scriptPath));

/** Time of the outermost events of the extension's script; one that lies within another is counted with it. */
function sumOwnMs(events: readonly TraceEvent[]): number {
  const own = events.filter((event) => event.dur !== undefined && isOwn(event)).sort((a, b) => a.ts - b.ts);
  let sumUs = 0;
  let endUs = 0;
  for (const { ts, dur = 0, tdur } of own) {
    if (ts < endUs) continue;
    endUs = ts + dur;
    sumUs += tdur ?? dur;
  }
  return sumUs / 1000;
}

function print(version: string, { plain, extended, ownMs: own }: Visits): void {
  say(
    `Chromium ${version}, ${plain.length} rounds in turns, ${watchMs / 1000} s of a channel page, load average ${readLoad().toFixed(2)}\n`,
  );
  say('                     without    with   difference   spread of both');
  const compare = (name: string, read: (visit: Visit) => number, digits: number) => {
    const [a, b] = [toMiddle(plain.map(read)), toMiddle(extended.map(read))];
    const numbers = [a.medianMs, b.medianMs, b.medianMs - a.medianMs].map((value) => value.toFixed(digits));
    const spreads = [a, b].map(({ spread }) => `${(spread * 100).toFixed(0)} %`);
    say(
      `${name.padEnd(18)} ${numbers.map((text) => text.padStart(9)).join(' ')}       ${spreads.join(', ')}`,
    );
  };
  compare('main thread, ms', ({ taskMs }) => taskMs, 1);
  compare('scripts, ms', ({ scriptMs }) => scriptMs, 1);
  compare('heap, KiB', ({ heapBytes }) => heapBytes / 1024, 0);
  say(
    `\nthe script's own tasks, ms: median ${toMiddle(own).medianMs.toFixed(2)} (aim: ${aims.ownMs}); rounds ${own.map((ms) => ms.toFixed(1)).join(' ')}`,
  );
  const heap =
    toMiddle(extended.map((v) => v.heapBytes)).medianMs - toMiddle(plain.map((v) => v.heapBytes)).medianMs;
  say(`aim for the heap: ${aims.heapBytes / 1024} KiB; ${heap <= aims.heapBytes ? 'reached' : 'MISSED'}`);
}

async function printBytes(): Promise<void> {
  const bytes = await readGzipBytes([scriptPath]);
  const said = bytes <= aims.gzipBytes ? 'reached' : 'MISSED';
  say(`the script: ${(bytes / 1024).toFixed(1)} KiB after gzip (aim: ${aims.gzipBytes / 1024}; ${said})`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

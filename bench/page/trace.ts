/** What a script does in a page, from a trace: a trace costs time itself, so its visits are visits of their own. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '../../e2e/browser.ts';
import { watchMs } from './visit.ts';

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

/** Thread time of each script's own tasks in one visit, in milliseconds: compiling and forced layout included. */
export async function traceVisit(
  browser: Browser,
  url: string,
  scripts: readonly string[],
): Promise<number[]> {
  const page = await browser.context.newPage();
  const trace = await startTrace(browser);
  await page.goto(url, { waitUntil: 'load' });
  await sleep(watchMs);
  const events = await trace.stop();
  await page.close();
  return scripts.map((script) => sumOwnMs(events, script));
}

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

const isOf = ({ args }: TraceEvent, script: string): boolean =>
  [args?.data?.url, args?.fileName].some((url) => url?.endsWith(script));

/** Time of the outermost events of a script; one that lies within another is counted with it. */
function sumOwnMs(events: readonly TraceEvent[], script: string): number {
  const own = events
    .filter((event) => event.dur !== undefined && isOf(event, script))
    .sort((a, b) => a.ts - b.ts);
  let sumUs = 0;
  let endUs = 0;
  for (const { ts, dur = 0, tdur } of own) {
    if (ts < endUs) continue;
    endUs = ts + dur;
    sumUs += tdur ?? dur;
  }
  return sumUs / 1000;
}

/**
 * What the extension costs the pages it is in: a browser with it and one without open the same pages in turns; and, from
 * traces of further visits, the time of each script's own work. Nothing is armed and nobody exports.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launchBrowser } from '../../e2e/browser.ts';
import { extensionFolder } from '../../scripts/build-product.ts';
import { startTestbed } from '../../testbed/start-testbed.ts';
import { listPlaces, logInAsOwner, type Place } from './places.ts';
import { printHead, printPlace, printSizes } from './report.ts';
import { traceVisit } from './trace.ts';
import { type Visit, visitPage } from './visit.ts';

const scale = { videos: 40, shorts: 8, live: 2, hidden: 1, playlists: 2, largestPlaylist: 40, releases: 1 };

/** The scripts that can be in a page, by what they are called in a trace. */
const toScripts = ({ id }: Place): string[] => [`page-${id}.js`, 'page-tap.js', 'tap-relay.js'];

export interface PlaceVisits {
  place: Place;
  scripts: string[];
  plain: Visit[];
  extended: Visit[];
  /** Thread time of each script's own tasks, visit by visit. */
  ownMs: number[][];
}

export const pageBenchmark = {
  summary:
    'what the page button and the sleeping tap cost pages of YouTube, TikTok and Facebook; sizes of all entries',
  run: async (args: string[]): Promise<void> => {
    const rounds = Math.max(3, Number(args[0] ?? 7) || 7);
    const wanted = args[1];
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    const testbed = await startTestbed({ scale });
    const launch = (name: string, extensionDir?: string) =>
      launchBrowser({ testbed, userDataDir: join(folder, name), ...(extensionDir && { extensionDir }) });
    const browsers = [await launch('plain'), await launch('extended', extensionFolder)] as const;
    try {
      for (const browser of browsers) await logInAsOwner(browser, testbed);
      printHead(browsers[0].context.browser()?.version() ?? '', rounds);
      const places = listPlaces(testbed).filter(({ id }) => wanted === undefined || id === wanted);
      for (const place of places) printPlace(await measure(browsers, place, rounds));
      await printSizes();
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()));
      await testbed.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** The three kinds of visits in turns; who begins changes with every round. The first round warms up and is not kept. */
async function measure(
  [plain, extended]: readonly [Browser, Browser],
  place: Place,
  rounds: number,
): Promise<PlaceVisits> {
  const { url } = place;
  const visits: PlaceVisits = { place, scripts: toScripts(place), plain: [], extended: [], ownMs: [] };
  const turns: (() => Promise<() => void>)[] = [
    () => visitPage(plain, url).then((visit) => () => visits.plain.push(visit)),
    () => visitPage(extended, url).then((visit) => () => visits.extended.push(visit)),
    () => traceVisit(extended, url, visits.scripts).then((ownMs) => () => visits.ownMs.push(ownMs)),
  ];
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < turns.length; turn += 1) {
      const keep = await turns[(turn + round + turns.length) % turns.length]?.();
      if (round >= 0) keep?.();
    }
  }
  return visits;
}

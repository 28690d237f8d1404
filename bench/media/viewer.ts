/**
 * Opening the offline viewer from the disk, against a plain HTML list of the same items: until the first content is on
 * the screen, and until everything can be searched (in the plain list, with the browser's own search: when all is
 * loaded). In turns, a fresh profile each time.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import type { Archive, ArchivedItem } from '../../extension/exporters/exporter.ts';
import { viewerExporter } from '../../extension/exporters/viewer.ts';
import { readTools } from '../../scripts/tools.ts';
import { jobOptionsSchema } from '../../shared/model/job-options.ts';
import { readLoad, toMiddle } from '../rounds.ts';

const aimMs = 1000;

export const viewerBenchmark = {
  summary: 'opening the offline viewer at 1,000, 10,000 and 100,000 items, against a plain HTML list',
  run: async (args: string[]): Promise<void> => {
    const rounds = Math.max(3, Number(args[0] ?? 5) || 5);
    const sizes = args.length > 1 ? args.slice(1).map(Number) : [1000, 10_000, 100_000];
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    const { chromium: program } = await readTools();
    const browser = await chromium.launch({ executablePath: program.path, args: ['--no-sandbox'] });
    try {
      say(`Chromium ${browser.version()}, ${rounds} rounds in turns, load average ${readLoad().toFixed(2)}`);
      for (const size of sizes) await compare(browser, { folder, size, rounds });
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const sentence = 'From the old crane to the lighthouse, past the boats that wait for the tide. ';

function buildItem(place: number): ArchivedItem {
  const id = `v${String(place).padStart(10, '0')}`;
  const at = new Date(Date.UTC(2026, 0, 1) - place * 3_600_000).toISOString();
  const stem = `${at.slice(0, 10)}_${id}`;
  const file = (path: string, bytes: number) => ({ path, bytes, sha256: '0'.repeat(64) });
  return {
    item: {
      platform: 'youtube',
      id,
      kind: place % 7 === 0 ? 'short' : 'video',
      url: `https://www.youtube.com/watch?v=${id}`,
      author: { id: 'UCdemo', name: 'Demo Creator', handle: '@demo', url: 'https://www.youtube.com/@demo' },
      title: `A walk along the harbour, number ${place}`,
      text: `${sentence.repeat(6)}needle${place}x`,
      createdAt: { precision: 'exact', at },
      durationSec: 60 + (place % 3000),
      stats: {
        views: { precision: 'exact', value: (place * 7919) % 1_000_000 },
        likes: { precision: 'exact', value: place % 5000 },
      },
      media: [],
      tags: ['harbour', 'walk', `tag${place % 100}`],
      category: 'Travel & Events',
      chapters: [],
      privacy: 'public',
      unavailable: null,
    },
    seenIn: ['channel_videos'],
    saved: true,
    files: [
      file(`media/videos/youtube/${stem}.mp4`, 24_000_000),
      file(`media/images/youtube/${stem}.jpg`, 30_000),
    ],
    refusals: [],
  };
}

/** The viewer asks an archive for nothing but its head, its items and its comments. */
function buildArchive(size: number): Pick<Archive, 'head' | 'items' | 'comments'> {
  const instant = '2026-11-21T08:00:00Z';
  return {
    head: {
      format: 'star-export-archive',
      formatVersion: 1,
      job: { id: 'bench', startedAt: instant, finishedAt: instant, options: jobOptionsSchema.parse({}) },
      source: {
        platform: 'youtube',
        kind: 'channel',
        id: 'UCdemo',
        title: 'Demo Creator',
        author: 'Demo Creator',
        url: 'https://www.youtube.com/@demo',
        claimed: null,
        own: true,
        parts: [],
      },
      versions: { extension: '0.1.0' },
      completeness: {
        claimed: size,
        claimedExact: true,
        notSeen: 0,
        seen: size,
        saved: size,
        refused: [],
        unknown: {},
      },
    },
    async *items() {
      for (let place = 0; place < size; place += 1) yield buildItem(place);
    },
    async *comments() {},
  };
}

/** What anybody would write: every title, picture, date and description, one below the other. */
async function* writePlainList(size: number): AsyncGenerator<string> {
  yield '<!doctype html><meta charset="utf-8"><title>Demo Creator</title><h1>Demo Creator</h1>\n';
  for (let place = 0; place < size; place += 1) {
    const { item, files } = buildItem(place);
    const [film, picture] = files;
    yield `<article><img loading="lazy" width="160" height="90" alt="" src="${picture?.path}">` +
      `<h2><a href="${film?.path}">${item.title}</a></h2><p>${item.durationSec} s</p><p>${item.text}</p></article>\n`;
  }
}

interface Opening {
  firstMs: number;
  allMs: number;
}

const contenders = [
  { name: 'plain list', file: 'plain.html', isViewer: false },
  { name: 'viewer', file: 'index.html', isViewer: true },
];

async function compare(browser: Browser, stage: { folder: string; size: number; rounds: number }) {
  const { folder, size, rounds } = stage;
  const archive: Pick<Archive, 'head' | 'items' | 'comments'> = buildArchive(size);
  for await (const { path, chunks } of viewerExporter.write(archive as Archive))
    await writeFile(join(folder, path), chunks);
  await writeFile(join(folder, 'plain.html'), writePlainList(size));
  const taken = contenders.map((): Opening[] => []);
  // Enough happens in one opening of the largest that warming up shows in nothing but the clock.
  for (let round = size < 50_000 ? -1 : 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const place = (turn + round + contenders.length) % contenders.length;
      const contender = contenders[place];
      // The largest plain list takes minutes: once is enough to see that.
      if (!contender || (!contender.isViewer && size >= 50_000 && round > 0)) continue;
      const url = pathToFileURL(join(folder, contender.file)).href;
      const opening = await openOnce(browser, url, contender.isViewer ? `needle${size - 1}x` : null);
      if (round >= 0) taken[place]?.push(opening);
    }
  }
  await print(stage, taken);
}

async function openOnce(browser: Browser, url: string, needle: string | null): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'commit', timeout: 120_000 });
  const allMs = await page.evaluate(needle === null ? waitForLoad : waitForSearch, needle ?? '');
  const firstMs = await page.evaluate(waitForPaint);
  await context.close();
  return { firstMs, allMs };
}

/** Said a moment after it was painted, also when the page was done before. */
async function waitForPaint(): Promise<number> {
  const read = () => performance.getEntriesByName('first-contentful-paint')[0];
  while (!read()) await new Promise((resolve) => setTimeout(resolve, 5));
  return read()?.startTime ?? Number.NaN;
}

/** Given up after two minutes: nobody waits longer. */
async function waitForLoad(): Promise<number> {
  while (document.readyState !== 'complete' && performance.now() < 120_000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return performance.now();
}

/** Searches for what stands in the last item's description, until it is found. */
async function waitForSearch(needle: string): Promise<number> {
  const until = async (isDone: () => boolean) => {
    while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const find = () => document.querySelector<HTMLInputElement>('.search-input');
  await until(() => find() !== null);
  const input = find();
  if (!input) throw new Error('The page has no search.');
  input.value = needle;
  input.dispatchEvent(new Event('input'));
  await until(() => document.querySelector('.status')?.textContent === '1 item');
  return performance.now();
}

async function print({ folder, size }: { folder: string; size: number }, taken: readonly Opening[][]) {
  say(
    `\n${size.toLocaleString('en')} items`.padEnd(20) +
      ['MiB', 'first ms', 'spread', 'all ms', 'spread'].map((word) => word.padStart(9)).join(''),
  );
  for (const [place, { name, file }] of contenders.entries()) {
    const openings = taken[place] ?? [];
    const first = toMiddle(openings.map(({ firstMs }) => firstMs));
    const all = toMiddle(openings.map(({ allMs }) => allMs));
    const { size: bytes } = await stat(join(folder, file));
    const cells = [
      (bytes / 1024 / 1024).toFixed(1),
      first.medianMs.toFixed(0),
      `${(first.spread * 100).toFixed(0)} %`,
      all.medianMs < 120_000 ? all.medianMs.toFixed(0) : '>120000',
      `${(all.spread * 100).toFixed(0)} %`,
    ];
    say(`  ${name.padEnd(17)}${cells.map((cell) => cell.padStart(9)).join('')}`);
    if (name === 'viewer' && size === 10_000)
      say(`  aim: first content in ${aimMs} ms; ${first.medianMs <= aimMs ? 'reached' : 'MISSED'}`);
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

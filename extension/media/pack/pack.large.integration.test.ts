/** Packing what is really large, with the memory it takes. Writes some 25 GB; not part of `npm test`. */
import { copyFile, link, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  testWith7z,
  testWithPython,
  testWithUnzip,
} from '../../../native-host/archive/testing/zip-programs.ts';
import { type MediaBrowser, openMediaBrowser } from '../testing/media-browser.ts';

let browser: MediaBrowser;
let work: string;

beforeAll(async () => {
  browser = await openMediaBrowser([], 'pack-page');
  work = await mkdtemp(join(tmpdir(), 'star-pack-'));
});
afterAll(async () => {
  await browser.stop();
  await rm(work, { recursive: true, force: true });
});

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const jobId = 'job';

async function ask<Result>(verb: string, request: object): Promise<Result> {
  const answer = await browser.ask<Result | { error: unknown }>(verb, { jobId, ...request });
  if (typeof answer === 'object' && answer !== null && 'error' in answer)
    throw new Error(JSON.stringify(answer.error));
  return answer as Result;
}

/** The renderer that has the page, by the profile that its command line names nowhere: by its share of the work. */
async function findRenderer(): Promise<number> {
  const session = await browser.page.context().browser()?.newBrowserCDPSession();
  const answer = await session?.send('SystemInfo.getProcessInfo');
  const renderers = answer?.processInfo.filter(({ type }) => type === 'renderer') ?? [];
  const [busiest] = renderers.toSorted((a, b) => b.cpuTime - a.cpuTime);
  if (!busiest) throw new Error('There is no renderer.');
  return busiest.id;
}

const readPeakMib = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
};

const forgetPeak = (pid: number) => writeFile(`/proc/${pid}/clear_refs`, '5');

async function findZip(bytes: number): Promise<string> {
  for (const entry of await readdir(browser.profile, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.includes('File System') || (await stat(path)).size !== bytes) continue;
    const found = join(work, `${bytes}.zip`);
    await link(path, found).catch(() => copyFile(path, found));
    return found;
  }
  throw new Error(`The browser has no file of ${bytes} bytes.`);
}

interface Packed {
  zipBytes: number;
  seconds: number;
  peakMib: number;
}

async function pack(paths: string[], bytes: number): Promise<Packed> {
  const pid = await findRenderer();
  await forgetPeak(pid);
  const idleMib = await readPeakMib(pid);
  const startMs = performance.now();
  await ask('pack.openZip', { at: '2026-11-21T12:00:02Z', needBytes: 0, file: null });
  await ask('pack.many', { paths, bytes });
  const { zipBytes } = await ask<{ zipBytes: number }>('pack.closeZip', {});
  const seconds = (performance.now() - startMs) / 1000;
  return { zipBytes, seconds, peakMib: (await readPeakMib(pid)) - idleMib };
}

async function packAndTest(count: number, bytes: number): Promise<Packed> {
  await ask('archive.release', {});
  await browser.ask('layout.clear');
  const paths = await ask<string[]>('layout.lay', {
    folder: 'media',
    count,
    bytes,
    isSparse: bytes > mebibyte,
  });
  // What laying them has left is not what packing takes.
  await browser.reload();
  const packed = await pack(paths, bytes);
  const zip = await findZip(packed.zipBytes);
  const entries = await testWithPython(zip);
  expect(entries).toHaveLength(count);
  expect(entries.every(([, , found]) => found === bytes)).toBe(true);
  expect(await testWithUnzip(zip)).toBe(count);
  const seven = await testWith7z(zip);
  if (seven !== null) expect(seven).toBe(count);
  await rm(zip);
  return packed;
}

it('a ZIP of more than 10 GiB takes no more memory than a small one', { timeout: 1_200_000 }, async () => {
  const packed = await packAndTest(3, 3.5 * gibibyte);
  expect(packed.zipBytes).toBeGreaterThan(10 * gibibyte);
  expect(packed.peakMib).toBeLessThan(64);
});

it('a file of more than 4 GiB is packed with its whole length', { timeout: 1_200_000 }, async () => {
  const packed = await packAndTest(1, 4 * gibibyte + 1);
  expect(packed.peakMib).toBeLessThan(64);
});

it('a ZIP of 70,000 files is one of 70,000 files', { timeout: 1_200_000 }, async () => {
  const packed = await packAndTest(70_000, 2000);
  // Their index and directory, and what the browser has not yet collected: 2 KB a file.
  expect(packed.peakMib).toBeLessThan(160);
});

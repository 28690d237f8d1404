/** The same files packed into a ZIP without compression: ours, client-zip, zip.js and JSZip in a browser, `zip -0` beside it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { openZipLab, type ZipContender } from '../../extension/media/testing/zip-lab.ts';
import { readLoad, toMiddle } from '../rounds.ts';

type Lab = Awaited<ReturnType<typeof openZipLab>>;

const mebibyte = 1024 ** 2;
const cases = [
  { kind: 'large', name: '4 files of 128 MiB', count: 4, bytes: 128 * mebibyte },
  { kind: 'small', name: '3,000 files of 20 KB', count: 3000, bytes: 20_000 },
];
const inBrowser: ZipContender[] = ['ours', 'ours, CRC-32 known', 'client-zip', 'zip.js', 'JSZip'];

interface Taken {
  writtenMs: number;
  endMs: number;
  /** Above what the renderer had before; null outside of a browser. */
  peakMib: number | null;
}

async function findRenderer(lab: Lab): Promise<number> {
  const session = await lab.page.context().browser()?.newBrowserCDPSession();
  const answer = await session?.send('SystemInfo.getProcessInfo');
  const [busiest] = (answer?.processInfo ?? [])
    .filter(({ type }) => type === 'renderer')
    .toSorted((a, b) => b.cpuTime - a.cpuTime);
  if (!busiest) throw new Error('There is no renderer.');
  return busiest.id;
}

async function readPeakMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** Each in a browser of its own, so that none has the garbage of another. */
async function packInBrowser(contender: ZipContender, files: { count: number; bytes: number }) {
  const lab = await openZipLab();
  try {
    await lab.ask('lay', files);
    const pid = await findRenderer(lab);
    await writeFile(`/proc/${pid}/clear_refs`, '5');
    const idleMib = await readPeakMib(pid);
    const taken = await lab.ask<Omit<Taken, 'peakMib'>>('pack', contender);
    return { ...taken, peakMib: (await readPeakMib(pid)) - idleMib };
  } finally {
    await lab.stop();
  }
}

async function layOnDisk(folder: string, { count, bytes }: { count: number; bytes: number }): Promise<void> {
  const content = Buffer.alloc(bytes);
  for (let place = 0; place < bytes; place += 1) content[place] = (place * 2_654_435_761) >>> 24;
  for (let place = 0; place < count; place += 1) await writeFile(join(folder, `${place}.jpg`), content);
}

async function packWithZip(folder: string): Promise<Taken> {
  await rm(`${folder}.zip`, { force: true });
  const startMs = performance.now();
  await execa('zip', ['-0', '-q', '-r', `${folder}.zip`, '.'], { cwd: folder });
  const writtenMs = performance.now() - startMs;
  return { writtenMs, endMs: writtenMs, peakMib: null };
}

const median = (values: number[]): number => toMiddle(values).medianMs;

function print(taken: ReadonlyMap<string, Taken[]>): void {
  const zip = median((taken.get('zip -0') ?? []).map(({ endMs }) => endMs));
  for (const [name, rounds] of taken) {
    const written = median(rounds.map(({ writtenMs }) => writtenMs));
    const end = median(rounds.map(({ endMs }) => endMs));
    const peaks = rounds.flatMap(({ peakMib }) => (peakMib === null ? [] : [peakMib]));
    const peak = peaks.length > 0 ? `+${Math.round(Math.max(...peaks))} MiB` : '';
    const all = rounds.map(({ writtenMs }) => Math.round(writtenMs)).join(', ');
    process.stdout.write(
      `  ${name.padEnd(20)} ${String(Math.round(written)).padStart(7)} ms  ${(written / zip).toFixed(2).padStart(6)} of zip -0` +
        `  read back ${String(Math.round(end)).padStart(7)} ms  ${peak.padStart(10)}   (${all})\n`,
    );
  }
}

async function run(args: string[]): Promise<void> {
  const rounds = Number(args[0] ?? 3);
  const chosen = cases.filter(({ kind }) => args[1] === undefined || args[1] === kind);
  const work = await mkdtemp(join(tmpdir(), 'star-bench-zip-'));
  try {
    for (const { name, kind: _kind, ...files } of chosen) {
      const folder = await mkdtemp(join(work, 'files-'));
      await layOnDisk(folder, files);
      const taken = new Map<string, Taken[]>();
      const note = (who: string, one: Taken) => taken.set(who, [...(taken.get(who) ?? []), one]);
      for (let round = 0; round < rounds; round += 1) {
        note('zip -0', await packWithZip(folder));
        for (const contender of inBrowser) note(contender, await packInBrowser(contender, files));
      }
      process.stdout.write(`${name}, ${rounds} rounds, load average ${readLoad().toFixed(1)}\n`);
      print(taken);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export const zipBenchmark = { summary: 'packing a ZIP beside zip -0, client-zip, zip.js and JSZip', run };

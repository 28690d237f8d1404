/** What was measured, as text. */
import { readLoad, toMiddle } from '../rounds.ts';
import type { PlaceVisits } from './page-benchmark.ts';
import { readEntrySizes, readPackageSize } from './sizes.ts';
import { type Visit, watchMs } from './visit.ts';

/** Of everything that is in a page, together. */
const aims = { ownMs: 3, heapBytes: 2 ** 20, packageBytes: 1.5e6 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const toVerdict = (isReached: boolean): string => (isReached ? 'reached' : 'MISSED');
const toKib = (bytes: number): string => (bytes / 1024).toFixed(1);

const rows: { name: string; read(visit: Visit): number; digits: number }[] = [
  { name: 'main thread, ms', read: ({ taskMs }) => taskMs, digits: 1 },
  { name: 'scripts, ms', read: ({ scriptMs }) => scriptMs, digits: 1 },
  { name: 'load, ms', read: ({ loadMs }) => loadMs, digits: 0 },
  { name: 'heap, KiB', read: ({ heapBytes }) => heapBytes / 1024, digits: 0 },
];

export function printHead(version: string, rounds: number): void {
  say(`Chromium ${version}, ${rounds} rounds in turns, ${watchMs / 1000} s a visit`);
}

/** Medians with the spread of the middle half, and every round of the scripts' own work. */
export function printPlace({ place, scripts, plain, extended, ownMs }: PlaceVisits): void {
  say(`\n${place.label} (load average ${readLoad().toFixed(1)})`);
  say('                     without      with  difference   spread of both');
  for (const { name, read, digits } of rows) {
    const [a, b] = [toMiddle(plain.map(read)), toMiddle(extended.map(read))];
    const numbers = [a.medianMs, b.medianMs, b.medianMs - a.medianMs].map((value) => value.toFixed(digits));
    const spreads = [a, b].map(({ spread }) => `${(spread * 100).toFixed(0)} %`);
    say(`${name.padEnd(18)} ${numbers.map((text) => text.padStart(9)).join(' ')}      ${spreads.join(', ')}`);
  }
  for (const [index, script] of scripts.entries()) {
    const rounds = ownMs.map((visit) => visit[index] ?? 0);
    if (rounds.some((ms) => ms > 0)) say(`${script.padEnd(18)} ${describe(rounds)}`);
  }
  const all = ownMs.map((visit) => visit.reduce((sum, ms) => sum + ms, 0));
  say(
    `${'own work'.padEnd(18)} ${describe(all)}; aim ${aims.ownMs}: ${toVerdict(toMiddle(all).medianMs <= aims.ownMs)}`,
  );
  const heapOf = (visits: readonly Visit[]) => toMiddle(visits.map(({ heapBytes }) => heapBytes)).medianMs;
  const heap = heapOf(extended) - heapOf(plain);
  say(`${'heap'.padEnd(18)} aim ${toKib(aims.heapBytes)} KiB: ${toVerdict(heap <= aims.heapBytes)}`);
}

const describe = (rounds: readonly number[]): string =>
  `median ${toMiddle(rounds).medianMs.toFixed(2)} ms of ${rounds.map((ms) => ms.toFixed(1)).join(' ')}`;

/** Every entry after gzip, and the package as it lies on the disk. */
export async function printSizes(): Promise<void> {
  say('\nafter gzip, KiB');
  for (const { name, gzipBytes, aimBytes } of await readEntrySizes()) {
    const aim = aimBytes === null ? '' : `  aim ${toKib(aimBytes)}: ${toVerdict(gzipBytes <= aimBytes)}`;
    say(`${name.padEnd(36)} ${toKib(gzipBytes).padStart(8)}${aim}`);
  }
  const { bytes, coreBytes } = await readPackageSize();
  say(
    `the package without ffmpeg's core: ${(bytes / 1e6).toFixed(2)} MB (aim ${aims.packageBytes / 1e6}: ${toVerdict(bytes <= aims.packageBytes)}), the core ${(coreBytes / 1e6).toFixed(1)} MB`,
  );
}

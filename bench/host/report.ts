/** What was measured, as text. */
import { cpus } from 'node:os';
import { toMiddle } from '../rounds.ts';
import type { Peers } from './peers.ts';
import type { RunResult } from './run-process.ts';
import type { Contender, Workload } from './workloads.ts';

/** One run: the program alone, and what it takes to have its files flushed and hashed as ours are. */
export interface Run extends RunResult {
  levelMs: number;
  /** Processors that others used meanwhile. */
  others: number;
}

export interface Measured {
  contender: Contender;
  runs: Run[];
}

/** A verdict needs a machine that does nothing else, and runs that agree. */
export const mostOthers = 0.3;
const mostSpread = 0.15;
const mostExtraBytes = 64 * 1024 * 1024;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const toMiB = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
const medianOf = (runs: readonly Run[], read: (run: Run) => number): number =>
  toMiddle(runs.map(read)).medianMs;
const spreadOf = (runs: readonly Run[]): number => toMiddle(runs.map(({ wallMs }) => wallMs)).spread;
const peakOf = (runs: readonly Run[]): number => Math.max(...runs.map(({ peakBytes }) => peakBytes));

export function printHead({ curl, wget, aria2c, ytDlp }: Peers, rounds: number): void {
  const versions = `curl ${curl.version}, wget ${wget.version}, aria2 ${aria2c.version}, yt-dlp ${ytDlp.version}`;
  say(`Node ${process.versions.node}, ${versions}; ${cpus().length} × ${cpus()[0]?.model}`);
  say(`${rounds} rounds in turns, the server on core 0, the contenders on core 1`);
  say('ready: until the files are also flushed to the disk and hashed, which ours are when it ends');
  say('others: processors used by what has nothing to do with it');
}

/** A workload's contenders and aims; `idleBytes` is our memory after a start for nothing. */
export function printTable(
  { name, aims, isLevelled }: Workload,
  taken: readonly Measured[],
  idleBytes: number,
): void {
  say(`\n${name.padEnd(34)}      ms  spread  ready ms   cpu ms   MiB  others   rounds (ms)`);
  for (const { contender, runs } of taken) {
    const cells = [
      `  ${contender.name}`.padEnd(34),
      medianOf(runs, ({ wallMs }) => wallMs)
        .toFixed(0)
        .padStart(7),
      `${(spreadOf(runs) * 100).toFixed(0)} %`.padStart(7),
      (isLevelled ? medianOf(runs, ({ levelMs }) => levelMs).toFixed(0) : '').padStart(9),
      medianOf(runs, ({ cpuMs }) => cpuMs)
        .toFixed(0)
        .padStart(8),
      toMiB(peakOf(runs)).padStart(5),
      medianOf(runs, ({ others }) => others)
        .toFixed(1)
        .padStart(7),
    ];
    say(`${cells.join(' ')}   ${runs.map(({ wallMs }) => wallMs.toFixed(0)).join(' ')}`);
  }
  const ours = taken.filter(({ contender }) => contender.ours);
  for (const { peer, ratio } of aims) {
    const other = taken.find(({ contender }) => contender.name === peer);
    if (ours[0] && other) printAim(ours[0], other, { ratio, isLevelled });
  }
  const extraBytes = Math.max(...ours.map(({ runs }) => peakOf(runs))) - idleBytes;
  const said = extraBytes <= mostExtraBytes ? 'reached' : 'MISSED';
  say(`  memory above a start for nothing: ${toMiB(extraBytes)} MiB (aim: 64; ${said})`);
}

function printAim(
  ours: Measured,
  peer: Measured,
  { ratio, isLevelled }: { ratio: number; isLevelled: boolean },
): void {
  const own = medianOf(ours.runs, ({ wallMs }) => wallMs);
  const plain = own / medianOf(peer.runs, ({ wallMs }) => wallMs);
  const ready = own / medianOf(peer.runs, ({ levelMs }) => levelMs);
  const both = [ours, peer];
  const isQuiet = both.every(
    ({ runs }) => spreadOf(runs) <= mostSpread && medianOf(runs, ({ others }) => others) <= mostOthers,
  );
  const verdict = plain <= ratio ? 'reached' : 'MISSED';
  say(
    `  to ${peer.contender.name}: ${plain.toFixed(2)} (aim: ${ratio}; ${isQuiet ? verdict : 'no verdict, the machine was not quiet'})` +
      (isLevelled ? `; until ready: ${ready.toFixed(2)}` : ''),
  );
}

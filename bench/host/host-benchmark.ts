/**
 * `star-export fetch` beside curl, wget, aria2 and yt-dlp, from a server on this machine. Ours also flushes every file
 * to the disk and knows its hash when it ends; so each peer is timed twice: until it ends, and until its files are
 * flushed and hashed too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../scripts/tools.ts';
import { toMiddle } from '../rounds.ts';
import { hashFile, makeBlock } from './files.ts';
import { type Peers, preparePeers } from './peers.ts';
import { pinTo, type RunResult, runProcess } from './run-process.ts';
import { type Contender, listWorkloads, type Ours, type Workload } from './workloads.ts';

const defaultRounds = 7;
const mostSpread = 0.15;
const mostOthers = 0.3;
const mostExtraBytes = 64 * 1024 * 1024;

export const hostBenchmark = {
  summary: 'fetching files, against curl, wget, aria2 and yt-dlp',
  run: async (args: string[]): Promise<void> => {
    const rounds = Math.max(1, Number(args[0] ?? defaultRounds) || defaultRounds);
    const peers = await preparePeers();
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    const origin = await startOrigin();
    try {
      const ours = await prepareOurs(folder);
      printHead(peers, rounds);
      const idleBytes = (await runProcess(buildIdle(ours), folder)).peakBytes;
      for (const workload of listWorkloads(peers, ours).filter(({ kind }) => !args[1] || args[1] === kind))
        printTable(workload, await measure(workload, { origin: origin.port, folder, rounds }), idleBytes);
    } finally {
      origin.child.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** The program started for nothing, for what it takes before it fetches. */
const buildIdle = ({ main, config }: Ours) => ({
  ...{ command: process.execPath, args: [main, '--help'], env: { STAR_EXPORT_CONFIG: config } },
});

async function startOrigin(): Promise<{ child: ChildProcess; port: number }> {
  const [pin = '', ...args] = pinTo(0);
  const origin = join(import.meta.dirname, 'origin.ts');
  const child = spawn(pin, [...args, process.execPath, origin], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) return { child, port: Number(line) };
  throw new Error('The origin did not start.');
}

/** Built as a package is, and allowed to reach this machine. */
async function prepareOurs(folder: string): Promise<Ours> {
  const build = spawn(process.execPath, [join(projectRoot, 'native-host/build.ts'), join(folder, 'host')]);
  const status = await new Promise((resolve) => build.on('exit', resolve));
  if (status !== 0) throw new Error('The companion could not be built.');
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ root: join(folder, 'root'), allowedAddresses: ['127.0.0.1'] }));
  return { main: join(folder, 'host', 'main.js'), config };
}

/** One run: the program alone, and what it takes to have its files flushed and hashed as ours are. */
interface Run extends RunResult {
  levelMs: number;
}

interface Stage {
  origin: number;
  folder: string;
  rounds: number;
}

interface Measured {
  contender: Contender;
  runs: Run[];
}

/** All contenders in turns, after one round that is not counted; others' share of the processors is asked before each. */
async function measure(workload: Workload, stage: Stage): Promise<{ taken: Measured[]; others: number[] }> {
  const taken = workload.contenders.map((contender): Measured => ({ contender, runs: [] }));
  const others: number[] = [];
  const truth = readTruth(workload);
  for (let round = -1; round < stage.rounds; round += 1) {
    others.push(await readOthersShare());
    for (let turn = 0; turn < taken.length; turn += 1) {
      const measured = taken[(turn + round + 1) % taken.length];
      if (!measured) continue;
      const run = await runOnce(workload, measured.contender, { stage, truth });
      if (round >= 0) measured.runs.push(run);
    }
  }
  return { taken, others };
}

function readTruth({ kind, count }: Workload): string[] {
  const block = makeBlock();
  return Array.from({ length: count }, (_, index) => hashFile(block, kind, index + 1));
}

async function runOnce(
  { kind, count, isLevelled }: Workload,
  contender: Contender,
  { stage, truth }: { stage: Stage; truth: readonly string[] },
): Promise<Run> {
  const { folder } = stage;
  const out = join(folder, 'out');
  await rm(out, { recursive: true, force: true });
  await mkdir(out);
  const base = `http://127.0.0.1:${stage.origin}/${kind}`;
  const run = await runProcess(contender.build({ base, count, folder }), folder);
  const levelMs = contender.ours || !isLevelled ? 0 : await level(folder);
  for (const [index, hash] of truth.entries()) {
    const path = join(out, `${index + 1}.mp4`);
    if ((await hashOf(path)) !== hash) throw new Error(`${contender.name} fetched a wrong ${path}`);
  }
  return { ...run, levelMs: run.wallMs + levelMs };
}

/** Milliseconds that flushing and hashing all files takes, with the system's own programs on the contenders' core. */
async function level(folder: string): Promise<number> {
  const command = {
    command: 'bash',
    args: ['-c', 'find out -type f -print0 | xargs -0 sh -c \'sync "$@"; sha256sum "$@"\' sh'],
  };
  return (await runProcess(command, folder)).wallMs;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** How many processors were busy for a second while we did nothing. */
async function readOthersShare(): Promise<number> {
  const read = async (): Promise<{ idle: number; all: number }> => {
    const [, ...ticks] = ((await readFile('/proc/stat', 'utf8')).split('\n')[0] ?? '')
      .split(/\s+/)
      .map(Number);
    return { idle: (ticks[3] ?? 0) + (ticks[4] ?? 0), all: ticks.reduce((sum, value) => sum + value, 0) };
  };
  const before = await read();
  await sleep(1000);
  const after = await read();
  return (1 - (after.idle - before.idle) / (after.all - before.all)) * cpus().length;
}

function printHead({ curl, wget, aria2c, ytDlp }: Peers, rounds: number): void {
  say(
    `Node ${process.versions.node}, curl ${curl.version}, wget ${wget.version}, aria2 ${aria2c.version}, yt-dlp ${ytDlp.version}`,
  );
  say(`${rounds} rounds in turns; the server on core 0, the contenders on core 1; ${cpus()[0]?.model}`);
}

function printTable(
  { name, aims, isLevelled }: Workload,
  { taken, others }: { taken: readonly Measured[]; others: readonly number[] },
  idleBytes: number,
): void {
  const most = Math.max(...others);
  say(
    `\n${name}   (others used ${others.map((share) => share.toFixed(1)).join(' ')} processors before the rounds)`,
  );
  say(`${'  '.padEnd(32)}      ms  spread   level ms   cpu ms   MiB   rounds (ms)`);
  for (const { contender, runs } of taken) {
    const wall = toMiddle(runs.map(({ wallMs }) => wallMs));
    const cells = [
      `  ${contender.name}`.padEnd(32),
      wall.medianMs.toFixed(0).padStart(7),
      `${(wall.spread * 100).toFixed(0)} %`.padStart(7),
      (isLevelled ? medianOf(runs, ({ levelMs }) => levelMs).toFixed(0) : '').padStart(10),
      medianOf(runs, ({ cpuMs }) => cpuMs)
        .toFixed(0)
        .padStart(8),
      (Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 2 ** 20).toFixed(0).padStart(5),
    ];
    say(`${cells.join(' ')}   ${runs.map(({ wallMs }) => wallMs.toFixed(0)).join(' ')}`);
  }
  const spreads = taken.map(({ runs }) => toMiddle(runs.map(({ wallMs }) => wallMs)).spread);
  const isQuiet = most <= mostOthers && Math.max(...spreads) <= mostSpread;
  const ours = taken.find(({ contender }) => contender.ours);
  for (const { peer, ratio } of aims)
    printAim(
      ours,
      taken.find(({ contender }) => contender.name === peer),
      { ratio, isQuiet, isLevelled },
    );
  const extra = Math.max(...(ours?.runs ?? []).map(({ peakBytes }) => peakBytes)) - idleBytes;
  const said = extra <= mostExtraBytes ? 'reached' : 'MISSED';
  say(`  memory over a start for nothing: ${(extra / 2 ** 20).toFixed(0)} MiB (aim: 64; ${said})`);
}

const medianOf = (runs: readonly Run[], read: (run: Run) => number): number =>
  toMiddle(runs.map(read)).medianMs;

interface Aim {
  ratio: number;
  isQuiet: boolean;
  isLevelled: boolean;
}

function printAim(
  ours: Measured | undefined,
  peer: Measured | undefined,
  { ratio, isQuiet, isLevelled }: Aim,
): void {
  if (!ours || !peer) return;
  const own = medianOf(ours.runs, ({ wallMs }) => wallMs);
  const plain = own / medianOf(peer.runs, ({ wallMs }) => wallMs);
  const levelled = own / medianOf(peer.runs, ({ levelMs }) => levelMs);
  const verdict = isQuiet ? (plain <= ratio ? 'reached' : 'MISSED') : 'no verdict: the machine was not quiet';
  const beside = isLevelled ? `; ${levelled.toFixed(2)} when its files are flushed and hashed too` : '';
  say(`  to ${peer.contender.name}: ${plain.toFixed(2)} (aim: ${ratio}; ${verdict})${beside}`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

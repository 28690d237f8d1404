/**
 * `star-export fetch` beside curl, wget, aria2 and yt-dlp, from a server on this machine. Ours also flushes every file
 * to the disk and knows its hash when it ends; so each peer is timed twice: until it ends, and until its files are
 * flushed and hashed too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { projectRoot } from '../../scripts/tools.ts';
import { hashFile, makeBlock } from './files.ts';
import { readBusyMs, readProcessMs, waitForQuiet } from './other-load.ts';
import { preparePeers } from './peers.ts';
import { type Measured, mostOthers, printHead, printTable, type Run } from './report.ts';
import { pinTo, runProcess } from './run-process.ts';
import { type Contender, listWorkloads, type Ours, type Workload } from './workloads.ts';

const defaultRounds = 7;

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
        printTable(workload, await measure(workload, { origin, folder, rounds }), idleBytes);
    } finally {
      origin.child.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** The program started for nothing, for what it takes before it fetches. */
const buildIdle = ({ main, config }: Ours) => ({
  command: process.execPath,
  args: [main, '--help'],
  env: { STAR_EXPORT_CONFIG: config },
});

interface Origin {
  child: ChildProcess;
  port: number;
}

async function startOrigin(): Promise<Origin> {
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

interface Stage {
  origin: Origin;
  folder: string;
  rounds: number;
}

/** All contenders in turns, after one round that is not counted. */
async function measure(workload: Workload, stage: Stage): Promise<Measured[]> {
  const taken = workload.contenders.map((contender): Measured => ({ contender, runs: [] }));
  const truth = readTruth(workload);
  for (let round = -1; round < stage.rounds; round += 1) {
    for (let turn = 0; turn < taken.length; turn += 1) {
      const measured = taken[(turn + round + 1) % taken.length];
      if (!measured) continue;
      const run = await runOnce(workload, measured.contender, { stage, truth });
      if (round >= 0) measured.runs.push(run);
    }
  }
  return taken;
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
  const base = `http://127.0.0.1:${stage.origin.port}/${kind}`;
  const invocation = contender.build({ base, count, folder });
  await waitForQuiet(mostOthers);
  const before = await readUsage(stage.origin);
  const run = await runProcess(invocation, folder);
  const after = await readUsage(stage.origin);
  const others =
    Math.max(0, after.busyMs - before.busyMs - (after.ownMs - before.ownMs) - run.cpuMs) / run.wallMs;
  const levelMs = contender.ours || !isLevelled ? 0 : await level(folder);
  for (const [index, hash] of truth.entries()) {
    const path = join(out, `${index + 1}.mp4`);
    if ((await hashOf(path)) !== hash) throw new Error(`${contender.name} fetched a wrong ${path}`);
  }
  return { ...run, levelMs: run.wallMs + levelMs, others };
}

/** What all processors have done so far, and what of it was the server and this process. */
async function readUsage({ child }: Origin): Promise<{ busyMs: number; ownMs: number }> {
  const { user, system } = process.cpuUsage();
  const ownMs = (await readProcessMs(child.pid ?? 0)) + (user + system) / 1000;
  return { busyMs: await readBusyMs(), ownMs };
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

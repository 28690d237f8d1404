/**
 * Picture and sound of about 1 GiB put together as they are: by ffmpeg on the machine, by ours in the browser as it chooses
 * and by each of its two tools, and by ffmpeg.wasm as its package is used. In turns, the same files.
 */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { type MediaLab, openLab } from '../../extension/media/testing/lab.ts';
import { ffmpegPath, makeLongSample } from '../../extension/media/testing/samples.ts';
import { readLoad, toMiddle } from '../rounds.ts';

const gibibyte = 1024 ** 3;
const aims = { ofNative: 4, ofPackage: 1 / 3, memoryMb: 450 };

interface Taken {
  elapsedMs: number;
  /** Seconds of processor, of all processes that took part. */
  cpuSec: number;
  /** Of the browser's fullest renderer at its fullest moment; null for what has no browser. */
  memory: Memory | null;
}

/** Megabytes of a process. */
interface Memory {
  allMb: number;
  /** Without what it shares with others: pages of files. */
  ownMb: number;
}

type Sample = Awaited<ReturnType<typeof makeLongSample>> & { bytes: number };

interface Contender {
  name: string;
  run(stage: Stage): Promise<Taken>;
}

/** Kinds of files that all of them write. */
const kinds = ['mp4', 'mkv', 'ts'] as const;
type Kind = (typeof kinds)[number];

interface Stage {
  sample: Sample;
  /** What is made. */
  kind: Kind;
  folder: string;
  /** A browser that has done nothing yet. */
  openLab(): Promise<MediaLab>;
}

async function runNative({ sample, folder, kind }: Stage): Promise<Taken> {
  const inputs = [sample.video, sample.audio].flatMap((name) => ['-i', join(sample.folder, name)]);
  const target = join(folder, `native.${kind}`);
  const { result: _result, ...taken } = await measureWork(() =>
    execa(ffmpegPath, ['-v', 'error', '-y', ...inputs, '-c', 'copy', target]),
  );
  return { ...taken, memory: null };
}

async function runCopy({ sample, folder }: Stage): Promise<Taken> {
  const [from, to] = [join(sample.folder, sample.video), join(folder, 'copy.mp4')];
  // Read and written, not shared with the original as some file systems do.
  const { result: _result, ...taken } = await measureWork(() => execa('cp', ['--reflink=never', from, to]));
  return { ...taken, memory: null };
}

/** The most that was seen of each, over all moments and these processes. */
async function addMemory(pids: ReadonlySet<number>, most: Memory): Promise<Memory> {
  let { allMb, ownMb } = most;
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const readMb = (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
    allMb = Math.max(allMb, readMb('VmRSS'));
    ownMb = Math.max(ownMb, readMb('VmRSS') - readMb('RssFile'));
  }
  return { allMb, ownMb };
}

interface Process {
  pid: number;
  parent: number;
  /** Seconds of processor, with those of its children that have ended. */
  cpuSec: number;
  isRenderer: boolean;
}

const ticksPerSec = 100;

async function readProcess(pid: number): Promise<Process | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return null;
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const ticks = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0);
  return {
    pid,
    parent: Number(fields[1]),
    cpuSec: ticks / ticksPerSec,
    isRenderer: line.includes('--type=renderer'),
  };
}

/** This process and all that it has started, however far below it. */
async function listOurs(): Promise<Process[]> {
  const all = new Map<number, Process>();
  for (const name of await readdir('/proc')) {
    const found = /^\d+$/.test(name) ? await readProcess(Number(name)) : null;
    if (found) all.set(found.pid, found);
  }
  const isOurs = ({ pid }: Process): boolean => {
    for (let at = all.get(pid); at; at = all.get(at.parent)) if (at.pid === process.pid) return true;
    return false;
  };
  return [...all.values()].filter(isOurs);
}

async function listRenderers(): Promise<Set<number>> {
  return new Set((await listOurs()).filter(({ isRenderer }) => isRenderer).map(({ pid }) => pid));
}

/** Runs it and says how long the clock and the processors ran; the latter hardly depends on what else the machine does. */
async function measureWork<Result>(work: () => Promise<Result>) {
  const readCpu = async () => (await listOurs()).reduce((sum, { cpuSec }) => sum + cpuSec, 0);
  const cpuBefore = await readCpu();
  const startMs = performance.now();
  const result = await work();
  const elapsedMs = performance.now() - startMs;
  return { result, elapsedMs, cpuSec: (await readCpu()) - cpuBefore };
}

async function inBrowser(
  stage: Stage,
  work: (lab: MediaLab) => Promise<{ elapsedMs?: number; error?: object }>,
): Promise<Taken> {
  const lab = await stage.openLab();
  try {
    // The files go into the browser's storage before the clock runs.
    for (const name of [stage.sample.video, stage.sample.audio]) await lab.run('fetch', name);
    await lab.renew();
    const ours = await listRenderers();
    let memory: Memory = { allMb: 0, ownMb: 0 };
    const watch = setInterval(async () => {
      memory = await addMemory(ours, memory);
    }, 100);
    const { result, cpuSec } = await measureWork(() => work(lab)).finally(() => clearInterval(watch));
    // The page's own clock leaves out how the question came to it.
    if (result.error || result.elapsedMs === undefined) throw new Error(JSON.stringify(result.error));
    return { elapsedMs: result.elapsedMs, cpuSec, memory };
  } finally {
    await lab.close();
  }
}

const toInputs = ({ video, audio }: Sample) =>
  [
    { name: video, take: ['video'] },
    { name: audio, take: ['audio'] },
  ] as const;

const createOurs = (name: string, tool?: 'mediabunny' | 'ffmpeg'): Contender => ({
  name,
  run: (stage) =>
    inBrowser(stage, (lab) => {
      const inputs = toInputs(stage.sample);
      return lab.run('mux', { container: stage.kind, inputs, result: null, ...(tool && { tool }) });
    }),
});

async function runPackage(stage: Stage): Promise<Taken> {
  const { video, audio, bytes } = stage.sample;
  if (bytes > 2 * gibibyte) throw new Error('it keeps what it makes in memory, of which it has 2 GiB');
  return inBrowser(stage, (lab) =>
    lab.run('joinByPackage', { names: [video, audio], container: stage.kind }),
  );
}

const contenders: Contender[] = [
  { name: 'cp', run: runCopy },
  { name: 'ffmpeg on the machine', run: runNative },
  createOurs('ours, as it chooses'),
  createOurs('ours: mediabunny', 'mediabunny'),
  createOurs('ours: ffmpeg on files', 'ffmpeg'),
  { name: 'ffmpeg.wasm alone', run: runPackage },
];

async function measure(stage: Stage, rounds: number): Promise<(Taken | string)[][]> {
  const taken = contenders.map((): (Taken | string)[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const place = (turn + round) % contenders.length;
      const result = await contenders[place]
        ?.run(stage)
        .catch((error: unknown) => String(error).slice(0, 200));
      if (result !== undefined) taken[place]?.push(result);
    }
  return taken;
}

const isTaken = (result: Taken | string): result is Taken => typeof result !== 'string';

function print(taken: readonly (readonly (Taken | string)[])[], bytes: number): void {
  const toMedian = (read: (one: Taken) => number) =>
    taken.map((results) => toMiddle(results.filter(isTaken).map(read)).medianMs);
  const times = toMedian(({ elapsedMs }) => elapsedMs / 1000);
  const processors = toMedian(({ cpuSec }) => cpuSec);
  const toRatio = (list: readonly number[], place: number, to: number) =>
    ((list[place] ?? 0) / (list[to] ?? 1)).toFixed(2);
  say(
    `${''.padEnd(34)} median s    MB/s   to native   processor s   to native   peak MB    own MB   rounds (s)`,
  );
  for (const [place, { name }] of contenders.entries()) {
    const results = taken[place] ?? [];
    const toPeak = (read: (memory: Memory) => number) => {
      const peak = Math.max(...results.filter(isTaken).map(({ memory }) => (memory ? read(memory) : 0)));
      return (peak > 0 ? peak.toFixed(0) : '').padStart(9);
    };
    const cells = [
      `  ${name}`.padEnd(34),
      (times[place] ?? 0).toFixed(2).padStart(8),
      (bytes / 1e6 / (times[place] ?? 1)).toFixed(0).padStart(7),
      toRatio(times, place, 1).padStart(11),
      (processors[place] ?? 0).toFixed(2).padStart(13),
      toRatio(processors, place, 1).padStart(11),
      toPeak(({ allMb }) => allMb),
      toPeak(({ ownMb }) => ownMb),
    ];
    const rounds = results.map((result) => (isTaken(result) ? (result.elapsedMs / 1000).toFixed(1) : result));
    say(`${cells.join(' ')}   ${rounds.join(' ')}`);
  }
  say(
    `aims: ours within ${aims.ofNative} of native (${toRatio(times, 2, 1)}); at most a third of ffmpeg.wasm (${toRatio(times, 2, 5)}); below ${aims.memoryMb} MB`,
  );
}

export const muxBenchmark = {
  summary: 'picture and sound put together in the browser, against ffmpeg and ffmpeg.wasm; BYTES ROUNDS KIND',
  run: async (args: string[]): Promise<void> => {
    const bytes = Number(args[0] ?? gibibyte) || gibibyte;
    const rounds = Math.max(1, Number(args[1] ?? 3) || 3);
    const kind = kinds.find((name) => name === args[2]) ?? 'mp4';
    const made = await makeLongSample(bytes);
    const { size } = await stat(join(made.folder, made.video));
    const sample = { ...made, bytes: size };
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    try {
      say(
        `${(size / 1e6).toFixed(0)} MB, ${sample.durationSec} s, into ${kind}, ${rounds} rounds in turns, load average ${readLoad().toFixed(2)}`,
      );
      const taken = await measure({ sample, kind, folder, openLab: () => openLab(sample.folder) }, rounds);
      print(taken, size);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

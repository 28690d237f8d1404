/**
 * Picture and sound of about 1 GiB put together as they are: by ffmpeg on the machine, by ours in the browser, by our
 * ffmpeg in the browser, and by ffmpeg.wasm as its package is used. In turns, the same files.
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
  /** Of the browser's fullest renderer at its fullest moment. */
  memoryMb: number | null;
}

type Sample = Awaited<ReturnType<typeof makeLongSample>>;

interface Contender {
  name: string;
  run(stage: Stage): Promise<Taken>;
}

interface Stage {
  sample: Sample;
  folder: string;
  /** A browser that has done nothing yet. */
  openLab(): Promise<MediaLab>;
}

async function runNative({ sample, folder }: Stage): Promise<Taken> {
  const inputs = [sample.video, sample.audio].flatMap((name) => ['-i', join(sample.folder, name)]);
  const target = join(folder, 'native.mp4');
  const { result: _result, ...taken } = await measureWork(() =>
    execa(ffmpegPath, ['-v', 'error', '-y', ...inputs, '-c', 'copy', target]),
  );
  return { ...taken, memoryMb: null };
}

async function runCopy({ sample, folder }: Stage): Promise<Taken> {
  const [from, to] = [join(sample.folder, sample.video), join(folder, 'copy.mp4')];
  // Read and written, not shared with the original as some file systems do.
  const { result: _result, ...taken } = await measureWork(() => execa('cp', ['--reflink=never', from, to]));
  return { ...taken, memoryMb: null };
}

/** Megabytes of the largest of these processes. */
async function readRendererMb(marks: ReadonlySet<number>): Promise<number> {
  let most = 0;
  for (const pid of marks) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    most = Math.max(most, Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  }
  return most;
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
    const ours = await listRenderers();
    let memoryMb = 0;
    const watch = setInterval(async () => {
      memoryMb = Math.max(memoryMb, await readRendererMb(ours));
    }, 100);
    const { result, cpuSec } = await measureWork(() => work(lab)).finally(() => clearInterval(watch));
    // The page's own clock leaves out how the question came to it.
    if (result.error || result.elapsedMs === undefined) throw new Error(JSON.stringify(result.error));
    return { elapsedMs: result.elapsedMs, cpuSec, memoryMb };
  } finally {
    await lab.close();
  }
}

const toInputs = ({ video, audio }: Sample) =>
  [
    { name: video, take: ['video'] },
    { name: audio, take: ['audio'] },
  ] as const;
const contenders: Contender[] = [
  { name: 'cp', run: runCopy },
  { name: 'ffmpeg on the machine', run: runNative },
  {
    name: 'ours, as it chooses: ffmpeg',
    run: (stage) =>
      inBrowser(stage, (lab) =>
        lab.run('mux', { container: 'mp4', inputs: toInputs(stage.sample), result: null }),
      ),
  },
  {
    // Of this size only into MKV.
    name: 'ours: mediabunny',
    run: (stage) =>
      inBrowser(stage, (lab) =>
        lab.run('mux', { container: 'mkv', inputs: toInputs(stage.sample), result: null }),
      ),
  },
  {
    name: 'ffmpeg.wasm alone',
    run: (stage) =>
      inBrowser(stage, (lab) => lab.run('joinByPackage', [stage.sample.video, stage.sample.audio])),
  },
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
  say(`${''.padEnd(34)} median s    MB/s   to native   processor s   to native   peak MB   rounds (s)`);
  for (const [place, { name }] of contenders.entries()) {
    const results = taken[place] ?? [];
    const memory = Math.max(0, ...results.filter(isTaken).map(({ memoryMb }) => memoryMb ?? 0));
    const cells = [
      `  ${name}`.padEnd(34),
      (times[place] ?? 0).toFixed(2).padStart(8),
      (bytes / 1e6 / (times[place] ?? 1)).toFixed(0).padStart(7),
      toRatio(times, place, 1).padStart(11),
      (processors[place] ?? 0).toFixed(2).padStart(13),
      toRatio(processors, place, 1).padStart(11),
      (memory > 0 ? memory.toFixed(0) : '').padStart(9),
    ];
    const rounds = results.map((result) => (isTaken(result) ? (result.elapsedMs / 1000).toFixed(1) : result));
    say(`${cells.join(' ')}   ${rounds.join(' ')}`);
  }
  say(
    `aims: ours within ${aims.ofNative} of native (${toRatio(times, 2, 1)}); at most a third of ffmpeg.wasm (${toRatio(times, 2, 4)}); below ${aims.memoryMb} MB`,
  );
}

export const muxBenchmark = {
  summary: 'picture and sound put together in the browser, against ffmpeg and ffmpeg.wasm; BYTES ROUNDS',
  run: async (args: string[]): Promise<void> => {
    const bytes = Number(args[0] ?? gibibyte) || gibibyte;
    const rounds = Math.max(1, Number(args[1] ?? 3) || 3);
    const sample = await makeLongSample(bytes);
    const folder = await mkdtemp(join(tmpdir(), 'star-export-bench-'));
    try {
      const { size } = await stat(join(sample.folder, sample.video));
      say(
        `${(size / 1e6).toFixed(0)} MB, ${sample.durationSec} s, ${rounds} rounds in turns, load average ${readLoad().toFixed(2)}`,
      );
      const taken = await measure({ sample, folder, openLab: () => openLab(sample.folder) }, rounds);
      print(taken, size);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Picture and sound of about 1 GiB put together as they are: by ffmpeg on the machine, by ours in the browser, by our
 * ffmpeg in the browser, and by ffmpeg.wasm as its package is used. In turns, the same files.
 */
import { copyFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
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
  const startMs = performance.now();
  await execa(ffmpegPath, ['-v', 'error', '-y', ...inputs, '-c', 'copy', join(folder, 'native.mp4')]);
  return { elapsedMs: performance.now() - startMs, memoryMb: null };
}

async function runCopy({ sample, folder }: Stage): Promise<Taken> {
  const startMs = performance.now();
  // Read and written, not shared with the original as some file systems do.
  await execa('cp', ['--reflink=never', join(sample.folder, sample.video), join(folder, 'copy.mp4')]).catch(
    () => copyFile(join(sample.folder, sample.video), join(folder, 'copy.mp4')),
  );
  return { elapsedMs: performance.now() - startMs, memoryMb: null };
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

/** Renderers that this process has started, however far below it. */
async function listRenderers(): Promise<Set<number>> {
  const parents = new Map<number, number>();
  const renderers: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('--type=renderer')) renderers.push(pid);
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  return new Set(renderers.filter(isOurs));
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
    const { elapsedMs, error } = await work(lab).finally(() => clearInterval(watch));
    if (error || elapsedMs === undefined) throw new Error(JSON.stringify(error));
    return { elapsedMs, memoryMb };
  } finally {
    await lab.close();
  }
}

const toInputs = ({ video, audio }: Sample) =>
  [
    { name: video, take: ['video'] },
    { name: audio, take: ['audio'] },
  ] as const;
const caption = { text: 'WEBVTT\n\n00:00.000 --> 00:01.000\n.\n', format: 'vtt', language: null } as const;

const contenders: Contender[] = [
  { name: 'cp', run: runCopy },
  { name: 'ffmpeg on the machine', run: runNative },
  {
    name: 'ours: mediabunny, OPFS to OPFS',
    run: (stage) =>
      inBrowser(stage, (lab) =>
        lab.run('mux', { container: 'mp4', inputs: toInputs(stage.sample), result: null }),
      ),
  },
  {
    name: 'ours: ffmpeg in the browser',
    run: (stage) =>
      inBrowser(stage, (lab) =>
        lab.run('mux', {
          container: 'mp4',
          inputs: toInputs(stage.sample),
          captions: [caption],
          result: null,
        }),
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
  const medians = taken.map(
    (results) => toMiddle(results.filter(isTaken).map(({ elapsedMs }) => elapsedMs)).medianMs,
  );
  const nativeMs = medians[1] ?? Number.NaN;
  say(`${''.padEnd(34)} median s    MB/s   to native   peak MB   rounds (s)`);
  for (const [place, { name }] of contenders.entries()) {
    const results = taken[place] ?? [];
    const ms = medians[place] ?? 0;
    const memory = Math.max(0, ...results.filter(isTaken).map(({ memoryMb }) => memoryMb ?? 0));
    const cells = [
      `  ${name}`.padEnd(34),
      (ms / 1000).toFixed(2).padStart(8),
      (bytes / 1e6 / (ms / 1000)).toFixed(0).padStart(7),
      (ms / nativeMs).toFixed(2).padStart(11),
      (memory > 0 ? memory.toFixed(0) : '').padStart(9),
    ];
    const rounds = results.map((result) => (isTaken(result) ? (result.elapsedMs / 1000).toFixed(1) : result));
    say(`${cells.join(' ')}   ${rounds.join(' ')}`);
  }
  const [, , ours = 0, , alone = 0] = medians;
  say(
    `aims: ours within ${aims.ofNative} of native (${(ours / nativeMs).toFixed(2)}); at most a third of ffmpeg.wasm (${(ours / alone).toFixed(2)}); below ${aims.memoryMb} MB`,
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

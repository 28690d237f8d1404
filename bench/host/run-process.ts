/** One run of a contender: how long, how much of the processor, how much memory. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';

/** A program and its arguments. */
export interface Invocation {
  command: string;
  args: string[];
  env?: Record<string, string>;
}

export interface RunResult {
  wallMs: number;
  /** User and system time of the program and all it has started. */
  cpuMs: number;
  /** Largest memory of the program itself, in bytes. */
  peakBytes: number;
}

const sampleMs = 25;

/** The core that contenders run on; the origin has core 0. */
const contenderCore = 1;

/** Put before a program so that it stays on one core. */
export const pinTo = (core: number): string[] => ['taskset', '-c', String(core)];

/** Bash tells on its last line what its child has used; it makes room for the program's own words before. */
const timing = 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null';

async function readPeak(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const [child] = children.trim().split(' ');
  const status = child ? await readFile(`/proc/${child}/status`, 'utf8').catch(() => '') : '';
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** Runs it to its end. Throws when it fails. */
export async function runProcess({ command, args, env = {} }: Invocation, cwd: string): Promise<RunResult> {
  const [pin = '', ...pinArgs] = pinTo(contenderCore);
  const startedMs = performance.now();
  const child = spawn(pin, [...pinArgs, 'bash', '-c', timing, 'bash', command, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  let peakBytes = 0;
  const sampler = setInterval(() => {
    void readPeak(child.pid ?? 0).then((bytes) => {
      peakBytes = Math.max(peakBytes, bytes);
    });
  }, sampleMs);
  const status = await new Promise<number | null>((resolve) => {
    child.on('exit', () => {
      clearInterval(sampler);
    });
    child.on('close', resolve);
  });
  const wallMs = performance.now() - startedMs;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${said}`);
  const [user = 0, system = 0] = (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wallMs, cpuMs: (user + system) * 1000, peakBytes };
}

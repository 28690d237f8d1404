/** What a run of ffmpeg or ffprobe may use at most: a file can be made to ask for any amount of time and memory. */
import { realpathSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename } from 'node:path';
import type { Machine } from '../directories.ts';
import { findProgram } from '../programs/tool.ts';

const mebibyte = 1024 ** 2;

/** For looking at a file; the largest real headers stay far below. */
export const probeMemoryBytes = 1024 * mebibyte;

/** For working on one: half of the machine's, at least 2 GiB (two tracks of 4K need 1.7), at most 8 GiB. */
export const workMemoryBytes = (totalBytes = totalmem()): number =>
  Math.min(8192 * mebibyte, Math.max(2048 * mebibyte, Math.floor(totalBytes / 2)));

/** ffmpeg's own limit of one piece of memory, which every system honours. */
export const maxAllocationBytes = 512 * mebibyte;

/** Silence of ffmpeg's progress for this long ends it: a disk that sleeps wakes sooner. */
export const stallTimeoutMs = 120_000;

/**
 * The longest a run may take, however fast its progress claims to be: half an hour, and a minute for every second of
 * media, which is slower than any encoder we use on any machine.
 */
export const toTimeLimitMs = (durationSec: number | null): number => 1_800_000 + (durationSec ?? 0) * 60_000;

/**
 * A command line that runs another one so that it cannot take the machine's memory, and does not outlive us when we are
 * killed. Linux, with two programs of util-linux: `prlimit` on private writable memory, because address space is reserved
 * by the gigabyte and not used; `setpriv` for the kernel to end the child with its parent. macOS and Windows have
 * nothing of the kind; there `maxAllocationBytes` and the time limit remain.
 */
export function buildLimited(
  machine: Machine,
  command: string,
  memoryBytes: number,
): { command: string; args: string[] } {
  const find = (name: string): string | null => {
    const path = machine.platform === 'linux' ? findProgram(machine, name) : null;
    // Busybox has programs of these names that do not know what is asked of them.
    return path !== null && basename(realpathSync(path)) !== 'busybox' ? path : null;
  };
  const wrap = (name: string, ...args: string[]): string[] => {
    const path = find(name);
    return path === null ? [] : [path, ...args, '--'];
  };
  const [head = command, ...args] = [
    ...wrap('setpriv', '--pdeathsig', 'KILL'),
    ...wrap('prlimit', `--data=${memoryBytes}`, '--core=0'),
    command,
  ];
  return { command: head, args };
}

/** How much of the machine is used by what has nothing to do with the measurement. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const sampleMs = 300;
const waitAtMostMs = 20_000;
/** The kernel counts in hundredths of a second (USER_HZ). */
const tickMs = 10;

/** Busy milliseconds of all processors since the machine was started. */
export async function readBusyMs(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n');
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(/\s+/).map(Number);
  return (user + nice + system + irq + softirq) * tickMs;
}

/** Milliseconds of processor that a process has used so far. */
export async function readProcessMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th word behind it.
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(words[11]) + Number(words[12])) * tickMs;
}

/** Waits until others use less than `share` processors, at most 20 seconds; measuring begins whatever is the case then. */
export async function waitForQuiet(share: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < waitAtMostMs; waitedMs += sampleMs) {
    const before = await readBusyMs();
    await sleep(sampleMs);
    if ((await readBusyMs()) - before <= share * sampleMs) return;
  }
}

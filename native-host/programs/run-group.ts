/** Runs a program as the head of its own group of processes, so that its children end with it. */
import { execa } from 'execa';
import { readErrno } from '../archive/file-errors.ts';
import { connectionClosed } from '../closing.ts';
import type { Log } from '../log.ts';
import { createLineSplitter } from './line-splitter.ts';

/** yt-dlp ends on SIGINT with its part files in order; what has not ended by then is killed. */
const graceMs = 5000;
/** The same when the browser is gone and will kill us. */
const closingGraceMs = 1000;

/** A program to run; `env` is its whole environment, lines come without their ends. */
export interface GroupRun {
  command: string;
  args: readonly string[];
  env: Record<string, string>;
  cwd: string;
  signal: AbortSignal;
  onLine(line: string): void;
  onErrorLine(line: string): void;
  /** @default 64 Ki characters; longer lines of output are cut */
  maxLineLength?: number;
  log: Log;
}

/** How a program has ended. */
export interface GroupEnd {
  /** Null when it was ended by a signal or could not be started. */
  exitCode: number | null;
  signal: string | null;
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    // Windows has no groups; there the head is ended and takes its job object with it.
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch (error) {
    if (readErrno(error) !== 'ESRCH') throw error;
  }
}

/**
 * A part of every group that waits for the end of a pipe which only we hold open, and then ends the group: so nothing
 * outlives us, however we end, and no merge of a killed companion writes on beside the next one's. The program takes
 * the shell's place, with its arguments as they are.
 */
const guard = '(exec </dev/null >/dev/null 2>&1; read -r _ <&3; kill -KILL 0) & exec 3<&-; exec "$@"';

/** Windows has no such shell; what browsers start there is in a job object that ends with them. */
const buildGuarded = ({ command, args }: GroupRun): [command: string, args: string[]] =>
  process.platform === 'win32'
    ? [command, [...args]]
    : ['/bin/sh', ['-c', guard, 'star-export', command, ...args]];

/** Settles when the program has ended and nothing of its group is left. Aborting the signal asks it to end, then makes it. */
export async function runGroup(run: GroupRun): Promise<GroupEnd> {
  run.signal.throwIfAborted();
  const [command, args] = buildGuarded(run);
  const child = execa(command, args, {
    cwd: run.cwd,
    env: run.env,
    extendEnv: false,
    detached: process.platform !== 'win32',
    cleanup: false,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    buffer: false,
    reject: false,
    windowsHide: true,
  });
  run.log.write('started', `${run.command} ${run.args.join(' ')}`);
  child.stdout.setEncoding('utf8').on('data', createLineSplitter(run.onLine, run.maxLineLength));
  child.stderr.setEncoding('utf8').on('data', createLineSplitter(run.onErrorLine));
  let killTimer: NodeJS.Timeout | undefined;
  const end = (): void => {
    const { pid } = child;
    if (pid === undefined) return;
    signalGroup(pid, 'SIGINT');
    const waitMs = run.signal.reason === connectionClosed ? closingGraceMs : graceMs;
    killTimer = setTimeout(() => signalGroup(pid, 'SIGKILL'), waitMs);
  };
  // The head may be gone while a child of it still writes, and the guard waits as long as we live.
  const endRest = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  };
  child.nodeChildProcess.once('exit', endRest);
  run.signal.addEventListener('abort', end, { once: true });
  try {
    const { exitCode, signal, originalMessage } = await child;
    run.log.write('ended', `${run.command} ${exitCode ?? signal ?? originalMessage ?? ''}`);
    return { exitCode: exitCode ?? null, signal: signal ?? null };
  } finally {
    run.signal.removeEventListener('abort', end);
    clearTimeout(killTimer);
    endRest();
  }
}

/** The processes a session has started, found by what they are called with. Linux only, like the end-to-end tests. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Session } from './session.ts';

interface Running {
  pid: number;
  /** Arguments, with spaces between them. */
  line: string;
}

async function readProcess(pid: number, session: Session): Promise<Running | null> {
  try {
    const [line, environment] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/environ`, 'utf8'),
    ]);
    const isOurs = `${line}\0${environment}`.includes(dirname(session.root));
    return isOurs ? { pid, line: line.replaceAll('\0', ' ').trim() } : null;
  } catch {
    // It ended while it was looked at.
    return null;
  }
}

async function listProcesses(session: Session): Promise<Running[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => readProcess(pid, session)));
  return found.filter((each) => each !== null);
}

/** All processes of the session but those of the browser itself. */
export const listPrograms = async (session: Session): Promise<Running[]> =>
  (await listProcesses(session)).filter(
    ({ line }) => !/chrom(e|ium)[^ ]*( |$)/.test(`${line.split(' ')[0]} `),
  );

/** The browser's processes that run pages, those of the extension too. */
export const listRenderers = async (session: Session): Promise<Running[]> =>
  (await listProcesses(session)).filter(({ line }) => line.includes(' --type=renderer'));

/** Kills a process without asking; false when it has ended by itself. */
export function killProcess(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Kills every companion. Returns how many there were. */
export async function killCompanions(session: Session): Promise<number> {
  const companions = (await listPrograms(session)).filter(({ line }) => line.includes('chrome-extension://'));
  return companions.filter(({ pid }) => killProcess(pid)).length;
}

/** How much memory a session's renderers take, looked at all the time. Linux only, like the end-to-end tests. */
import { readFile } from 'node:fs/promises';
import type { Session } from './session.ts';
import { listRenderers } from './session-processes.ts';

/** The most that a single renderer had at one moment, in bytes. */
export interface MemoryPeak {
  /** What is in memory on its behalf (VmHWM), with the program's own pages, which all renderers share. */
  residentBytes: number;
  /** The same without pages of files (RssAnon + RssShmem): what it would give back if it ended. */
  ownBytes: number;
}

const lookEveryMs = 200;

async function readPeak(pid: number): Promise<MemoryPeak> {
  // Of one that has just ended there is nothing.
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const read = (name: string): number =>
    1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { residentBytes: read('VmHWM'), ownBytes: read('RssAnon') + read('RssShmem') };
}

/** Watches all renderers, those of the extension too, until `stop`, which says the most that one of them had. */
export function watchRenderers(session: Session): { stop(): Promise<MemoryPeak> } {
  const most: MemoryPeak = { residentBytes: 0, ownBytes: 0 };
  const look = async (): Promise<void> => {
    for (const { pid } of await listRenderers(session)) {
      const { residentBytes, ownBytes } = await readPeak(pid);
      most.residentBytes = Math.max(most.residentBytes, residentBytes);
      most.ownBytes = Math.max(most.ownBytes, ownBytes);
    }
  };
  const ending = new AbortController();
  const looking = (async () => {
    while (!ending.signal.aborted) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  })();
  return {
    async stop() {
      ending.abort();
      await looking;
      return most;
    },
  };
}

/** Notices a download that has stopped moving: no line from yt-dlp and no byte more on disk. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** All bytes below a folder; files that vanish meanwhile count as nothing. */
async function measureFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

export interface StallWatch {
  /** Something was heard of the child. */
  touch(): void;
  stop(): void;
}

/** Calls `onStall` once when nothing has moved for `timeoutMs`. A merge is silent, so the folder's size counts as well. */
export function createStallWatch(folder: string, timeoutMs: number, onStall: () => void): StallWatch {
  let movedAt = performance.now();
  let knownBytes = -1;
  const look = async (): Promise<void> => {
    const bytes = await measureFolder(folder);
    if (bytes !== knownBytes) {
      knownBytes = bytes;
      movedAt = performance.now();
    }
    if (performance.now() - movedAt < timeoutMs) return;
    clearInterval(timer);
    onStall();
  };
  const timer = setInterval(look, Math.min(5000, timeoutMs / 4));
  return {
    touch: () => {
      movedAt = performance.now();
    },
    stop: () => clearInterval(timer),
  };
}

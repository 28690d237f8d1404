/** Notices a download that has stopped moving: no line from yt-dlp and no byte more on disk. */
import { measureFolder } from './measure-folder.ts';

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

/** What a killed browser leaves in the log of its own storage. */
import { glob, open } from 'node:fs/promises';

/** LevelDB's log: blocks, and in each of them records of a head (checksum, length, kind) and what follows it. */
const blockBytes = 32 * 1024;
const headBytes = 7;

/** Where the last record ends that is there as a whole. */
function findEnd(log: Buffer): number {
  let at = 0;
  for (;;) {
    const left = blockBytes - (at % blockBytes);
    if (left < headBytes) at += left;
    if (at + headBytes > log.length) return Math.min(at, log.length);
    const end = at + headBytes + log.readUInt16LE(at + 4);
    if (end > log.length) return at;
    at = end;
  }
}

/**
 * Cuts off half a record, behind which Chromium would go on writing, and all of which it drops at the start after that (156).
 * Folders on a disk, for which its own storage stands in our tests, do not lose what was written to them.
 */
export async function mendStorageLog(profile: string): Promise<void> {
  for await (const path of glob(`${profile}/Default/File System/*/t/Paths/*.log`)) {
    const file = await open(path, 'r+');
    const log = await file.readFile();
    const end = findEnd(log);
    if (end < log.length) await file.truncate(end);
    await file.close();
  }
}

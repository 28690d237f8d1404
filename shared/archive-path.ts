/** Which paths may stand in a manifest or be made on a disk. */
import { toFileName } from './file-name.ts';

/** The most that every file system takes for one name. */
const segmentLimits = { maxUnits: 255, maxBytes: 255 };

/**
 * True for a relative path with `/` between names that are all safe file names: it cannot leave its archive and
 * means the same on every system. Says nothing about symbolic links that lie on a disk.
 */
export function isSafeArchivePath(path: string): boolean {
  return path.length <= 400 && path.split('/').every((name) => name === toFileName(name, segmentLimits));
}

/** Path as a relative URL, for links from the archive's own pages. */
export function toRelativeUrl(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

import type { FileRecord } from '../../../shared/model/archive.ts';

/** A file as an archive tells of it, with its keys in one order. */
export const toFileEntry = ({ path, bytes, sha256, source, made }: FileRecord): FileRecord => ({
  path,
  bytes,
  sha256,
  ...(source !== undefined && { source }),
  ...(made !== undefined && { made }),
});

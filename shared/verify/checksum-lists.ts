/** The lists of hashes beside a manifest: that of all files, and in a bag that of its payload and that of the rest. */
import { fromBagPath } from '../bag-path.ts';

/** What a list says. */
export interface ChecksumList {
  /** Hashes in hex, by path. */
  sums: Map<string, string>;
  /** Lines that are none of a list. */
  strayLines: number;
  /** Its lines end as no list is written, with CR LF. */
  hasForeignEnds: boolean;
}

const linePattern = /^([0-9a-f]{64})[ ][ *](.+)$/s;

/** `isBag`: paths are written as bags write them. */
export function parseChecksums(text: string, isBag: boolean): ChecksumList {
  const sums = new Map<string, string>();
  let strayLines = 0;
  const hasForeignEnds = text.includes('\r\n');
  for (const line of text.split(hasForeignEnds ? /\r?\n/u : '\n').filter(Boolean)) {
    const [, sha256, path] = linePattern.exec(line) ?? [];
    if (sha256 === undefined || path === undefined) strayLines += 1;
    else sums.set(isBag ? fromBagPath(path) : path, sha256);
  }
  return { sums, strayLines, hasForeignEnds };
}

/** The paths about which the two say something else. */
export function listDisagreements({ sums }: ChecksumList, expected: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...sums.keys(), ...expected.keys()]);
  return [...paths].filter((path) => sums.get(path) !== expected.get(path));
}

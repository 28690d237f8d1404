/** A tar archive whose bytes depend on nothing but what is in it: sorted, one owner, one time. */
import { constants, gzipSync } from 'node:zlib';

/** A file in the archive. */
export interface TarFile {
  /** With `/` between names, at most 100 bytes. */
  path: string;
  bytes: Buffer;
  isExecutable: boolean;
}

const blockBytes = 512;

/** A field of the header: text, or a number in octal digits with a NUL behind them. */
const toOctal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

/** POSIX ustar, see pax(1): fixed fields, each at its place. */
function buildHeader({ path, bytes, isExecutable }: TarFile, timeSec: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} is too long for a tar archive.`);
  const header = Buffer.alloc(blockBytes);
  const fields: [number, string][] = [
    [0, path],
    [100, toOctal(isExecutable ? 0o755 : 0o644, 8)],
    [108, toOctal(0, 8)],
    [116, toOctal(0, 8)],
    [124, toOctal(bytes.length, 12)],
    [136, toOctal(timeSec, 12)],
    [148, ' '.repeat(8)],
    [156, '0'],
    [257, 'ustar\x0000'],
  ];
  for (const [at, text] of fields) header.write(text, at, 'utf8');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

const padding = (length: number): Buffer => Buffer.alloc((blockBytes - (length % blockBytes)) % blockBytes);

/** Compressed with gzip. `timeSec` is the epoch second that every file gets. */
export function buildTarball(files: readonly TarFile[], timeSec: number): Buffer {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  const blocks = sorted.flatMap((file) => [
    buildHeader(file, timeSec),
    file.bytes,
    padding(file.bytes.length),
  ]);
  const tar = Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
  const packed = gzipSync(tar, { level: constants.Z_BEST_COMPRESSION });
  // The byte that names the system on which it was packed.
  packed[9] = 255;
  return packed;
}

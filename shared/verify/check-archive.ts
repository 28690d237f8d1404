/** Compares an archive with its manifest: every length and hash, what is missing and what is extra. */
import { isSafeArchivePath } from '../archive-path.ts';
import type { ErrorCode } from '../error-codes.ts';
import { toFoldKey } from '../file-name.ts';
import { type FileRecord, type Manifest, manifestSchema } from '../model/archive.ts';
import type { ArchiveReader, FoundFile } from './archive-reader.ts';
import { isReadRefused } from './read-refused.ts';

/** A file that is not as the manifest says. */
export interface Difference {
  code: ErrorCode;
  path: string;
  /** What is different, as the end of a sentence about the file. */
  detail: string;
}

/** What was read, and how much of it differs. */
export interface CheckResult {
  /** Null when there is none that can be read. */
  manifest: Manifest | null;
  checkedFiles: number;
  checkedBytes: number;
  differences: number;
  /** Of the differences, those of which only is known that they could not be read. */
  unreadFiles: number;
}

/** What differs between Node and a browser. */
export interface CheckTools {
  /** SHA-256 in hex. */
  hash(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;
  /** Text in UTF-8. */
  decode(bytes: Uint8Array): string;
}

interface Listener extends CheckTools {
  /** Aborts the check between two files. */
  signal?: { throwIfAborted(): void };
  onDifference(difference: Difference): void;
  /** After each file. */
  onChecked?(checkedFiles: number, totalFiles: number): void;
}

const manifestPath = 'manifest.json';
const checksumsPath = 'manifest-sha256.txt';
/** In a bag: the hashes of what is no payload. */
const tagChecksumsPath = 'tagmanifest-sha256.txt';
const textLimitBytes = 512 * 1024 * 1024;

/** Kept by the companion beside the files to know the folder again, or left behind by the system's own file managers. */
const ignored = /^\.star-export\.json$|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/u;
const outside = /^\/|^[a-z]:|\\|(?:^|\/)\.\.(?:\/|$)/iu;
const unfinished = /^\.partial\//u;

/** Reads the whole archive once. Differences are told as they are found; nothing that is there is changed. */
export async function checkArchive(reader: ArchiveReader, listener: Listener): Promise<CheckResult> {
  const result: CheckResult = {
    manifest: null,
    checkedFiles: 0,
    checkedBytes: 0,
    differences: 0,
    unreadFiles: 0,
  };
  const report = (code: ErrorCode, path: string, detail: string) => {
    result.differences += 1;
    if (code === 'archive.unreadable') result.unreadFiles += 1;
    listener.onDifference({ code, path, detail });
  };

  for (const flaw of reader.flaws) report('archive.damaged', reader.label, flaw);
  const found = await listFiles(reader, report);
  const { text, isRefused } = await readText(reader, found.get(manifestPath));
  if (isRefused) {
    report('archive.unreadable', manifestPath, 'cannot be read');
    return result;
  }
  result.manifest = text && parseManifest(listener.decode(text));
  if (!result.manifest || !text) {
    report(
      'archive.no_manifest',
      manifestPath,
      text ? 'is not a manifest of Star Export' : 'is missing or unreadable',
    );
    return result;
  }

  const { files } = result.manifest;
  for (const record of files) {
    listener.signal?.throwIfAborted();
    const detail = await compareFile(reader, found, { record, hash: listener.hash });
    if (detail) report(detail.code, record.path, detail.detail);
    result.checkedFiles += 1;
    result.checkedBytes += record.bytes;
    listener.onChecked?.(result.checkedFiles, files.length);
  }
  await checkChecksums(reader, found, { text, files, report, tools: listener });
  reportExtra(found, files, report);
  return result;
}

type Report = (code: ErrorCode, path: string, detail: string) => void;

/** Plain files by path in NFC, because some file systems give names back in another form than they were written. */
async function listFiles(reader: ArchiveReader, report: Report): Promise<Map<string, FoundFile>> {
  const found = new Map<string, FoundFile>();
  let partialFiles = 0;
  for await (const file of reader.list()) {
    const path = file.path.normalize('NFC');
    if (ignored.test(path)) continue;
    if (unfinished.test(path)) partialFiles += 1;
    else if (file.flaw) report('archive.extra_file', path, file.flaw);
    else if (outside.test(path)) report('input.path_unsafe', path, 'lies outside the archive; not read');
    else found.set(path, file);
  }
  if (partialFiles > 0) {
    report(
      'archive.extra_file',
      '.partial/',
      `holds ${partialFiles} unfinished files: the export did not end`,
    );
  }
  return found;
}

async function join(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

interface ReadText {
  /** Null where there is none. */
  text: Uint8Array | null;
  /** It is there, and could not be read. */
  isRefused: boolean;
}

async function readText(reader: ArchiveReader, file: FoundFile | undefined): Promise<ReadText> {
  if (!file || file.bytes > textLimitBytes) return { text: null, isRefused: false };
  try {
    return { text: await join(reader.read(file.path), file.bytes), isRefused: false };
  } catch (error) {
    const isRefused = isReadRefused(error);
    if (isRefused || error instanceof Error) return { text: null, isRefused };
    throw error;
  }
}

function parseManifest(text: string): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

async function compareFile(
  reader: ArchiveReader,
  found: ReadonlyMap<string, FoundFile>,
  { record, hash }: { record: FileRecord; hash: CheckTools['hash'] },
): Promise<Pick<Difference, 'code' | 'detail'> | null> {
  if (!isSafeArchivePath(record.path)) {
    return { code: 'input.path_unsafe', detail: 'is listed with a path that is unsafe or outside; not read' };
  }
  const file = found.get(record.path.normalize('NFC'));
  if (!file) return { code: 'archive.missing_file', detail: 'is missing' };
  if (file.bytes !== record.bytes) {
    return { code: 'archive.damaged', detail: `has ${file.bytes} bytes instead of ${record.bytes}` };
  }
  try {
    const isSame = (await hash(reader.read(file.path))) === record.sha256;
    return isSame ? null : { code: 'archive.damaged', detail: 'has other content (SHA-256 differs)' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = isReadRefused(error) ? 'archive.unreadable' : 'archive.damaged';
    return { code, detail: `cannot be read: ${error.message}` };
  }
}

interface Listed {
  text: Uint8Array;
  tools: CheckTools;
  files: FileRecord[];
  report: Report;
}

/** The checksum file must say the same as the manifest, and hold the manifest's own hash. */
async function checkChecksums(
  reader: ArchiveReader,
  found: ReadonlyMap<string, FoundFile>,
  { text, files, report, tools }: Listed,
): Promise<void> {
  const { text: checksums, isRefused } = await readText(reader, found.get(checksumsPath));
  const { text: tagChecksums } = await readText(reader, found.get(tagChecksumsPath));
  if (isRefused) return report('archive.unreadable', checksumsPath, 'cannot be read');
  if (!checksums) return report('archive.missing_file', checksumsPath, 'is missing or unreadable');
  const manifestHash = await tools.hash([text]);
  const texts = [checksums, ...(tagChecksums ? [tagChecksums] : [])].map((each) => tools.decode(each));
  const told = new Set(texts.join('').split('\n').filter(Boolean));
  const manifestLine = [...told].find((line) => line.endsWith(`  ${manifestPath}`));
  if (manifestLine && manifestLine !== `${manifestHash}  ${manifestPath}`) {
    report('archive.damaged', manifestPath, `has other content than ${checksumsPath} says`);
  }
  const expected = new Set(files.map(({ sha256, path }) => `${sha256}  ${path}`));
  if (manifestLine) expected.add(manifestLine);
  if (tagChecksums) {
    const hash = await tools.hash([checksums]);
    expected.add(`${hash}  ${checksumsPath}`);
  }
  const differing = [...told].filter((line) => !expected.has(line)).length;
  const absent = [...expected].filter((line) => !told.has(line)).length;
  if (differing + absent > 0) {
    report(
      'archive.damaged',
      checksumsPath,
      `disagrees with ${manifestPath} about ${Math.max(differing, absent)} files`,
    );
  }
}

function reportExtra(found: ReadonlyMap<string, FoundFile>, files: FileRecord[], report: Report): void {
  const listed = new Set([
    manifestPath,
    checksumsPath,
    tagChecksumsPath,
    ...files.map(({ path }) => path.normalize('NFC')),
  ]);
  const folds = new Set(files.map(({ path }) => toFoldKey(path)));
  for (const path of found.keys()) {
    if (listed.has(path)) continue;
    const detail = folds.has(toFoldKey(path)) ? 'is listed with other letter case' : 'is not in the manifest';
    report('archive.extra_file', path, detail);
  }
}

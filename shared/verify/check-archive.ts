/** Compares an archive with its manifest: every length and hash, what is missing and what is extra. */
import { isSafeArchivePath } from '../archive-path.ts';
import type { ErrorCode } from '../error-codes.ts';
import { toFoldKey } from '../file-name.ts';
import { type FileRecord, type Manifest, manifestSchema } from '../model/archive.ts';
import type { ArchiveReader, FoundFile } from './archive-reader.ts';
import { checksumsPath, listDisagreements, parseChecksums, tagChecksumsPath } from './checksum-lists.ts';
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
/** Says that an archive is a bag, and where the payload of one lies. */
const bagPath = 'bagit.txt';
const payloadFolder = 'data/';
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
  const archive: Opened = { reader, found: await listFiles(reader, report), report, listener, result };
  const { text, isRefused, flaw } = await readText(archive, archive.found.get(manifestPath));
  if (isRefused) {
    report('archive.unreadable', manifestPath, 'cannot be read');
    return result;
  }
  result.manifest = text && parseManifest(listener.decode(text));
  if (result.manifest && text) await checkByManifest(archive, result.manifest, text);
  else if (!(await checkByChecksums(archive, text))) {
    const detail = text ? 'is not a manifest of Star Export' : (flaw ?? 'is missing or unreadable');
    report('archive.no_manifest', manifestPath, detail);
  }
  return result;
}

/** What is being checked, and where what is found of it goes. */
interface Opened {
  reader: ArchiveReader;
  found: ReadonlyMap<string, FoundFile>;
  report: Report;
  listener: Listener;
  result: CheckResult;
}

/** What is known of a file; the length only by a manifest. */
type Expected = Pick<FileRecord, 'path' | 'sha256'> & { bytes?: number };

async function checkByManifest(archive: Opened, { files }: Manifest, text: Uint8Array): Promise<void> {
  await compareFiles(archive, files);
  const manifestHash = await archive.listener.hash([text]);
  await checkChecksums(archive, { files, manifestHash });
  const isBag = files.some(({ path }) => path === bagPath);
  const lists = [manifestPath, checksumsPath, ...(isBag ? [tagChecksumsPath] : [])];
  reportExtra(archive, [...lists, ...files.map(({ path }) => path)]);
}

/**
 * Where the manifest is there and damaged, the lists of hashes still say of every file whether it is whole. False where
 * they do not know the manifest, or know it as it is: then this is no archive.
 */
async function checkByChecksums(archive: Opened, manifest: Uint8Array | null): Promise<boolean> {
  const { found, listener, report } = archive;
  if (!found.has(manifestPath)) return false;
  const isBag = found.has(tagChecksumsPath);
  const sums = new Map<string, string>();
  for (const path of [checksumsPath, tagChecksumsPath]) {
    const { text } = await readText(archive, found.get(path));
    if (text)
      for (const [each, sum] of parseChecksums(listener.decode(text), isBag).sums) sums.set(each, sum);
  }
  const told = sums.get(manifestPath);
  if (told === undefined || (manifest && told === (await listener.hash([manifest])))) return false;
  report('archive.damaged', manifestPath, `is damaged; the files are compared with ${checksumsPath}`);
  sums.delete(manifestPath);
  await compareFiles(
    archive,
    Array.from(sums, ([path, sha256]) => ({ path, sha256 })),
  );
  reportExtra(archive, [manifestPath, checksumsPath, tagChecksumsPath, ...sums.keys()]);
  return true;
}

async function compareFiles({ reader, found, report, listener, result }: Opened, files: readonly Expected[]) {
  for (const record of files) {
    listener.signal?.throwIfAborted();
    const detail = await compareFile(reader, found, { record, listener });
    if (detail) report(detail.code, record.path, detail.detail);
    result.checkedFiles += 1;
    result.checkedBytes += record.bytes ?? found.get(record.path.normalize('NFC'))?.bytes ?? 0;
    listener.onChecked?.(result.checkedFiles, files.length);
  }
}

type Report = (code: ErrorCode, path: string, detail: string) => void;

/** Files by path in NFC, because some file systems give names back in another form than they were written. */
async function listFiles(reader: ArchiveReader, report: Report): Promise<Map<string, FoundFile>> {
  const found = new Map<string, FoundFile>();
  let partialFiles = 0;
  for await (const file of reader.list()) {
    const path = file.path.normalize('NFC');
    if (ignored.test(path)) continue;
    if (unfinished.test(path)) partialFiles += 1;
    else if (outside.test(path)) report('input.path_unsafe', path, 'lies outside the archive; not read');
    else if (file.flaw && found.has(path)) report('archive.extra_file', path, file.flaw);
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
  /** Why it is not to be trusted. */
  flaw: string | null;
}

async function readText(
  { reader, listener }: Pick<Opened, 'reader' | 'listener'>,
  file: FoundFile | undefined,
): Promise<ReadText> {
  const flaw = file?.flaw ?? null;
  if (!file || flaw !== null || file.bytes > textLimitBytes) return { text: null, isRefused: false, flaw };
  try {
    return { text: await join(reader.read(file.path), file.bytes), isRefused: false, flaw };
  } catch (error) {
    listener.signal?.throwIfAborted();
    const isRefused = isReadRefused(error);
    if (isRefused || error instanceof Error) return { text: null, isRefused, flaw };
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
  { record, listener }: { record: Expected; listener: Listener },
): Promise<Pick<Difference, 'code' | 'detail'> | null> {
  if (!isSafeArchivePath(record.path)) {
    return { code: 'input.path_unsafe', detail: 'is listed with a path that is unsafe or outside; not read' };
  }
  const file = found.get(record.path.normalize('NFC'));
  if (!file) return { code: 'archive.missing_file', detail: 'is missing' };
  if (file.flaw) return { code: 'archive.damaged', detail: file.flaw };
  if (record.bytes !== undefined && file.bytes !== record.bytes) {
    return { code: 'archive.damaged', detail: `has ${file.bytes} bytes instead of ${record.bytes}` };
  }
  try {
    const isSame = (await listener.hash(reader.read(file.path))) === record.sha256;
    return isSame ? null : { code: 'archive.damaged', detail: 'has other content (SHA-256 differs)' };
  } catch (error) {
    listener.signal?.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    const code = isReadRefused(error) ? 'archive.unreadable' : 'archive.damaged';
    return { code, detail: `cannot be read: ${error.message}` };
  }
}

interface Listed {
  files: readonly FileRecord[];
  manifestHash: string;
}

/** Each list must say the same as the manifest, and hold the manifest's own hash. What differs is laid to the list. */
async function checkChecksums(archive: Opened, { files, manifestHash }: Listed): Promise<void> {
  const isBag = files.some(({ path }) => path === bagPath);
  const isOfBag = ({ path }: FileRecord) => isBag && !path.startsWith(payloadFolder);
  const listed = files.filter((file) => !isOfBag(file));
  const sumsHash = await checkList(archive, checksumsPath, { files: listed, manifestHash, isBag });
  if (!isBag) return;
  const tags = [...files.filter(isOfBag), ...(sumsHash ? [{ path: checksumsPath, sha256: sumsHash }] : [])];
  await checkList(archive, tagChecksumsPath, {
    files: tags,
    manifestHash,
    isBag,
    isSumsKnown: sumsHash !== null,
  });
}

interface ListToCheck {
  files: readonly Expected[];
  manifestHash: string;
  isBag: boolean;
  /** False: what it says of the other list proves nothing, because that one is damaged. @default true */
  isSumsKnown?: boolean;
}

/** The hash of the list itself where it is in order, else null. */
async function checkList(
  { reader, found, report, listener }: Opened,
  path: string,
  { files, manifestHash, isBag, isSumsKnown = true }: ListToCheck,
): Promise<string | null> {
  const { text, isRefused, flaw } = await readText({ reader, listener }, found.get(path));
  if (!text) {
    if (isRefused) report('archive.unreadable', path, 'cannot be read');
    else if (flaw) report('archive.damaged', path, flaw);
    else report('archive.missing_file', path, 'is missing or unreadable');
    return null;
  }
  const list = parseChecksums(listener.decode(text), isBag);
  const told = list.sums.get(manifestPath) ?? manifestHash;
  if (told !== manifestHash) report('archive.damaged', manifestPath, `has other content than ${path} says`);
  list.sums.delete(manifestPath);
  if (!isSumsKnown) list.sums.delete(checksumsPath);
  const differing = listDisagreements(list, new Map(files.map((file) => [file.path, file.sha256])));
  const count = Math.max(differing.length, list.strayLines);
  if (count === 0) return listener.hash([text]);
  if (told === manifestHash) {
    const detail = `disagrees with ${manifestPath} about ${count} ${count === 1 ? 'file' : 'files'}`;
    report('archive.damaged', path, detail);
  } else for (const each of differing) report('archive.damaged', each, `is not the file that ${path} knows`);
  return null;
}

function reportExtra({ found, report }: Opened, paths: readonly string[]): void {
  const listed = new Set(paths.map((path) => path.normalize('NFC')));
  const folds = new Set(paths.map(toFoldKey));
  for (const [path, { flaw }] of found) {
    if (listed.has(path)) continue;
    const detail = folds.has(toFoldKey(path)) ? 'is listed with other letter case' : 'is not in the manifest';
    report('archive.extra_file', path, flaw ?? detail);
  }
}

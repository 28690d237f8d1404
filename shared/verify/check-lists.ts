/** Compares an archive with its lists of hashes, and those with its manifest. */
import type { FileRecord, Manifest } from '../model/archive.ts';
import { checksumsPath, listDisagreements, parseChecksums, tagChecksumsPath } from './checksum-lists.ts';
import { compareFiles, type Expected, type OpenedArchive, reportExtra } from './compare-files.ts';
import { type ReadText, readText } from './read-text.ts';

const manifestPath = 'manifest.json';
/** Says that an archive is a bag, and where the payload of one lies. */
const bagPath = 'bagit.txt';
const payloadFolder = 'data/';

/** Whether these are the files of a bag. */
export const isBagOf = (files: readonly FileRecord[]): boolean => files.some(({ path }) => path === bagPath);

/** What a list says of a file. */
interface KnownSum {
  sha256: string;
  /** Its path. */
  list: string;
}

/** What all lists say, as far as they can be read. */
async function readSums(archive: OpenedArchive, isBag: boolean): Promise<Map<string, KnownSum>> {
  const sums = new Map<string, KnownSum>();
  for (const list of [checksumsPath, tagChecksumsPath]) {
    const { text } = await readText(archive, archive.found.get(list));
    if (text)
      for (const [path, sha256] of parseChecksums(archive.listener.decode(text), isBag).sums)
        sums.set(path, { sha256, list });
  }
  return sums;
}

const compareWords = `the files are compared with ${checksumsPath}`;

/**
 * Where the manifest is gone or damaged, the lists of hashes still say of every file whether it is whole. False where
 * they do not know the manifest, or know it as it is: then this is no archive.
 */
export async function checkByLists(archive: OpenedArchive, manifest: ReadText): Promise<boolean> {
  const { found, listener, report } = archive;
  const sums = await readSums(archive, found.has(tagChecksumsPath));
  const told = sums.get(manifestPath)?.sha256;
  const { text, isRefused } = manifest;
  if (told === undefined || (text && told === (await listener.hash([text])))) return false;
  if (isRefused) report('archive.unreadable', manifestPath, `cannot be read; ${compareWords}`);
  else if (!found.has(manifestPath))
    report('archive.missing_file', manifestPath, `is missing; ${compareWords}`);
  else report('archive.damaged', manifestPath, `is damaged; ${compareWords}`);
  sums.delete(manifestPath);
  await compareFiles(
    archive,
    Array.from(sums, ([path, { sha256 }]) => ({ path, sha256 })),
  );
  reportExtra(archive, [manifestPath, checksumsPath, tagChecksumsPath, ...sums.keys()]);
  return true;
}

/**
 * Where a list knows the manifest as another one and they disagree about files, each of these says itself which of the
 * two is right. False where there is no such quarrel.
 */
export async function settleQuarrel(
  archive: OpenedArchive,
  { files }: Manifest,
  manifestHash: string,
): Promise<boolean> {
  const sums = await readSums(archive, isBagOf(files));
  const told = sums.get(manifestPath)?.sha256;
  sums.delete(manifestPath);
  const records = new Map(files.map((file) => [file.path, file]));
  const lists = [checksumsPath, ...(sums.has(checksumsPath) ? [tagChecksumsPath] : [])];
  const isDisputed = (path: string) => sums.get(path)?.sha256 !== records.get(path)?.sha256;
  const paths = [...new Set([...sums.keys(), ...records.keys()])].filter(
    (path) => records.has(path) || !lists.includes(path),
  );
  if (told === undefined || told === manifestHash || !paths.some(isDisputed)) return false;

  /** How often a list was wrong where the manifest was right. */
  const faults = new Map<string, number>();
  const right = new Set<string>();
  function toExpected(path: string): Expected[] {
    const record = records.get(path);
    const sum = sums.get(path);
    if (!record || !isDisputed(path)) return [{ ...record, path, ...(sum && { sha256: sum.sha256 }) }];
    // What the list does not know and is not there was put into the manifest.
    if (!sum && !archive.found.has(path.normalize('NFC'))) return [];
    const list = sum?.list ?? checksumsPath;
    const onFit = () => {
      right.add(path);
      faults.set(list, (faults.get(list) ?? 0) + 1);
    };
    return [{ path, sha256: sum?.sha256 ?? '', also: { sha256: record.sha256, onFit } }];
  }
  const differing = await compareFiles(archive, paths.flatMap(toExpected));
  const isWrong = paths.some((path) => isDisputed(path) && !differing.has(path) && !right.has(path));
  if (isWrong || right.size === 0)
    archive.report('archive.damaged', manifestPath, `is damaged; ${compareWords}`);
  for (const [list, count] of faults) archive.report('archive.damaged', list, toDisagreement(count));
  reportExtra(archive, [manifestPath, ...lists, ...paths]);
  return true;
}

const toDisagreement = (count: number): string =>
  `disagrees with ${manifestPath} about ${count} ${count === 1 ? 'file' : 'files'}`;

/** Each list must say the same as the manifest, and hold the manifest's own hash. What differs is laid to the list. */
export async function checkLists(
  archive: OpenedArchive,
  files: readonly FileRecord[],
  manifestHash: string,
): Promise<void> {
  const isBag = isBagOf(files);
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
  files: readonly Pick<FileRecord, 'path' | 'sha256'>[];
  manifestHash: string;
  isBag: boolean;
  /** False: what it says of the other list proves nothing, because that one is damaged. @default true */
  isSumsKnown?: boolean;
}

/** The hash of the list itself where it is in order, else null. */
async function checkList(
  { reader, found, lost, report, listener }: OpenedArchive,
  path: string,
  { files, manifestHash, isBag, isSumsKnown = true }: ListToCheck,
): Promise<string | null> {
  const { text, isRefused, flaw } = await readText({ reader, listener }, found.get(path));
  if (!text) {
    if (isRefused) report('archive.unreadable', path, 'cannot be read');
    else if (flaw) report('archive.damaged', path, flaw);
    else if (!lost.has(path)) report('archive.missing_file', path, 'is missing or unreadable');
    return null;
  }
  const list = parseChecksums(listener.decode(text), isBag);
  const told = list.sums.get(manifestPath) ?? manifestHash;
  if (told !== manifestHash) report('archive.damaged', manifestPath, `has other content than ${path} says`);
  list.sums.delete(manifestPath);
  if (!isSumsKnown) list.sums.delete(checksumsPath);
  const differing = listDisagreements(list, new Map(files.map((file) => [file.path, file.sha256])));
  const count = Math.max(differing.length, list.strayLines);
  if (count > 0) report('archive.damaged', path, toDisagreement(count));
  else if (list.hasForeignEnds)
    report('archive.damaged', path, 'has lines that end in CR LF, as none is written');
  else return listener.hash([text]);
  return null;
}

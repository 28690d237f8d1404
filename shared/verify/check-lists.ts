/** Compares an archive with its lists of hashes, and those with its manifest. */
import { bagPath, checksumsPath, manifestPath, tagChecksumsPath } from '../archive-files.ts';
import type { FileRecord } from '../model/archive.ts';
import { listDisagreements, parseChecksums } from './checksum-lists.ts';
import { compareFiles, type OpenedArchive, reportExtra } from './compare-files.ts';
import { type ReadText, readText } from './read-text.ts';

/** Where the payload of a bag lies. */
const payloadFolder = 'data/';

/** Whether these are the files of a bag. */
export const isBagOf = (files: readonly FileRecord[]): boolean => files.some(({ path }) => path === bagPath);

/** What all lists say, as far as they can be read: hashes by path. */
async function readSums(archive: OpenedArchive, isBag: boolean): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  for (const list of [checksumsPath, tagChecksumsPath]) {
    const { text } = await readText(archive, archive.found.get(list));
    if (text)
      for (const [path, sum] of parseChecksums(archive.listener.decode(text), isBag).sums)
        sums.set(path, sum);
  }
  return sums;
}

/** Of one that is not believed; `where` is what the files are compared with instead. */
export function tellManifest(
  { found, report }: Pick<OpenedArchive, 'found' | 'report'>,
  { isRefused }: Pick<ReadText, 'isRefused'>,
  where: string,
): void {
  const words = `the files are compared with ${where}`;
  if (isRefused) report('archive.unreadable', manifestPath, `cannot be read; ${words}`);
  else if (!found.has(manifestPath)) report('archive.missing_file', manifestPath, `is missing; ${words}`);
  else report('archive.damaged', manifestPath, `is damaged; ${words}`);
}

/**
 * Where the manifest is gone or damaged, the lists of hashes still say of every file whether it is whole. False where
 * they do not know the manifest, or know it as it is: then this is no archive.
 */
export async function checkByLists(
  archive: OpenedArchive,
  manifest: Pick<ReadText, 'text' | 'isRefused'>,
): Promise<boolean> {
  const { found, listener } = archive;
  const sums = await readSums(archive, found.has(tagChecksumsPath));
  const told = sums.get(manifestPath);
  const { text } = manifest;
  if (told === undefined || (text && told === (await listener.hash([text])))) return false;
  tellManifest(archive, manifest, checksumsPath);
  sums.delete(manifestPath);
  await compareFiles(
    archive,
    Array.from(sums, ([path, sha256]) => ({ path, sha256 })),
  );
  reportExtra(archive, [manifestPath, checksumsPath, tagChecksumsPath, ...sums.keys()], checksumsPath);
  return true;
}

/** Whether a list knows the manifest as another one and they disagree about files: then nothing in the manifest is believed. */
export async function isContradicted(
  archive: OpenedArchive,
  files: readonly FileRecord[],
  manifestHash: string,
): Promise<boolean> {
  const sums = await readSums(archive, isBagOf(files));
  const told = sums.get(manifestPath) ?? manifestHash;
  const lists = [manifestPath, checksumsPath, tagChecksumsPath];
  const records = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const paths = [...sums.keys(), ...records.keys()].filter((path) => !lists.includes(path));
  return told !== manifestHash && paths.some((path) => sums.get(path) !== records.get(path));
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
    if (isRefused) report('archive.unreadable', path, flaw ?? 'cannot be read');
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

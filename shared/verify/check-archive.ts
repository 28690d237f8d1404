/** Compares an archive with its manifest: every length and hash, what is missing and what is extra. */
import { checksumsPath, manifestPath, tagChecksumsPath } from '../archive-files.ts';
import type { FileRecord, Manifest } from '../model/archive.ts';
import type { ArchiveReader, FoundFile } from './archive-reader.ts';
import { checkByLists, checkLists, isBagOf, isContradicted, tellManifest } from './check-lists.ts';
import type { CheckListener, CheckResult } from './check-result.ts';
import { compareFiles, type OpenedArchive, type Report, reportExtra } from './compare-files.ts';
import { findLost } from './lost-parts.ts';
import { type ReadText, readText } from './read-text.ts';
import { toManifest } from './to-manifest.ts';

/**
 * Kept by the companion beside the files to know the folder again, or left behind by the system's own file managers, also
 * in ZIPs that they have packed.
 */
const ignored =
  /^\.star-export\.json$|(?:^|\/)(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$|^(?:\.\.\/)?__MACOSX\//u;
const outside = /^\/|^[a-z]:|\\|(?:^|\/)\.\.(?:\/|$)/iu;
const unfinished = /^\.partial\//u;

/**
 * Reads the whole archive once. Differences are told as they are found, each once; what can be checked in spite of them
 * is. Nothing that is there is changed. `known`: what its export has saved, as far as that is known to who asks, for an
 * archive whose manifest is gone or damaged.
 */
export async function checkArchive(
  reader: ArchiveReader,
  listener: CheckListener,
  known: readonly FileRecord[] = [],
): Promise<CheckResult> {
  const result: CheckResult = {
    manifest: null,
    checkedFiles: 0,
    checkedBytes: 0,
    differences: 0,
    unreadFiles: 0,
    missingParts: [],
  };
  const report: Report = (code, path, detail) => {
    result.differences += 1;
    if (code === 'archive.unreadable') result.unreadFiles += 1;
    listener.onDifference({ code, path, detail });
  };

  const found = await listFiles(reader, report);
  const lost = await findLost(reader, found, listener);
  for (const { code, path, detail } of lost.flaws) report(code, path, detail);
  result.missingParts = lost.missingParts;
  const archive: OpenedArchive = { reader, found, lost: lost.paths, report, listener, result };
  const manifest = await readText(archive, found.get(manifestPath));
  result.manifest = manifest.text && parseManifest(listener.decode(manifest.text));
  if (result.manifest && manifest.text) await checkByManifest(archive, result.manifest.files, manifest.text);
  else if (!(await checkByKnown(archive, manifest, known)) && !(await checkByLists(archive, manifest)))
    await checkWithout(archive, manifest);
  return result;
}

async function checkByManifest(
  archive: OpenedArchive,
  files: readonly FileRecord[],
  text: Uint8Array,
): Promise<void> {
  const manifestHash = await archive.listener.hash([text]);
  if (await isContradicted(archive, files, manifestHash)) {
    await checkByLists(archive, { text, isRefused: false });
    return;
  }
  await compareFiles(archive, files);
  await checkLists(archive, files, manifestHash);
  const lists = [manifestPath, checksumsPath, ...(isBagOf(files) ? [tagChecksumsPath] : [])];
  reportExtra(archive, [...lists, ...files.map(({ path }) => path)]);
}

const savedWords = 'what its export has saved';

/** False where nothing is there of what is known. */
async function checkByKnown(
  archive: OpenedArchive,
  manifest: ReadText,
  known: readonly FileRecord[],
): Promise<boolean> {
  const { found } = archive;
  if (!known.some(({ path }) => found.has(path.normalize('NFC')))) return false;
  tellManifest(archive, manifest, savedWords);
  const files = known.filter(({ path }) => path !== manifestPath);
  await compareFiles(archive, files);
  reportExtra(archive, [manifestPath, ...files.map(({ path }) => path)], savedWords);
  return true;
}

/** There is nothing to compare with; of ZIPs whose first one is lost it can still be said whether they hold what they say. */
async function checkWithout(archive: OpenedArchive, { text, isRefused, flaw }: ReadText): Promise<void> {
  const { reader, found, report } = archive;
  if (isRefused) {
    report('archive.unreadable', manifestPath, flaw ?? 'cannot be read');
    return;
  }
  const isLost = !text && !flaw && reader.flaws.some(({ lostPart }) => lostPart !== undefined);
  if (isLost)
    await compareFiles(
      archive,
      Array.from(found.keys(), (path) => ({ path })),
    );
  const alone = `is not in this ZIP; one of several is known by a name such as NAME.part1of3.zip, and the others beside it`;
  const absent = isLost
    ? 'is in none of the ZIPs that can be read'
    : reader.label === 'ZIP'
      ? alone
      : 'is missing or unreadable';
  report('archive.no_manifest', manifestPath, text ? 'is not a manifest of Star Export' : (flaw ?? absent));
}

/**
 * Of several files of one name the one that an archive can have: without a flaw, and with its name in NFC. ZIPs and the file
 * systems of Linux take forms of Unicode for different names.
 */
function chooseOne(file: FoundFile, known: FoundFile | undefined, report: Report): FoundFile {
  if (!known) return file;
  const isBetter = known.flaw !== null || (file.flaw === null && file.path === file.path.normalize('NFC'));
  const [chosen, other] = isBetter ? [file, known] : [known, file];
  report('archive.extra_file', other.path, other.flaw ?? 'is there twice, its name in two forms of Unicode');
  return chosen;
}

async function listFiles(reader: ArchiveReader, report: Report): Promise<Map<string, FoundFile>> {
  const found = new Map<string, FoundFile>();
  let partialFiles = 0;
  for await (const file of reader.list()) {
    const path = file.path.normalize('NFC');
    if (ignored.test(path)) continue;
    if (unfinished.test(path)) partialFiles += 1;
    else if (outside.test(path)) report('input.path_unsafe', path, 'lies outside the archive; not read');
    else found.set(path, chooseOne(file, found.get(path), report));
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

function parseManifest(text: string): Manifest | null {
  try {
    return toManifest(JSON.parse(text));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

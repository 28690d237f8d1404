/** Checks a folder against its manifest, byte by byte. */
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { type Manifest, manifestSchema, type Refusal } from '../../shared/model/archive.ts';
import { isReadRefused } from '../../shared/verify/read-refused.ts';
import { parseFilePath } from './archive-path.ts';
import { hashFile } from './commit-file.ts';
import { readErrno } from './file-errors.ts';
import { type Archive, findFile, listFiles } from './folder.ts';
import { readRegular } from './open-regular.ts';

const manifestName = 'manifest.json';
const sumsName = 'manifest-sha256.txt';
/** In a BagIt bag: the hashes of what is no payload. */
const tagSumsName = 'tagmanifest-sha256.txt';

/** What a check has found; no problems means that the archive is what its manifest says. */
export interface Verification {
  checked: number;
  /** Ids are paths. */
  problems: Refusal[];
}

/** How a check is watched and given up. */
export interface VerifyControl {
  signal: AbortSignal;
  onChecked(checked: number, total: number): void;
}

const toProblem = (id: string, code: ErrorCode, message: string): Refusal => ({ id, code, message });

/** Null where there is none that is understood. Throws `archive.unreadable`. */
async function readManifest(archive: Archive): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readRegular(join(archive.path, manifestName))));
  } catch (error) {
    if (isReadRefused(error)) throw new AppError('archive.unreadable', undefined, { cause: error });
    if (error instanceof Error) return null;
    throw error;
  }
}

async function checkFile(
  archive: Archive,
  record: Manifest['files'][number],
  signal: AbortSignal,
): Promise<Refusal[]> {
  try {
    parseFilePath(record.path);
    const found = await hashFile(await findFile(archive, record.path), signal);
    if (found.bytes !== record.bytes) {
      return [toProblem(record.path, 'archive.damaged', `${found.bytes} bytes instead of ${record.bytes}.`)];
    }
    return found.sha256 === record.sha256
      ? []
      : [toProblem(record.path, 'archive.damaged', 'Its content has changed.')];
  } catch (error) {
    if (error instanceof AppError) return [toProblem(record.path, error.code, error.message)];
    if (readErrno(error) === 'ENOENT')
      return [toProblem(record.path, 'archive.missing_file', 'It is not there.')];
    if (readErrno(error) === null) throw error;
    const code = isReadRefused(error) ? 'archive.unreadable' : 'archive.damaged';
    return [toProblem(record.path, code, `It cannot be read (${readErrno(error)}).`)];
  }
}

/** `manifest-sha256.txt` must say of every file, and of the manifest, what is so; tools such as `sha256sum -c` read it. */
async function checkSums(archive: Archive, manifest: Manifest): Promise<Refusal[]> {
  const text = await readRegular(join(archive.path, sumsName)).catch(() => null);
  if (text === null) return [toProblem(sumsName, 'archive.missing_file', 'It is not there.')];
  const tags = await readRegular(join(archive.path, tagSumsName)).catch(() => '');
  const told = new Map(
    (text + tags).split('\n').flatMap((line) => {
      const [, sha256, path] = /^([0-9a-f]{64})[ ][ *](.+)$/.exec(line) ?? [];
      return sha256 && path ? [[path, sha256] as const] : [];
    }),
  );
  const own = await hashFile(join(archive.path, manifestName));
  const differing = manifest.files
    .filter(({ path, sha256 }) => told.get(path) !== sha256)
    .map(({ path }) => path);
  if (told.has(manifestName) && told.get(manifestName) !== own.sha256) differing.push(manifestName);
  const sums = await hashFile(join(archive.path, sumsName));
  if (told.has(sumsName) && told.get(sumsName) !== sums.sha256) differing.push(sumsName);
  return differing.map((path) =>
    toProblem(path, 'archive.damaged', `${sumsName} says something else about it.`),
  );
}

/** Every length and hash, missing and extra files. An archive without a manifest is one problem, not an exception. Throws `archive.unreadable` where the manifest cannot be read. */
export async function verifyArchive(
  archive: Archive,
  { signal, onChecked }: VerifyControl,
): Promise<Verification> {
  const manifest = await readManifest(archive);
  if (!manifest)
    return {
      checked: 0,
      problems: [toProblem(manifestName, 'archive.no_manifest', 'It is missing or unreadable.')],
    };
  const problems: Refusal[] = [];
  for (const [index, record] of manifest.files.entries()) {
    problems.push(...(await checkFile(archive, record, signal)));
    onChecked(index + 1, manifest.files.length);
  }
  problems.push(...(await checkSums(archive, manifest)));
  const listed = new Set([manifestName, sumsName, tagSumsName, ...manifest.files.map(({ path }) => path)]);
  for (const path of await listFiles(archive)) {
    if (!listed.has(path)) problems.push(toProblem(path, 'archive.extra_file', 'It is not in the manifest.'));
  }
  return { checked: manifest.files.length, problems };
}

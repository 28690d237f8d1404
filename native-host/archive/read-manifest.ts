/** The manifest of an archive in a folder, for the addresses in it. */
import { join } from 'node:path';
import { toAppError } from '../../shared/app-error.ts';
import { manifestPath } from '../../shared/archive-files.ts';
import type { Manifest } from '../../shared/model/archive.ts';
import { isReadRefused } from '../../shared/verify/read-refused.ts';
import { toManifest } from '../../shared/verify/to-manifest.ts';
import { isAbsent, toStorageError } from './file-errors.ts';
import type { Archive } from './folder.ts';
import { readRegular } from './open-regular.ts';

/** What is in the place of the manifest and is none. */
const isOther = (thrown: unknown): boolean =>
  thrown instanceof SyntaxError || toAppError(toStorageError(thrown)).code === 'input.path_unsafe';

/** Why it has no addresses. */
export const damagedManifest = 'The addresses stand in manifest.json, which is damaged.';

/**
 * Or, as a sentence, why there is none: it is missing, damaged, or kept from being read, which says nothing of what is in
 * it. Other errors are thrown.
 */
export async function readManifest({ path }: Archive, read = readRegular): Promise<Manifest | string> {
  try {
    return toManifest(JSON.parse(await read(join(path, manifestPath)))) ?? damagedManifest;
  } catch (thrown) {
    if (isAbsent(thrown)) return 'The addresses stand in manifest.json, which is missing.';
    if (isOther(thrown)) return damagedManifest;
    if (isReadRefused(thrown)) return 'The addresses stand in manifest.json, which could not be read.';
    throw thrown;
  }
}

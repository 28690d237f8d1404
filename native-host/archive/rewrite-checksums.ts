/** The list of hashes, written again from the manifest, as `sha256sum --check` reads it. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksumsPath, manifestPath } from '../../shared/archive-files.ts';
import type { Manifest } from '../../shared/model/archive.ts';
import { commitFile, hashFile } from './commit-file.ts';
import { type Archive, openPartial, resolveFile } from './folder.ts';

/** Of an archive that is no bag. Throws `input.path_unsafe` and `input.name_taken` for what is in its way. */
export async function rewriteChecksums(archive: Archive, { files }: Manifest): Promise<void> {
  const target = await resolveFile(archive, checksumsPath);
  const { sha256: ownSha256 } = await hashFile(join(archive.path, manifestPath));
  const manifest = { path: manifestPath, sha256: ownSha256 };
  // By code unit, as the export writes it: the same order on every machine.
  const lines = [...files, manifest]
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  const draft = join(await openPartial(archive), checksumsPath);
  await rm(draft, { force: true });
  await writeFile(draft, lines.join(''), { flag: 'wx' });
  await commitFile(draft, target);
}

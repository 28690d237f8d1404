/** Files in the place of an archive that the manifest there lists: what other exports have put there, and this one before. */
import { headPaths } from '../../../shared/archive-files.ts';
import { toFoldKey } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { findReplaced } from '../../core/names/superseded-files.ts';
import { attempt } from '../run/attempt.ts';
import { type StepContext, sinkOf } from '../run/step-context.ts';

/** What the manifest that lies in the place of this archive by now lists; nothing where each export has a place of its own. */
export async function listPlaced(context: StepContext): Promise<FileRecord[]> {
  const { listPlaced: list } = sinkOf(context);
  return list ? attempt(context, list) : [];
}

/**
 * What the manifest in the place that this one goes to lists and this one has not: it stays in the archive, and so in its
 * manifest, unless it is there in another form now. Nothing that was once saved is lost because the site has it no more. What
 * says what the others are is made anew each time.
 */
export function listRemaining(placed: readonly FileRecord[], files: readonly FileRecord[]): FileRecord[] {
  const paths = files.map(({ path }) => path);
  const own = new Set(paths.map(toFoldKey));
  const left = placed.filter(({ path }) => !own.has(toFoldKey(path)) && !headPaths.includes(path));
  const replaced = new Set(
    findReplaced(
      left.map(({ path }) => path),
      paths,
    ),
  );
  return left.filter(({ path }) => !replaced.has(path));
}

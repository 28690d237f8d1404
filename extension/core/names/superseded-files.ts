/**
 * A post whose date was not known when its first files were written has other names once it is. Of two files of a folder
 * that differ only in that, the undated one is of no use any more. Pure.
 */
import { toFoldKey } from '../../../shared/file-name.ts';
import { toMediaFolder } from './archive-layout.ts';

const undated = /^(.*\/)undated_([^/]+)$/u;
const dated = /^(.*\/)\d{4}-\d{2}-\d{2}_([^/]+)$/u;

const toKey = (path: string, pattern: RegExp): string | null => {
  const [, folder, rest] = pattern.exec(path) ?? [];
  return folder === undefined ? null : `${folder}${rest}`;
};

/** Those of these paths in whose place there is another one. */
export function findSuperseded(paths: readonly string[]): string[] {
  const known = new Set(paths.map((path) => toKey(path, dated)));
  return paths.filter((path) => {
    const key = toKey(path, undated);
    return key !== null && known.has(key);
  });
}

/** Equal for files that are the same picture, film, sound or captions, in whatever form: `a.webp` and `a.jpg`. */
function toForm(path: string): string | null {
  const folder = toMediaFolder(path);
  return folder && toFoldKey(`${folder} ${path.slice(0, path.lastIndexOf('.'))}`);
}

/** Those of the paths that an archive has in whose place there is one of the next, in another form or under its dated name. */
export function findReplaced(held: readonly string[], next: readonly string[]): string[] {
  const forms = new Set(next.map(toForm));
  const undatedBefore = new Set(findSuperseded([...next, ...held]));
  return held.filter((path) => {
    const form = toForm(path);
    return (form !== null && forms.has(form)) || undatedBefore.has(path);
  });
}

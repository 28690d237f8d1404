/**
 * A post whose date was not known when its first files were written has other names once it is. Of two files of a folder
 * that differ only in that, the undated one is of no use any more. Pure.
 */
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

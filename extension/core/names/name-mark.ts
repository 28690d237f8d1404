/** FNV-1a over an item's key, in digits that no file system folds: tells two files of one name apart. */
export function toMark(key: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(7, '0');
}

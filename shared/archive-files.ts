/** How those files of an archive are called that say what the others are. */

/** Every file with its length and hash, and how complete the export is. */
export const manifestPath = 'manifest.json';
/** Hashes of all files, or of the payload of a bag, for `sha256sum --check`. */
export const checksumsPath = 'manifest-sha256.txt';
/** Hashes of what is no payload of a bag (RFC 8493). */
export const tagChecksumsPath = 'tagmanifest-sha256.txt';
/** What is in which ZIP of an archive in parts. */
export const partsPath = 'parts.json';
/** Says that an archive is a bag. */
export const bagPath = 'bagit.txt';
/** What a bag is about. */
export const bagLabelsPath = 'bag-info.txt';

/** All of them: made when the others are there. */
export const headPaths: readonly string[] = [
  ...[manifestPath, checksumsPath, partsPath],
  ...[bagPath, bagLabelsPath, tagChecksumsPath],
];

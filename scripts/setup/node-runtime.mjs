/** The Node that runs the project: the one among its npm packages, or the machine's own when that is new enough. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Type stripping, `import.meta.main` and everything else that is used here. */
export const oldestNodeMajor = 24;

/** @param {string} root @param {NodeJS.Platform} platform */
export const buildNodePath = (root, platform) =>
  join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');

/** @param {string} root @returns {string} The version that package.json asks for. */
export const readNodeVersion = (root) =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;

/** @param {string} version Such as `v24.21.0`. */
const toMajor = (version) => Number.parseInt(version.replace(/^v/, ''), 10);

/**
 * @typedef {object} NodeSearch
 * @property {string} root
 * @property {NodeJS.Platform} platform
 * @property {{ path: string, version: string }} own The Node that is running now.
 * @property {(path: string) => string | null} askVersion `--version` of an executable; null when it does not start.
 */

/**
 * Absolute path of a Node that can run the project, or null. The packaged one must start and have exactly the
 * version of package.json: an install without install scripts leaves an empty folder, and Alpine cannot start it.
 * @param {NodeSearch} search
 * @returns {string | null}
 */
export function findNodeRuntime({ root, platform, own, askVersion }) {
  const packaged = buildNodePath(root, platform);
  if (existsSync(packaged) && askVersion(packaged) === `v${readNodeVersion(root)}`) return packaged;
  return toMajor(own.version) >= oldestNodeMajor ? own.path : null;
}

/** npm packages: are they there as the lock file says, and if not, `npm ci`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lock */

/** @param {string} path @returns {Lock | null} null when it is absent or not JSON. */
function readLock(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/**
 * True when everything the lock file wants is what npm last installed. npm writes its own copy of the lock as the
 * last step of an install, so an interrupted one does not count. Packages for other systems may be missing.
 * @param {string} root
 */
export function hasPackages(root) {
  const wanted = readLock(join(root, 'package-lock.json'))?.packages;
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * How to call npm: the very npm that runs us when there is one, so that a version manager's choice is kept and
 * no shell is needed on Windows.
 * @param {Record<string, string | undefined>} env
 * @param {string} node Absolute path of the Node that should run npm.
 * @returns {{ command: string, args: string[] }}
 */
export function buildNpmCall(env, node) {
  const cli = env.npm_execpath;
  if (cli?.endsWith('.js')) return { command: node, args: [cli] };
  return { command: 'npm', args: [] };
}

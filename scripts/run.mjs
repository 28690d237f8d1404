/**
 * Starts a command of the project on a machine that may have nothing but Node 20 and npm: `node scripts/run.mjs NAME`.
 * Plain JavaScript without packages, because it runs before they are installed. What is in order is not mentioned.
 */
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from './setup/commands.mjs';
import { buildNodePath, findNodeRuntime, oldestNodeMajor, readNodeVersion } from './setup/node-runtime.mjs';
import { buildNpmCall, hasPackages } from './setup/packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];

/** @param {string} line */
function say(line) {
  (command?.quiet ? process.stderr : process.stdout).write(`${line}\n`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs npm without showing what it says, unless it fails. @param {string[]} npmArgs */
function runNpm(npmArgs) {
  const npm = buildNpmCall(process.env, process.env.npm_node_execpath ?? process.execPath);
  const shell = npm.command === 'npm' && process.platform === 'win32';
  const result = spawnSync(npm.command, [...npm.args, ...npmArgs, '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell,
  });
  if (result.status === 0) return;
  const said = [result.error?.message, result.stdout, result.stderr].filter(Boolean).join('\n');
  const head = said.split('\n').slice(0, 25).join('\n');
  fail(`${head}\nnpm ${npmArgs.join(' ')} failed; see above. Put that right and start the command again.`);
}

/** @param {string} path */
function askVersion(path) {
  const result = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : null;
}

function preparePackages() {
  if (hasPackages(root)) return;
  say('Installing the npm packages (npm ci; about a minute) …');
  // A user's `ignore-scripts` would leave out Node itself, which its package fetches on install.
  runNpm(['ci', '--ignore-scripts=false', '--no-audit', '--no-fund']);
}

/** @returns {string} */
function prepareNode() {
  const own = { path: process.execPath, version: process.version };
  const search = { root, platform: process.platform, own, askVersion };
  const found = findNodeRuntime(search);
  if (found) return found;
  say(`Installing Node ${readNodeVersion(root)} (npm rebuild node) …`);
  runNpm(['rebuild', 'node', '--ignore-scripts=false']);
  return (
    findNodeRuntime(search) ??
    fail(
      `Node ${oldestNodeMajor} or newer is needed. The one of the npm packages (${buildNodePath(root, process.platform)}) ` +
        `does not start on this system; install Node ${oldestNodeMajor} from https://nodejs.org and try again.`,
    )
  );
}

/** Runs a script of the project in our place: same terminal, same signals, same exit code. */
function start(/** @type {string} */ node, /** @type {string[]} */ nodeArgs) {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(node, nodeArgs, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  // In a terminal Ctrl-C reaches the child by itself; what is sent to us alone is passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

if (!command) fail(`usage: npm run ${Object.keys(commands).join('|')} -- [arguments]`);
preparePackages();
const node = prepareNode();
if (command.tools.length > 0) {
  const code = await start(node, [join(root, 'scripts', 'setup.ts'), ...command.tools]);
  if (code !== 0) process.exit(code);
}
if (command.script) process.exitCode = await start(node, [join(root, command.script), ...args]);

import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../tools.ts';
import { commands } from './commands.mjs';
import { buildNodePath, findNodeRuntime } from './node-runtime.mjs';
import { buildNpmCall, hasPackages } from './packages.mjs';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'star-export-root-'));
});

async function write(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const zod = { version: '4.6.7', integrity: 'sha512-a' };
const lock = (packages: object) => ({ lockfileVersion: 3, packages });

describe('npm packages', () => {
  it('are there when npm last installed exactly what the lock file says', async () => {
    await write('package-lock.json', lock({ '': {}, 'node_modules/zod': zod }));
    await write('node_modules/.package-lock.json', lock({ 'node_modules/zod': zod }));
    expect(hasPackages(root)).toBe(true);
  });

  it('may lack what is optional: packages for other systems', async () => {
    const other = { version: '1.0.0', integrity: 'sha512-b', optional: true };
    await write('package-lock.json', lock({ 'node_modules/zod': zod, 'node_modules/only-mac': other }));
    await write('node_modules/.package-lock.json', lock({ 'node_modules/zod': zod }));
    expect(hasPackages(root)).toBe(true);
  });

  it.each([
    ['a fresh clone', null],
    ['a new entry in the lock file', lock({})],
    ['another version', lock({ 'node_modules/zod': { ...zod, version: '4.6.8' } })],
    ['another content of the same version', lock({ 'node_modules/zod': { ...zod, integrity: 'sha512-c' } })],
    ['a record cut short', '{"packages": {"node_mod'],
  ])('are not there after %s', async (_case, installed) => {
    await write('package-lock.json', lock({ 'node_modules/zod': zod }));
    if (installed) await write('node_modules/.package-lock.json', installed);
    expect(hasPackages(root)).toBe(false);
  });

  it('are installed by the npm that runs us, on the Node that npm itself uses', () => {
    expect(buildNpmCall({ npm_execpath: '/n/npm-cli.js' }, '/n/node')).toEqual({
      command: '/n/node',
      args: ['/n/npm-cli.js'],
    });
    expect(buildNpmCall({}, '/n/node')).toEqual({ command: 'npm', args: [] });
  });
});

describe('the lock file', () => {
  // npm drops what it cannot find in its registry; `npm ci` then refuses the lock file everywhere.
  it('has the programs for every system, whichever it was written on', () => {
    const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
    const entries: [string, { optionalDependencies?: Record<string, string> }][] = Object.entries(packages);
    const missing = entries.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe("the project's Node", () => {
  const search = (version: string, answer: string | null) => ({
    root,
    platform: 'linux' as const,
    own: { path: '/usr/bin/node', version },
    askVersion: () => answer,
  });
  beforeEach(async () => {
    await write('package.json', { devDependencies: { node: '24.21.0' } });
  });

  it('is the packaged one when it starts in the version asked for', async () => {
    await write('node_modules/node/bin/node', '');
    expect(findNodeRuntime(search('v20.20.2', 'v24.21.0'))).toBe(buildNodePath(root, 'linux'));
  });

  it("is the machine's own when the packaged one does not start and the own is new enough", async () => {
    await write('node_modules/node/bin/node', '');
    expect(findNodeRuntime(search('v26.1.0', null))).toBe('/usr/bin/node');
  });

  it('is missing when packages were installed without their scripts and the own Node is old', () => {
    expect(findNodeRuntime(search('v20.20.2', 'v24.21.0'))).toBeNull();
  });
});

describe('commands', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

  it.each(Object.entries(commands))(
    'npm run %s goes through scripts/run.mjs to a script that exists',
    (name, { script }) => {
      expect(scripts[name]).toBe(`node scripts/run.mjs ${name}`);
      if (script) expect(existsSync(join(projectRoot, script)), `${script} is missing`).toBe(true);
    },
  );

  it('whose output is for programs keep standard output for it', () => {
    const quiet = Object.keys(commands).filter((name) => commands[name]?.quiet);
    expect(quiet).toEqual(['read', 'verify', 'host']);
  });
});

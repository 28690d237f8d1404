import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFrame } from '../connection/framing.ts';
import type { Machine } from '../directories.ts';
import { buildFlatpakLauncher, buildLauncher, parseLauncher } from './launcher.ts';

const settings = { configPath: '/cfg/config.json', privateFolder: '/home/a/.local/share/star-export' };

test('on Windows a batch file with absolute paths that passes every argument on', () => {
  const machine: Machine = { platform: 'win32', home: 'C:\\Users\\a', temp: 'C:\\T', env: {} };
  const launcher = buildLauncher(
    machine,
    { nodePath: 'C:\\Program Files\\nodejs\\node.exe', mainPath: 'C:\\100%\\main.mjs' },
    { configPath: 'C:\\cfg\\config.json', privateFolder: 'C:\\Local\\Star Export' },
  );
  expect(launcher).toEqual({
    path: 'C:\\Local\\Star Export\\companion.bat',
    text: [
      '@echo off',
      'setlocal',
      'set "STAR_EXPORT_CONFIG=C:\\cfg\\config.json"',
      'set "STAR_EXPORT_HOME=C:\\Local\\Star Export"',
      'if not defined NODE_COMPILE_CACHE set "NODE_COMPILE_CACHE=C:\\Local\\Star Export\\compiled"',
      '"C:\\Program Files\\nodejs\\node.exe" "C:\\100%%\\main.mjs" %*',
      '',
    ].join('\r\n'),
  });
});

test('a single executable needs no Node', () => {
  const machine: Machine = { platform: 'darwin', home: '/Users/a', temp: '/tmp', env: {} };
  const { text } = buildLauncher(machine, { nodePath: null, mainPath: '/p/star-export' }, settings);
  expect(text).toMatch(/\nexec '\/p\/star-export' "\$@"\n$/);
  expect(text).not.toContain('NODE_COMPILE_CACHE');
});

test('a browser from Flathub asks the system to start the launcher', () => {
  const machine: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };
  expect(buildFlatpakLauncher(machine, 'org.mozilla.firefox', "/it's/companion")).toEqual({
    path: '/home/a/.var/app/org.mozilla.firefox/data/star-export/companion',
    text: "#!/bin/sh\nexec flatpak-spawn --host --watch-bus '/it'\\''s/companion' \"$@\"\n",
  });
});

describe('read back', () => {
  const machines: Machine[] = [
    { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} },
    { platform: 'win32', home: 'C:\\Users\\a', temp: 'C:\\T', env: {} },
  ];

  test.each(machines)('a launcher of $platform names what it starts', (machine) => {
    for (const nodePath of ["/o'pt/no de", null]) {
      const program = { nodePath, mainPath: "/100%/it's/main.mjs" };
      const { text } = buildLauncher(machine, program, settings);
      expect(parseLauncher(text)).toEqual({ kind: 'program', program });
    }
  });

  test('the one inside of a sandbox names the other', () => {
    const machine: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };
    const { text } = buildFlatpakLauncher(machine, 'a.b', "/it's");
    expect(parseLauncher(text)).toEqual({ kind: 'launcher', path: "/it's" });
  });

  test('another script names nothing', () => {
    expect(parseLauncher('#!/bin/sh\nexec /usr/bin/true "$@"\n')).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('started as a browser does, with an empty environment', () => {
  const origin = 'chrome-extension://abc/';

  /** A launcher of a program that says what it was given, in a folder with a name that shells stumble over. */
  function place() {
    const folder = join(mkdtempSync(join(tmpdir(), 'star-launcher-')), `it's "here" $HOME \`x\``);
    const program = { nodePath: join(folder, 'node'), mainPath: join(folder, 'main.mjs') };
    mkdirSync(folder);
    writeFileSync(
      program.nodePath,
      '#!/bin/sh\nprintf "%s|" "$@" "$STAR_EXPORT_CONFIG" "$STAR_EXPORT_HOME" "$NODE_COMPILE_CACHE"\n',
    );
    chmodSync(program.nodePath, 0o755);
    writeFileSync(program.mainPath, '');
    const machine: Machine = { platform: 'linux', home: folder, temp: folder, env: {} };
    const own = { configPath: join(folder, 'config.json'), privateFolder: folder };
    const launcher = buildLauncher(machine, program, own);
    writeFileSync(launcher.path, launcher.text);
    chmodSync(launcher.path, 0o755);
    const start = (args: string[], input = '', env = {}) => spawnSync(launcher.path, args, { env, input });
    return { program, own, start };
  }

  test('it passes arguments, settings and folder on, and where Node keeps what it has compiled', () => {
    const { program, own, start } = place();
    const passed = [program.mainPath, origin, '--x y', own.configPath, own.privateFolder];
    const compiled = join(own.privateFolder, 'compiled');
    expect(start([origin, '--x y']).stdout.toString()).toBe(`${[...passed, compiled].join('|')}|`);
    const env = { NODE_COMPILE_CACHE: '/of somebody' };
    expect(start([origin, '--x y'], '', env).stdout.toString()).toBe(
      `${[...passed, '/of somebody'].join('|')}|`,
    );
  });

  test.each([
    ['nodePath', [origin], 'The Node'],
    ['mainPath', [origin], 'The program'],
    ['mainPath', ['/m/org.star_export.companion.json', 'star-export@star-export.org'], 'The program'],
  ] as const)('when its %s is gone it tells %j in a frame what is missing', (part, args, what) => {
    const { program, start } = place();
    rmSync(program[part]);
    const { status, stdout } = start([...args], '\u0002\0\0\0{}');
    expect(status).toBe(127);
    expect(stdout.readUInt32LE(0)).toBe(stdout.length - 4);
    expect(parseFrame(stdout.subarray(4))).toMatchObject({
      id: null,
      error: { code: 'host.moved', message: expect.stringContaining(`${what} of the companion is not at`) },
    });
    expect(stdout.toString()).toContain(JSON.stringify(program[part]).slice(1, -1));
  });

  test('a person is told in a sentence', () => {
    const { program, start } = place();
    rmSync(program.nodePath);
    const { status, stdout, stderr } = start(['doctor']);
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 127, stdout: '' });
    expect(stderr.toString()).toContain(`not at ${program.nodePath} any more`);
  });
});

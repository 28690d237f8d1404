/** The command line as a person or a script meets it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bareEnvironment } from '../__fixtures__/bare-environment.ts';
import { buildConfigPath } from '../directories.ts';
import { cliCommands } from './index.ts';
import { toMachine } from './run-cli.ts';

const main = new URL('../main.ts', import.meta.url).pathname;

function run(...args: string[]) {
  const home = mkdtempSync(join(tmpdir(), 'star-cli-'));
  const env = { ...bareEnvironment, HOME: home };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('help names every command and ends with 0', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(cliCommands.filter(({ name }) => !stdout.includes(`\n  ${name} `))).toEqual([]);
});

test.each([
  [['install', '--help'], /^star-export install .*\n {2}--browser/],
  [['verify', '-h'], /^star-export verify PATH/],
])('%j shows the lines of that command', (args, lines) => {
  expect(run(...args)).toMatchObject({ status: 0, stdout: expect.stringMatching(lines) });
});

test.each([
  [[], /Name a command/],
  [['instal'], /no command instal/],
  [['hello', '--nonsense'], /--nonsense/],
  [['verify'], /missing/],
  [['hello', 'you'], /you is too much/],
  [['install', '--browser', 'netscape'], /netscape/],
])('%j is told in one line with the usage, or where it is; exit code 64', (args, line) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  const [first, second, usage] = stderr.split('\n');
  expect(first).toMatch(line);
  expect(second).toBe('');
  expect(usage).toMatch(/^star-export /);
});

test('as JSON an error is one object, and the exit code is that of a failure: of verify that it could not read', () => {
  const { status, stdout } = run('verify', '/nowhere', '--json');
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toEqual({
    error: { code: 'input.unreadable', message: '/nowhere is not there.' },
  });
});

test('install says with what video files are saved, or what they need and how it is fetched', () => {
  const { status, stdout } = run('install', '--dry-run', '--user-data-dir', join(tmpdir(), 'nobody'));
  expect(status).toBe(0);
  expect(stdout).toMatch(/^would write /);
  expect(stdout).toMatch(/\n(?:yt-dlp \d.*: \/|Video files need .*yt-dlp.*\n {2}.*npm run host -- update)/);
  expect(stdout).toMatch(/\n(?:ffmpeg \d.*: \/|Video files need .*ffmpeg)/);
});

test.each([[['hello', '--user-data-dir', '/p']], [['hello', '--user-data-dir=/p']]])(
  'a profile folder of its own has its own settings: %j',
  (args) => {
    const machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} } as const;
    expect(buildConfigPath(toMachine(machine, args))).toBe('/p/star-export/config.json');
  },
);

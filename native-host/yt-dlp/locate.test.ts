import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDefaultConfig } from '../config.ts';
import { locateYtDlp } from './locate.ts';

function createMachine(env: Record<string, string> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'star-ytdlp-'));
  const machine = { platform: 'linux' as const, home, temp: home, env: { PATH: join(home, 'bin'), ...env } };
  mkdirSync(join(home, 'bin'));
  return { machine, home, config: buildDefaultConfig(machine) };
}

function writeProgram(path: string, version: string): string {
  writeFileSync(path, `#!/bin/sh\necho ${version}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('a yt-dlp on PATH is found', async () => {
  const { machine, config, home } = createMachine();
  const path = writeProgram(join(home, 'bin', 'yt-dlp'), '2026.08.19');
  expect(await locateYtDlp({ machine, config })).toMatchObject({ path, version: '2026.08.19', args: [] });
});

test('what the settings name comes before PATH, and what is gone from there is passed over', async () => {
  const { machine, config, home } = createMachine();
  const onPath = writeProgram(join(home, 'bin', 'yt-dlp'), '2026.08.19');
  const named = writeProgram(join(home, 'named'), '2026.09.01');
  expect((await locateYtDlp({ machine, config: { ...config, ytDlp: named } })).path).toBe(named);
  expect((await locateYtDlp({ machine, config: { ...config, ytDlp: join(home, 'gone') } })).path).toBe(
    onPath,
  );
});

test('what the environment names is used or refused, never replaced', async () => {
  const { machine, config, home } = createMachine();
  writeProgram(join(home, 'bin', 'yt-dlp'), '2026.08.19');
  const env = { ...machine.env, STAR_EXPORT_YTDLP: join(home, 'gone') };
  await expect(locateYtDlp({ machine: { ...machine, env }, config })).rejects.toMatchObject({
    code: 'ytdlp.missing',
  });
});

test('an old one is refused by name', async () => {
  const { machine, config, home } = createMachine();
  writeProgram(join(home, 'bin', 'yt-dlp'), '2026.02.21');
  await expect(locateYtDlp({ machine, config })).rejects.toMatchObject({
    code: 'ytdlp.outdated',
    context: { version: '2026.02.21' },
  });
});

test('a folder filled by pip is run by Python, which takes modules from nowhere else', async () => {
  const { machine, config, home } = createMachine();
  const folder = join(home, 'pip');
  mkdirSync(join(folder, 'yt_dlp'), { recursive: true });
  writeProgram(join(home, 'bin', 'python3'), '2026.08.19');
  expect(await locateYtDlp({ machine, config: { ...config, ytDlp: folder } })).toMatchObject({
    args: ['-m', 'yt_dlp'],
    env: { PYTHONPATH: folder, PYTHONSAFEPATH: '1', PYTHONNOUSERSITE: '1' },
  });
});

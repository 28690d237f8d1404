import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildLimited, toTimeLimitMs, workMemoryBytes } from './limits.ts';

const gibibyte = 1024 ** 3;

test('memory for work follows the machine, between 2 and 8 GiB', () => {
  expect([1, 8, 64].map((total) => workMemoryBytes(total * gibibyte) / gibibyte)).toEqual([2, 4, 8]);
});

test('time for work follows the length, and ends also where none is known', () => {
  expect(toTimeLimitMs(null)).toBeGreaterThan(0);
  expect(toTimeLimitMs(600)).toBeGreaterThan(toTimeLimitMs(60));
});

test('on Linux the program has a memory cap and ends with us; its own arguments stay behind the dashes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'star-limits-'));
  for (const name of ['prlimit', 'setpriv']) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  const machine = { platform: 'linux', env: { PATH: folder }, home: folder, temp: folder } as const;
  expect(buildLimited(machine, '/usr/bin/ffmpeg', 5)).toEqual({
    command: join(folder, 'setpriv'),
    args: [
      ...['--pdeathsig', 'KILL', '--'],
      ...[join(folder, 'prlimit'), '--data=5', '--core=0', '--', '/usr/bin/ffmpeg'],
    ],
  });
});

test('Busybox, whose programs of these names know less, is passed over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'star-limits-'));
  writeFileSync(join(folder, 'busybox'), '', { mode: 0o755 });
  for (const name of ['prlimit', 'setpriv']) symlinkSync('busybox', join(folder, name));
  const machine = { platform: 'linux', env: { PATH: folder }, home: folder, temp: folder } as const;
  expect(buildLimited(machine, '/usr/bin/ffmpeg', 5)).toEqual({ command: '/usr/bin/ffmpeg', args: [] });
});

test.each(['darwin', 'win32'] as const)('on %s there is no such cap, and it runs as it is', (platform) => {
  const machine = { platform, env: {}, home: '/nowhere', temp: '/nowhere' };
  expect(buildLimited(machine, '/x/ffmpeg', 5)).toEqual({ command: '/x/ffmpeg', args: [] });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDefaultConfig, writeConfig } from './config.ts';
import type { Machine } from './directories.ts';
import { createHostSource } from './host.ts';

const createMachine = (): Machine => {
  const home = mkdtempSync(join(tmpdir(), 'star-host-source-'));
  return { platform: 'linux', home, temp: home, env: {} };
};

test('a host stays the same until its settings change', async () => {
  const machine = createMachine();
  const hosts = createHostSource(machine);
  const first = await hosts.read();
  expect(await hosts.read()).toBe(first);
  await writeConfig(machine, { ...first.config, root: '/first' });
  const second = await hosts.read();
  expect(second.config.root).toBe('/first');
  expect(await hosts.read()).toBe(second);
  await writeConfig(machine, { ...first.config, root: '/other' });
  expect((await hosts.read()).config.root).toBe('/other');
  expect(second.config.root).toBe('/first');
});

test('settings that were broken meanwhile are an error, and good ones again are read', async () => {
  const machine = createMachine();
  const hosts = createHostSource(machine);
  const path = await writeConfig(machine, buildDefaultConfig(machine));
  const good = (await hosts.read()).config;
  writeFileSync(path, '{');
  await expect(hosts.read()).rejects.toMatchObject({ code: 'host.settings' });
  await writeConfig(machine, good);
  expect((await hosts.read()).config).toEqual(good);
  rmSync(path);
  expect((await hosts.read()).config).toEqual(good);
});

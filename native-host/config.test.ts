import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDefaultConfig, readConfig, writeConfig } from './config.ts';
import { buildConfigPath, buildDefaultRoot, type Machine } from './directories.ts';

const createMachine = (): Machine => {
  const home = mkdtempSync(join(tmpdir(), 'star-config-'));
  return { platform: 'linux', home, temp: home, env: {} };
};

test('without settings archives go to the downloads folder', async () => {
  const machine = createMachine();
  expect((await readConfig(machine)).root).toBe(join(machine.home, 'Downloads', 'Star Export'));
});

test.each([
  ['linux', '/home/a', ['/home/a/.config/star-export/config.json', '/home/a/Downloads/Star Export']],
  [
    'darwin',
    '/Users/a',
    ['/Users/a/Library/Application Support/Star Export/config.json', '/Users/a/Downloads/Star Export'],
  ],
  ['win32', 'C:\\a', ['C:\\a\\AppData\\Roaming\\Star Export\\config.json', 'C:\\a\\Downloads\\Star Export']],
] as const)('settings and archives lie where %s keeps such things', (platform, home, places) => {
  const machine = { platform, home, temp: '', env: {} };
  expect([buildConfigPath(machine), buildDefaultRoot(machine)]).toEqual(places);
});

test.each([
  ['linux', '', 'HOME is empty; set it'],
  ['linux', 'a/b', 'HOME is a/b, which is not a full path'],
  ['win32', '', 'USERPROFILE is empty'],
] as const)('on %s the home %j is refused in a sentence', async (platform, home, sentence) => {
  const machine = { platform, home, temp: '', env: { XDG_DOWNLOAD_DIR: 'b' } };
  await expect(readConfig(machine)).rejects.toMatchObject({
    code: 'host.failed',
    message: expect.stringContaining(sentence),
  });
});

test('settings that an editor on Windows has saved are read', async () => {
  const machine = createMachine();
  const config = { ...buildDefaultConfig(machine), root: join(machine.home, 'Archive') };
  await writeConfig(machine, config);
  const path = buildConfigPath(machine);
  writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`);
  expect((await readConfig(machine)).root).toBe(config.root);
});

test('settings come back as they were written, readable for their owner alone', async () => {
  const machine = createMachine();
  const config = { ...buildDefaultConfig(machine), root: '/x' };
  expect(statSync(await writeConfig(machine, config)).mode & 0o777).toBe(0o600);
  expect(await readConfig(machine)).toEqual(config);
});

test.each(['', '{"root":', '{"root":7}', '{"root":"archives"}', '{"root":""}'])(
  'broken settings are an error, not the defaults: %j',
  async (text) => {
    const machine = createMachine();
    writeFileSync(await writeConfig(machine, buildDefaultConfig(machine)), text);
    await expect(readConfig(machine)).rejects.toMatchObject({ code: 'host.settings' });
  },
);

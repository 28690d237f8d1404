import { expect, test } from 'vitest';
import { buildDefaultConfig, configSchema } from '../config.ts';
import { buildConfigPath, buildPrivateDirectory, type Machine } from '../directories.ts';
import { createMemorySystem } from './__fixtures__/memory-system.ts';
import { install } from './install.ts';
import { buildLauncherPath } from './launcher.ts';
import { uninstall } from './uninstall.ts';

const machine: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };

test('what could not be removed the next uninstall finds by the settings, which stay with it', async () => {
  const system = createMemorySystem(['/home/a/.config/chromium']);
  const { written } = await install({
    machine,
    system,
    config: buildDefaultConfig(machine),
    program: { nodePath: '/n/node', mainPath: '/unpacked/companion.mjs' },
    copyAs: null,
    browsers: [],
    userDataDirectory: null,
    grant: false,
    dryRun: false,
  });
  const config = buildConfigPath(machine);
  const manifest = written.find((path) => path.includes('NativeMessagingHosts')) ?? '';
  const launcher = buildLauncherPath(machine, { privateFolder: buildPrivateDirectory(machine) });
  const undo = () => {
    const stored = configSchema.parse(JSON.parse(system.files.get(config) ?? ''));
    return uninstall({ machine, system, config: stored, dryRun: false });
  };
  system.busy.add(manifest);
  const first = await undo();
  expect(first).toEqual({ removed: [], kept: [manifest] });
  expect(system.files.has(launcher)).toBe(true);
  system.busy.clear();
  expect(await undo()).toEqual({ removed: expect.arrayContaining([manifest, launcher, config]), kept: [] });
  expect(system.files.size).toBe(0);
});

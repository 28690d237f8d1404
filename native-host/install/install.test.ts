import { describe, expect, test } from 'vitest';
import { hostName } from '../../shared/protocol/envelope.ts';
import { buildDefaultConfig, type Config, configSchema } from '../config.ts';
import { buildConfigPath, buildPrivateDirectory, type Machine, pathsOf } from '../directories.ts';
import { createMemorySystem, type MemorySystem } from './__fixtures__/memory-system.ts';
import { type InstallOptions, install } from './install.ts';
import { uninstall } from './uninstall.ts';

const linux: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };
const mac: Machine = { platform: 'darwin', home: '/Users/a', temp: '/tmp', env: {} };
const windows: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\a',
  temp: 'C:\\T',
  env: { APPDATA: 'C:\\Users\\a\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' },
};

const used = {
  linux: ['/home/a/.config/chromium', '/home/a/.mozilla'],
  darwin: [
    '/Users/a/Library/Application Support/Google/Chrome',
    '/Users/a/Library/Application Support/Mozilla',
  ],
  win32: [
    'C:\\Users\\a\\AppData\\Local\\BraveSoftware\\Brave-Browser\\User Data',
    'C:\\Users\\a\\AppData\\Roaming\\Mozilla\\Firefox',
  ],
};

const programs = {
  linux: { nodePath: '/n/node', mainPath: '/unpacked/companion.mjs' },
  darwin: { nodePath: '/n/node', mainPath: '/unpacked/companion.mjs' },
  win32: { nodePath: null, mainPath: 'D:\\unpacked\\star-export.exe' },
};

const readStored = (machine: Machine, system: MemorySystem): Config => {
  const text = system.files.get(buildConfigPath(machine));
  return text ? configSchema.parse(JSON.parse(text)) : buildDefaultConfig(machine);
};

function prepare(machine: Machine, folders?: string[]) {
  const platform = machine.platform as keyof typeof used;
  const system = createMemorySystem(folders ?? used[platform]);
  const run = (more: Partial<InstallOptions> = {}) =>
    install({
      machine,
      system,
      config: readStored(machine, system),
      program: programs[platform],
      copyAs: '0.1.0',
      browsers: [],
      userDataDirectory: null,
      grant: false,
      dryRun: false,
      ...more,
    });
  const undo = (dryRun = false) =>
    uninstall({ machine, system, config: readStored(machine, system), dryRun });
  return { system, run, undo };
}

const snapshot = ({ files, folders, registry, permissions }: MemorySystem) => ({
  files: [...files.keys()].sort(),
  folders: [...folders].sort(),
  registry: [...registry.keys()].sort(),
  permissions: [...permissions].sort(),
});

const everywhere = [linux, mac, windows];

describe('what is written', () => {
  test('on Linux: settings, program, launcher, and a manifest for each browser that is found', async () => {
    const { system, run } = prepare(linux);
    const { written, browsers, launcher } = await run();
    expect(launcher).toBe(written[2]);
    expect(browsers).toEqual(['Chromium', 'Firefox']);
    expect(written).toEqual([
      '/home/a/.config/star-export/config.json',
      '/home/a/.local/share/star-export/program-0.1.0/companion.mjs',
      '/home/a/.local/share/star-export/companion',
      `/home/a/.config/chromium/NativeMessagingHosts/${hostName}.json`,
      `/home/a/.mozilla/native-messaging-hosts/${hostName}.json`,
    ]);
    expect([...system.files.keys()].sort()).toEqual([...written].sort());
    expect(written.map((path) => system.modes.get(path))).toEqual([0o600, 0o644, 0o755, 0o644, 0o644]);
    expect(system.files.get(written[2] ?? '')).toContain(`exec '/n/node' '${written[1]}' "$@"`);
  });

  test('on macOS the same in its own folders', async () => {
    const { run } = prepare(mac);
    const support = '/Users/a/Library/Application Support';
    expect((await run()).written).toEqual([
      `${support}/Star Export/config.json`,
      `${support}/Star Export/program-0.1.0/companion.mjs`,
      `${support}/Star Export/companion`,
      `${support}/Google/Chrome/NativeMessagingHosts/${hostName}.json`,
      `${support}/Mozilla/NativeMessagingHosts/${hostName}.json`,
    ]);
  });

  test('on Windows manifests beside the launcher, and keys that point to them', async () => {
    const { system, run } = prepare(windows);
    const { written } = await run();
    const own = 'C:\\Users\\a\\AppData\\Local\\Star Export';
    expect(written).toEqual([
      'C:\\Users\\a\\AppData\\Roaming\\Star Export\\config.json',
      `${own}\\program-0.1.0\\star-export.exe`,
      `${own}\\companion.bat`,
      `${own}\\${hostName}.chromium.json`,
      `${own}\\${hostName}.firefox.json`,
      `HKCU\\Software\\BraveSoftware\\Brave-Browser\\NativeMessagingHosts\\${hostName}`,
      `HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\${hostName}`,
      `HKCU\\Software\\Mozilla\\NativeMessagingHosts\\${hostName}`,
    ]);
    expect([...system.registry.values()]).toEqual([
      `${own}\\${hostName}.chromium.json`,
      `${own}\\${hostName}.chromium.json`,
      `${own}\\${hostName}.firefox.json`,
    ]);
    expect(JSON.parse(system.files.get(`${own}\\${hostName}.chromium.json`) ?? '')).toMatchObject({
      path: `${own}\\companion.bat`,
    });
  });

  test('from a checkout the program stays where it is', async () => {
    const { system, run } = prepare(linux);
    const { written } = await run({ copyAs: null });
    expect(written).toHaveLength(4);
    expect(system.files.get(written[1] ?? '')).toContain("'/unpacked/companion.mjs'");
  });

  test('a browser that is named is served, found or not', async () => {
    const { run } = prepare(linux, []);
    expect((await run({ browsers: ['vivaldi'] })).written.at(-1)).toBe(
      `/home/a/.config/vivaldi/NativeMessagingHosts/${hostName}.json`,
    );
  });

  test('for a profile folder the user’s browsers are left alone', async () => {
    const { system, run } = prepare(linux);
    const { written } = await run({ userDataDirectory: '/p' });
    expect(written.at(-1)).toBe(`/p/NativeMessagingHosts/${hostName}.json`);
    expect([...system.files.keys()].filter((path) => path.includes('chromium'))).toEqual([]);
  });

  test.each(everywhere)('without a browser nothing at all on $platform', async (machine) => {
    const { system, run } = prepare(machine, [machine.home]);
    const before = snapshot(system);
    expect((await run()).written).toEqual([]);
    expect(snapshot(system)).toEqual(before);
  });
});

describe.each(everywhere)('on $platform', (machine) => {
  test('twice is the same as once', async () => {
    const { system, run } = prepare(machine);
    const first = await run();
    const state = { ...snapshot(system), settings: system.files.get(buildConfigPath(machine)) };
    expect(await run()).toEqual(first);
    expect({ ...snapshot(system), settings: system.files.get(buildConfigPath(machine)) }).toEqual(state);
  });

  test('a dry run says the same and writes nothing', async () => {
    const { system, run } = prepare(machine);
    const before = snapshot(system);
    const planned = await run({ dryRun: true });
    expect(snapshot(system)).toEqual(before);
    expect((await run()).written).toEqual(planned.written);
  });

  test('uninstall leaves the machine as it was, and does no harm a second time', async () => {
    const { system, run, undo } = prepare(machine);
    const before = snapshot(system);
    const { written } = await run();
    const planned = await undo(true);
    expect(planned.removed.sort()).toEqual([...written].sort());
    expect((await undo()).removed.sort()).toEqual([...written].sort());
    expect(snapshot(system)).toEqual(before);
    expect(await undo()).toEqual({ removed: [], kept: [] });
  });

  test('what the companion has made for itself since goes too, and what is the user’s stays', async () => {
    const { system, run, undo } = prepare(machine);
    const before = snapshot(system);
    await run();
    const folder = buildPrivateDirectory(machine);
    const { join } = pathsOf(machine);
    const own = [
      join(folder, 'downloads', 'a.json'),
      join(folder, 'yt-dlp-versions', '2026.11.01', 'yt_dlp', 'main.py'),
      join(folder, 'compiled', 'v24', 'a.cache'),
      join(folder, '..', '..', 'kept.mp4'),
    ];
    for (const path of own) await system.writeText(path, '', 0o600);
    await undo();
    const after = snapshot(system);
    expect(after.files).toEqual([own[3]]);
    expect(after.folders).toEqual(expect.arrayContaining(before.folders));
    expect(after.folders.filter((path) => path.startsWith(folder))).toEqual([]);
  });

  test('an installation cut short at any write can be taken away', async () => {
    for (let writes = 1; writes < 6; writes += 1) {
      const { system, run, undo } = prepare(machine);
      const before = snapshot(system);
      system.writesLeft = writes;
      await expect(run()).rejects.toThrow('The power is gone.');
      system.writesLeft = null;
      await undo();
      expect(snapshot(system)).toEqual(before);
    }
  });

  test('a newer version takes the place of the one before, and keeps the settings', async () => {
    const { system, run, undo } = prepare(machine);
    const before = snapshot(system);
    await run();
    const path = buildConfigPath(machine);
    const changed = { ...readStored(machine, system), root: '/elsewhere', proxy: 'http://p:1' };
    system.files.set(path, JSON.stringify(changed));
    const compiled = pathsOf(machine).join(buildPrivateDirectory(machine), 'compiled', 'v24', 'a.cache');
    await system.writeText(compiled, '', 0o600);
    await run({ copyAs: '0.2.0' });
    expect(await system.isThere(compiled)).toBe(false);
    expect(readStored(machine, system)).toMatchObject({ root: '/elsewhere', proxy: 'http://p:1' });
    expect([...system.files.keys()].filter((name) => name.includes('program-'))).toHaveLength(1);
    expect([...system.files.keys()].join()).toContain('program-0.2.0');
    await undo();
    expect(snapshot(system)).toEqual(before);
  });

  test('without its settings what belongs to the launcher is still found', async () => {
    const { system, run } = prepare(machine);
    const { written } = await run();
    const removed = await uninstall({ machine, system, config: null, dryRun: false });
    const files = written.filter((path) => !path.startsWith('HKCU'));
    expect(removed.removed.sort()).toEqual(files.sort());
  });
});

describe('the command line', () => {
  const folder = '/home/a/.local/bin';

  test('gets a name of its own among the programs of the user, and loses it again', async () => {
    const { system, run, undo } = prepare(linux, [...used.linux, folder]);
    const before = snapshot(system);
    await run();
    expect(system.files.get(`${folder}/star-export`)).toBe(
      '#!/bin/sh\nexec \'/home/a/.local/share/star-export/companion\' "$@"\n',
    );
    await run();
    await undo();
    expect(snapshot(system)).toEqual(before);
  });

  test('leaves another program of that name alone', async () => {
    const { system, run, undo } = prepare(linux, [...used.linux, folder]);
    await system.writeText(`${folder}/star-export`, 'somebody else’s', 0o755);
    const { written } = await run();
    expect(written).not.toContain(`${folder}/star-export`);
    await undo();
    expect(system.files.get(`${folder}/star-export`)).toBe('somebody else’s');
  });

  test('from a checkout or for a trial it gets none', async () => {
    for (const more of [{ copyAs: null }, { userDataDirectory: '/p' }]) {
      const { system, run } = prepare(linux, [...used.linux, folder]);
      await run(more);
      expect(system.files.has(`${folder}/star-export`)).toBe(false);
    }
  });
});

test('a program of an older version that is still running stays, and is tried again', async () => {
  const { system, run } = prepare(windows);
  const { written } = await run();
  const old = written[1] ?? '';
  system.busy.add(old);
  await run({ copyAs: '0.2.0' });
  expect(readStored(windows, system).installed).toContain(old);
  system.busy.clear();
  await run({ copyAs: '0.2.0' });
  expect(system.files.has(old)).toBe(false);
});

test('the installed program installs itself without being taken for an old one', async () => {
  const { system, run } = prepare(linux);
  const { written } = await run();
  const program = { nodePath: '/n/node', mainPath: written[1] ?? '' };
  await run({ program });
  expect(system.files.has(program.mainPath)).toBe(true);
});

test('what the system does not let go of is named', async () => {
  const { system, run, undo } = prepare(windows);
  const { written } = await run();
  system.busy.add(written[1] ?? '');
  const { removed, kept } = await undo();
  expect(kept).toEqual([written[1]]);
  expect(removed).not.toContain(written[1]);
});

describe('browsers in a sandbox', () => {
  const firefox = '/home/a/.var/app/org.mozilla.firefox';

  test('get a launcher inside of it, and the command that opens it is shown, not run', async () => {
    const { system, run } = prepare(linux, [firefox]);
    const { written, openGrants, givenGrants } = await run();
    expect(written).toContain(`${firefox}/data/star-export/companion`);
    expect(
      JSON.parse(system.files.get(`${firefox}/.mozilla/native-messaging-hosts/${hostName}.json`) ?? ''),
    ).toMatchObject({ path: `${firefox}/data/star-export/companion` });
    expect(openGrants.map(({ give }) => give.join(' '))).toEqual([
      'flatpak override --user --talk-name=org.freedesktop.Flatpak org.mozilla.firefox',
    ]);
    expect(givenGrants).toEqual([]);
    expect(system.permissions.size).toBe(0);
  });

  test('are opened when asked, and closed again by uninstall', async () => {
    const { system, run, undo } = prepare(linux, [firefox, '/home/a/snap/firefox']);
    const before = snapshot(system);
    const { openGrants, givenGrants } = await run({ grant: true });
    expect(openGrants).toEqual([]);
    expect(givenGrants.map(({ give }) => give.join(' '))).toEqual([
      'flatpak override --user --talk-name=org.freedesktop.Flatpak org.mozilla.firefox',
      `flatpak permission-set webextensions ${hostName} snap.firefox yes`,
    ]);
    expect(system.permissions).toEqual(new Set(['org.mozilla.firefox', 'snap.firefox']));
    await undo();
    expect(snapshot(system)).toEqual(before);
  });

  test('that were open before stay open', async () => {
    const { system, run, undo } = prepare(linux, [firefox]);
    system.permissions.add('org.mozilla.firefox');
    expect(await run({ grant: true })).toMatchObject({ openGrants: [], givenGrants: [] });
    await undo();
    expect(system.permissions.has('org.mozilla.firefox')).toBe(true);
  });

  test('that can have no companion are named, and nothing is written for them', async () => {
    const { system, run } = prepare(linux, ['/home/a/snap/chromium']);
    const { written, closed } = await run();
    expect(written).toEqual([]);
    expect(closed).toEqual([expect.stringContaining('Chromium from Snap')]);
    expect(system.files.size).toBe(0);
  });
});

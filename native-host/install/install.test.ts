import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extensionId, firefoxExtensionId } from '../../shared/extension-key.ts';
import { hostName } from '../../shared/protocol/envelope.ts';
import { buildDefaultConfig, readConfig } from '../config.ts';
import type { Machine } from '../directories.ts';
import { install, uninstall } from './install.ts';
import { type BrowserId, browserIds, buildManifestPlace } from './locations.ts';
import { buildInstallPlan, buildManifest } from './plan.ts';

const linux: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };
const mac: Machine = { platform: 'darwin', home: '/Users/a', temp: '/tmp', env: {} };
const windows: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\a',
  temp: 'C:\\T',
  env: { APPDATA: 'C:\\Users\\a\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' },
};

describe('where browsers look', () => {
  test.each([
    ['chrome', '/home/a/.config/google-chrome/NativeMessagingHosts/'],
    ['chromium', '/home/a/.config/chromium/NativeMessagingHosts/'],
    ['edge', '/home/a/.config/microsoft-edge/NativeMessagingHosts/'],
    ['brave', '/home/a/.config/BraveSoftware/Brave-Browser/NativeMessagingHosts/'],
    ['vivaldi', '/home/a/.config/vivaldi/NativeMessagingHosts/'],
    ['opera', '/home/a/.config/opera/NativeMessagingHosts/'],
    ['firefox', '/home/a/.mozilla/native-messaging-hosts/'],
  ] as [BrowserId, string][])('%s on Linux', (browser, folder) => {
    expect(buildManifestPlace(browser, linux)).toMatchObject({
      path: `${folder}${hostName}.json`,
      registryKey: null,
    });
  });

  test.each([
    ['chrome', 'Google/Chrome'],
    ['chromium', 'Chromium'],
    ['edge', 'Microsoft Edge'],
    ['brave', 'BraveSoftware/Brave-Browser'],
    ['vivaldi', 'Vivaldi'],
    ['opera', 'com.operasoftware.Opera'],
    ['firefox', 'Mozilla'],
  ] as [BrowserId, string][])('%s on macOS', (browser, folder) => {
    const path = `/Users/a/Library/Application Support/${folder}/NativeMessagingHosts/${hostName}.json`;
    expect(buildManifestPlace(browser, mac)).toMatchObject({ path, registryKey: null });
  });

  test.each([
    ['chrome', 'Google\\Chrome'],
    ['chromium', 'Chromium'],
    ['edge', 'Microsoft\\Edge'],
    ['brave', 'BraveSoftware\\Brave-Browser'],
    ['vivaldi', 'Vivaldi'],
    ['opera', 'Google\\Chrome'],
    ['firefox', 'Mozilla'],
  ] as [BrowserId, string][])('%s on Windows', (browser, key) => {
    const place = buildManifestPlace(browser, windows);
    expect(place.registryKey).toBe(`HKCU\\Software\\${key}\\NativeMessagingHosts\\${hostName}`);
    expect(place.path).toMatch(/^C:\\Users\\a\\AppData\\Local\\Star Export\\/);
  });

  test('a moved XDG folder is respected', () => {
    const machine = { ...linux, env: { XDG_CONFIG_HOME: '/cfg' } };
    expect(buildManifestPlace('chromium', machine).path).toBe(
      `/cfg/chromium/NativeMessagingHosts/${hostName}.json`,
    );
  });
});

describe('what is written', () => {
  const planFor = (machine: Machine, mainPath = "/opt/it's here/main.js") =>
    buildInstallPlan({
      machine,
      places: browserIds.map((browser) => buildManifestPlace(browser, machine)),
      config: buildDefaultConfig(machine),
      configPath: '/cfg/config.json',
      nodePath: '/opt/node/bin/node',
      mainPath,
    });

  test('the launcher uses absolute paths and passes every argument on', () => {
    const [launcher] = planFor(linux).files;
    expect(launcher).toMatchObject({ path: '/home/a/.local/share/star-export/companion', mode: 0o755 });
    expect(launcher?.text).toBe(
      "#!/bin/sh\nSTAR_EXPORT_CONFIG='/cfg/config.json' exec '/opt/node/bin/node' '/opt/it'\\''s here/main.js' \"$@\"\n",
    );
  });

  test('on Windows a batch file and registry keys that point to the manifests', () => {
    const { files, keys } = planFor(windows, 'C:\\100%\\main.js');
    expect(files[0]?.path).toBe('C:\\Users\\a\\AppData\\Local\\Star Export\\companion.bat');
    expect(files[0]?.text).toContain('"C:\\100%%\\main.js" %*\r\n');
    expect(keys).toHaveLength(browserIds.length);
    expect(new Set(keys.map(({ value }) => value))).toEqual(new Set(files.slice(1).map(({ path }) => path)));
  });

  test('manifests let in exactly the known extensions', () => {
    const { origins } = buildDefaultConfig(linux);
    expect(JSON.parse(buildManifest('chromium', '/x', origins))).toEqual({
      name: hostName,
      description: 'Star Export companion',
      path: '/x',
      type: 'stdio',
      allowed_origins: [`chrome-extension://${extensionId}/`],
    });
    expect(JSON.parse(buildManifest('firefox', '/x', origins))).toMatchObject({
      allowed_extensions: [firefoxExtensionId],
    });
  });
});

describe('installing', () => {
  function prepare() {
    const home = mkdtempSync(join(tmpdir(), 'star-install-'));
    const machine: Machine = { platform: 'linux', home, temp: home, env: {} };
    mkdirSync(join(home, '.config', 'chromium'), { recursive: true });
    mkdirSync(join(home, '.mozilla'));
    const options = {
      machine,
      config: buildDefaultConfig(machine),
      nodePath: '/n',
      mainPath: '/m',
      browsers: [],
      userDataDirectory: null,
      dryRun: false,
    };
    return { home, machine, options };
  }

  test('serves the browsers that are found, and says every file', async () => {
    const { home, options } = prepare();
    const written = await install(options);
    expect(written.map((path) => path.slice(home.length + 1))).toEqual([
      '.config/star-export/config.json',
      '.local/share/star-export/companion',
      `.config/chromium/NativeMessagingHosts/${hostName}.json`,
      `.mozilla/native-messaging-hosts/${hostName}.json`,
    ]);
    expect(written.every((path) => existsSync(path))).toBe(true);
    expect(statSync(written[0] ?? '').mode & 0o777).toBe(0o600);
    expect(statSync(written[1] ?? '').mode & 0o777).toBe(0o755);
  });

  test('twice is the same as once', async () => {
    const { machine, options } = prepare();
    const first = await install(options);
    const settings = readFileSync(first[0] ?? '', 'utf8');
    expect(await install({ ...options, config: await readConfig(machine) })).toEqual(first);
    expect(readFileSync(first[0] ?? '', 'utf8')).toBe(settings);
  });

  test('dry, it says the same and writes nothing', async () => {
    const { options } = prepare();
    const planned = await install({ ...options, dryRun: true });
    expect(planned.filter((path) => existsSync(path))).toEqual([]);
    expect(await install(options)).toEqual(planned);
  });

  test('for a profile folder it leaves the user’s browsers alone', async () => {
    const { home, options } = prepare();
    const written = await install({ ...options, userDataDirectory: join(home, 'profile') });
    expect(written.at(-1)).toBe(join(home, 'profile', 'NativeMessagingHosts', `${hostName}.json`));
    expect(existsSync(join(home, '.config', 'chromium', 'NativeMessagingHosts'))).toBe(false);
  });

  test('is undone to the last file, twice without harm, and archives stay', async () => {
    const { home, machine, options } = prepare();
    const written = await install(options);
    mkdirSync(join(options.config.root, 'archive'), { recursive: true });
    const removed = await uninstall(machine, await readConfig(machine), false);
    expect(removed.sort()).toEqual([...written].sort());
    expect(written.filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(join(home, '.config', 'star-export'))).toBe(false);
    expect(existsSync(join(options.config.root, 'archive'))).toBe(true);
    expect(await uninstall(machine, await readConfig(machine), false)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { hostName } from '../../shared/protocol/envelope.ts';
import type { Machine } from '../directories.ts';
import { type BrowserId, browserIds } from './browsers.ts';
import { listClosedPlaces, listManifestPlaces } from './locations.ts';

const linux: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };
const mac: Machine = { platform: 'darwin', home: '/Users/a', temp: '/tmp', env: {} };
const windows: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\a',
  temp: 'C:\\T',
  env: { APPDATA: 'C:\\Users\\a\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' },
};

const file = `${hostName}.json`;

test.each([
  ['chrome', ['.config/google-chrome/NativeMessagingHosts']],
  ['chrome-beta', ['.config/google-chrome-beta/NativeMessagingHosts']],
  ['chrome-dev', ['.config/google-chrome-unstable/NativeMessagingHosts']],
  ['chrome-canary', ['.config/google-chrome-canary/NativeMessagingHosts']],
  [
    'chrome-for-testing',
    ['.config/google-chrome-for-testing/NativeMessagingHosts', '.config/google-chrome/NativeMessagingHosts'],
  ],
  ['chromium', ['.config/chromium/NativeMessagingHosts']],
  ['edge', ['.config/microsoft-edge/NativeMessagingHosts']],
  ['brave', ['.config/BraveSoftware/Brave-Browser/NativeMessagingHosts']],
  ['vivaldi', ['.config/vivaldi/NativeMessagingHosts']],
  ['opera', ['.config/opera/NativeMessagingHosts']],
  ['firefox', ['.mozilla/native-messaging-hosts']],
  ['librewolf', ['.librewolf/native-messaging-hosts', '.mozilla/native-messaging-hosts']],
  ['waterfox', ['.waterfox/native-messaging-hosts', '.mozilla/native-messaging-hosts']],
  ['floorp', ['.floorp/native-messaging-hosts', '.mozilla/native-messaging-hosts']],
  ['zen', ['.zen/native-messaging-hosts', '.mozilla/native-messaging-hosts']],
] as [BrowserId, string[]][])('%s on Linux', (browser, folders) => {
  const own = listManifestPlaces(browser, linux).filter(({ sandbox }) => sandbox === null);
  expect(own.map(({ path }) => path)).toEqual(folders.map((folder) => `/home/a/${folder}/${file}`));
});

test.each([
  ['chrome', ['Google/Chrome']],
  ['chrome-beta', ['Google/Chrome Beta']],
  ['chrome-dev', ['Google/Chrome Dev']],
  ['chrome-canary', ['Google/Chrome Canary']],
  ['chrome-for-testing', ['Google/ChromeForTesting', 'Google/Chrome']],
  ['chromium', ['Chromium']],
  ['edge', ['Microsoft Edge']],
  ['brave', ['BraveSoftware/Brave-Browser']],
  ['vivaldi', ['Vivaldi']],
  ['opera', ['com.operasoftware.Opera']],
  ['firefox', ['Mozilla']],
  ['librewolf', ['LibreWolf', 'Mozilla']],
  ['waterfox', ['Waterfox', 'Mozilla']],
  ['floorp', ['Floorp', 'Mozilla']],
  ['zen', ['zen', 'Mozilla']],
] as [BrowserId, string[]][])('%s on macOS', (browser, folders) => {
  const support = '/Users/a/Library/Application Support';
  expect(listManifestPlaces(browser, mac).map(({ path }) => path)).toEqual(
    folders.map((folder) => `${support}/${folder}/NativeMessagingHosts/${file}`),
  );
});

test.each([
  ['chrome', ['Google\\Chrome'], 'Local\\Google\\Chrome\\User Data'],
  ['chrome-beta', ['Google\\Chrome'], 'Local\\Google\\Chrome Beta\\User Data'],
  ['chrome-dev', ['Google\\Chrome'], 'Local\\Google\\Chrome Dev\\User Data'],
  ['chrome-canary', ['Google\\Chrome'], 'Local\\Google\\Chrome SxS\\User Data'],
  [
    'chrome-for-testing',
    ['Google\\ChromeForTesting', 'Google\\Chrome'],
    'Local\\Google\\Chrome for Testing\\User Data',
  ],
  ['chromium', ['Chromium'], 'Local\\Chromium\\User Data'],
  ['edge', ['Microsoft\\Edge'], 'Local\\Microsoft\\Edge\\User Data'],
  [
    'brave',
    ['BraveSoftware\\Brave-Browser', 'Google\\Chrome'],
    'Local\\BraveSoftware\\Brave-Browser\\User Data',
  ],
  ['vivaldi', ['Vivaldi', 'Google\\Chrome'], 'Local\\Vivaldi\\User Data'],
  ['opera', ['Opera Software', 'Google\\Chrome'], 'Roaming\\Opera Software\\Opera Stable'],
  ['firefox', ['Mozilla'], 'Roaming\\Mozilla\\Firefox'],
  ['librewolf', ['Mozilla'], 'Roaming\\LibreWolf'],
  ['waterfox', ['Mozilla'], 'Roaming\\Waterfox'],
  ['floorp', ['Mozilla'], 'Roaming\\Floorp'],
  ['zen', ['Mozilla'], 'Roaming\\zen'],
] as [BrowserId, string[], string][])('%s on Windows', (browser, keys, trace) => {
  const [place] = listManifestPlaces(browser, windows);
  expect(place?.registryKeys).toEqual(
    keys.map((key) => `HKCU\\Software\\${key}\\NativeMessagingHosts\\${hostName}`),
  );
  expect(place?.path).toMatch(/^C:\\Users\\a\\AppData\\Local\\Star Export\\/);
  expect(place?.traces).toEqual([`C:\\Users\\a\\AppData\\${trace}`]);
});

describe('browsers in a sandbox', () => {
  const sandboxed = (browser: BrowserId) =>
    listManifestPlaces(browser, linux).filter(({ sandbox }) => sandbox !== null);

  test.each([
    ['chrome', 'com.google.Chrome/config/google-chrome/NativeMessagingHosts'],
    ['chromium', 'org.chromium.Chromium/config/chromium/NativeMessagingHosts'],
    ['brave', 'com.brave.Browser/config/BraveSoftware/Brave-Browser/NativeMessagingHosts'],
    ['edge', 'com.microsoft.Edge/config/microsoft-edge/NativeMessagingHosts'],
    ['vivaldi', 'com.vivaldi.Vivaldi/config/vivaldi/NativeMessagingHosts'],
    ['opera', 'com.opera.Opera/config/opera/NativeMessagingHosts'],
    ['firefox', 'org.mozilla.firefox/.mozilla/native-messaging-hosts'],
    ['librewolf', 'io.gitlab.librewolf-community/.librewolf/native-messaging-hosts'],
    ['zen', 'app.zen_browser.zen/.zen/native-messaging-hosts'],
  ] as [BrowserId, string][])('%s from Flathub looks below its own folder', (browser, path) => {
    const [first] = sandboxed(browser);
    expect(first).toMatchObject({
      path: `/home/a/.var/app/${path}/${file}`,
      traces: [`/home/a/.var/app/${path.split('/')[0]}`],
    });
  });

  test('Firefox from Snap looks where the system’s Firefox does', () => {
    expect(sandboxed('firefox').at(-1)).toMatchObject({
      path: `/home/a/.mozilla/native-messaging-hosts/${file}`,
      traces: ['/home/a/snap/firefox'],
    });
  });

  test('Chromium from Snap has no place, and it is said why', () => {
    expect(sandboxed('chromium').filter(({ sandbox }) => sandbox?.kind === 'snap')).toEqual([]);
    expect(listClosedPlaces('chromium', linux)).toMatchObject([
      { traces: ['/home/a/snap/chromium'], reason: expect.stringContaining('cannot start programs') },
    ]);
  });

  test.each([mac, windows])('there are none on $platform', (machine) => {
    for (const id of browserIds) {
      expect(listManifestPlaces(id, machine).every(({ sandbox }) => sandbox === null)).toBe(true);
      expect(listClosedPlaces(id, machine)).toEqual([]);
    }
  });
});

test('a moved XDG folder is respected', () => {
  const machine = { ...linux, env: { XDG_CONFIG_HOME: '/cfg' } };
  expect(listManifestPlaces('chromium', machine)[0]?.path).toBe(`/cfg/chromium/NativeMessagingHosts/${file}`);
});

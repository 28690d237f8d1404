/** Where browsers look for native messaging manifests, as data: operating system × browser, for the current user only. */
import { hostName } from '../../shared/protocol/envelope.ts';
import { buildPrivateDirectory, type Machine, pathsOf } from '../directories.ts';

export const browserIds = ['chrome', 'chromium', 'edge', 'brave', 'vivaldi', 'opera', 'firefox'] as const;
export type BrowserId = (typeof browserIds)[number];

/** How a manifest names its callers: Chromium by origin, Firefox by add-on id. */
export type ManifestKind = 'chromium' | 'firefox';

interface BrowserPlaces {
  label: string;
  kind: ManifestKind;
  /** Profile folder below `~/.config` (Firefox: below the home folder) whose presence tells that the browser is used. */
  linux: string;
  /** The same below `~/Library/Application Support`. */
  darwin: string;
  /** Below `HKCU\Software`. */
  win32: string;
}

/** From the browsers' documentation on native messaging; Opera on Windows reads Chrome's key. */
export const browserPlaces: Readonly<Record<BrowserId, BrowserPlaces>> = {
  chrome: {
    label: 'Google Chrome',
    kind: 'chromium',
    linux: 'google-chrome',
    darwin: 'Google/Chrome',
    win32: 'Google\\Chrome',
  },
  chromium: { label: 'Chromium', kind: 'chromium', linux: 'chromium', darwin: 'Chromium', win32: 'Chromium' },
  edge: {
    label: 'Microsoft Edge',
    kind: 'chromium',
    linux: 'microsoft-edge',
    darwin: 'Microsoft Edge',
    win32: 'Microsoft\\Edge',
  },
  brave: {
    label: 'Brave',
    kind: 'chromium',
    linux: 'BraveSoftware/Brave-Browser',
    darwin: 'BraveSoftware/Brave-Browser',
    win32: 'BraveSoftware\\Brave-Browser',
  },
  vivaldi: { label: 'Vivaldi', kind: 'chromium', linux: 'vivaldi', darwin: 'Vivaldi', win32: 'Vivaldi' },
  opera: {
    label: 'Opera',
    kind: 'chromium',
    linux: 'opera',
    darwin: 'com.operasoftware.Opera',
    win32: 'Google\\Chrome',
  },
  firefox: { label: 'Firefox', kind: 'firefox', linux: '.mozilla', darwin: 'Mozilla', win32: 'Mozilla' },
};

/** Where one browser learns of the companion. */
export interface ManifestPlace {
  kind: ManifestKind;
  /** Absolute path of the manifest. */
  path: string;
  /** Windows: the key whose default value is that path. */
  registryKey: string | null;
  /** A folder that is there when the browser is used; null where only the registry tells. */
  profileFolder: string | null;
}

/** The place for one browser. On Windows manifests lie in the companion's own folder and the registry points to them. */
export function buildManifestPlace(browser: BrowserId, machine: Machine): ManifestPlace {
  const places = browserPlaces[browser];
  const { join } = pathsOf(machine);
  const { kind } = places;
  if (machine.platform === 'win32') {
    const path = join(buildPrivateDirectory(machine), `${hostName}.${kind}.json`);
    return {
      kind,
      path,
      registryKey: `HKCU\\Software\\${places.win32}\\NativeMessagingHosts\\${hostName}`,
      profileFolder: null,
    };
  }
  if (machine.platform === 'darwin') {
    const profileFolder = join(machine.home, 'Library', 'Application Support', ...places.darwin.split('/'));
    return {
      kind,
      path: join(profileFolder, 'NativeMessagingHosts', `${hostName}.json`),
      registryKey: null,
      profileFolder,
    };
  }
  if (kind === 'firefox') {
    const profileFolder = join(machine.home, places.linux);
    return {
      kind,
      path: join(profileFolder, 'native-messaging-hosts', `${hostName}.json`),
      registryKey: null,
      profileFolder,
    };
  }
  const profileFolder = join(
    machine.env.XDG_CONFIG_HOME || join(machine.home, '.config'),
    ...places.linux.split('/'),
  );
  return {
    kind,
    path: join(profileFolder, 'NativeMessagingHosts', `${hostName}.json`),
    registryKey: null,
    profileFolder,
  };
}

/** With a profile folder of its own Chromium reads manifests from there, and from nowhere else of the user's. */
export const buildProfilePlace = (userDataDirectory: string, machine: Machine): ManifestPlace => ({
  kind: 'chromium',
  path: pathsOf(machine).join(userDataDirectory, 'NativeMessagingHosts', `${hostName}.json`),
  registryKey: null,
  profileFolder: userDataDirectory,
});

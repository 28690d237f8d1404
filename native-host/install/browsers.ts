/**
 * Browsers and their folders, as data. From the browsers' documentation on native messaging, and for what that leaves
 * out (forks, Opera, Flatpak, Snap) from what other programs with companions do; the README says what was run.
 */

/** How a manifest names its callers: Chromium by origin, Firefox by add-on id. */
export type ManifestKind = 'chromium' | 'firefox';

/** Folders and keys of one browser. Folders are written with `/`; a manifest goes into a folder of a fixed name below each. */
interface BrowserFolders {
  /** Its own folder, which tells that it is used: below `~/.config`, for Firefox and its forks below the home folder. */
  linux: string;
  /** The same below `~/Library/Application Support`. */
  darwin: string;
  /** Folders of other browsers where it reads manifests as well, in some versions. */
  also?: { linux?: readonly string[]; darwin?: readonly string[] };
  /** Folders that also tell that it is used, but take no manifest. */
  traces?: { linux?: readonly string[]; darwin?: readonly string[] };
  /** Keys below `HKCU\Software` that it reads, its own first. */
  win32: readonly string[];
  /** Windows: its folder below one of these variables, which tells that it is used. */
  windowsProfile: readonly ['LOCALAPPDATA' | 'APPDATA', string];
  /** Names under which Flathub has it. */
  flatpak?: readonly string[];
  /** Its name as a Snap, and whether one from there can start programs of the system. */
  snap?: { name: string; startsPrograms: boolean };
}

interface Browser extends BrowserFolders {
  label: string;
  kind: ManifestKind;
}

const chromium = (label: string, folders: BrowserFolders): Browser => ({
  label,
  kind: 'chromium',
  ...folders,
});

/** Forks are given a manifest in Firefox's folder too: which of the two they read has changed from version to version. */
const fork = (label: string, folder: string, more: { mac: string; flatpak: string[] }): Browser => ({
  label,
  kind: 'firefox',
  linux: `.${folder}`,
  darwin: more.mac,
  also: { linux: ['.mozilla'], darwin: ['Mozilla'] },
  win32: ['Mozilla'],
  windowsProfile: ['APPDATA', more.mac],
  flatpak: more.flatpak,
});

const browsers = {
  chrome: chromium('Google Chrome', {
    linux: 'google-chrome',
    darwin: 'Google/Chrome',
    win32: ['Google\\Chrome'],
    windowsProfile: ['LOCALAPPDATA', 'Google/Chrome/User Data'],
    flatpak: ['com.google.Chrome'],
  }),
  'chrome-beta': chromium('Google Chrome Beta', {
    linux: 'google-chrome-beta',
    darwin: 'Google/Chrome Beta',
    win32: ['Google\\Chrome'],
    windowsProfile: ['LOCALAPPDATA', 'Google/Chrome Beta/User Data'],
  }),
  'chrome-dev': chromium('Google Chrome Dev', {
    linux: 'google-chrome-unstable',
    darwin: 'Google/Chrome Dev',
    win32: ['Google\\Chrome'],
    windowsProfile: ['LOCALAPPDATA', 'Google/Chrome Dev/User Data'],
    flatpak: ['com.google.ChromeDev'],
  }),
  'chrome-canary': chromium('Google Chrome Canary', {
    linux: 'google-chrome-canary',
    darwin: 'Google/Chrome Canary',
    win32: ['Google\\Chrome'],
    windowsProfile: ['LOCALAPPDATA', 'Google/Chrome SxS/User Data'],
  }),
  // Until version 146 it read Chrome's folders.
  'chrome-for-testing': chromium('Google Chrome for Testing', {
    linux: 'google-chrome-for-testing',
    darwin: 'Google/ChromeForTesting',
    also: { linux: ['google-chrome'], darwin: ['Google/Chrome'] },
    win32: ['Google\\ChromeForTesting', 'Google\\Chrome'],
    traces: { darwin: ['Google/Chrome for Testing'] },
    windowsProfile: ['LOCALAPPDATA', 'Google/Chrome for Testing/User Data'],
  }),
  chromium: chromium('Chromium', {
    linux: 'chromium',
    darwin: 'Chromium',
    win32: ['Chromium'],
    windowsProfile: ['LOCALAPPDATA', 'Chromium/User Data'],
    flatpak: ['org.chromium.Chromium', 'io.github.ungoogled_software.ungoogled_chromium'],
    snap: { name: 'chromium', startsPrograms: false },
  }),
  edge: chromium('Microsoft Edge', {
    linux: 'microsoft-edge',
    darwin: 'Microsoft Edge',
    win32: ['Microsoft\\Edge'],
    windowsProfile: ['LOCALAPPDATA', 'Microsoft/Edge/User Data'],
    flatpak: ['com.microsoft.Edge'],
  }),
  brave: chromium('Brave', {
    linux: 'BraveSoftware/Brave-Browser',
    darwin: 'BraveSoftware/Brave-Browser',
    win32: ['BraveSoftware\\Brave-Browser', 'Google\\Chrome'],
    windowsProfile: ['LOCALAPPDATA', 'BraveSoftware/Brave-Browser/User Data'],
    flatpak: ['com.brave.Browser'],
    snap: { name: 'brave', startsPrograms: false },
  }),
  vivaldi: chromium('Vivaldi', {
    linux: 'vivaldi',
    darwin: 'Vivaldi',
    win32: ['Vivaldi', 'Google\\Chrome'],
    windowsProfile: ['LOCALAPPDATA', 'Vivaldi/User Data'],
    flatpak: ['com.vivaldi.Vivaldi'],
    snap: { name: 'vivaldi', startsPrograms: false },
  }),
  opera: chromium('Opera', {
    linux: 'opera',
    darwin: 'com.operasoftware.Opera',
    win32: ['Opera Software', 'Google\\Chrome'],
    windowsProfile: ['APPDATA', 'Opera Software/Opera Stable'],
    flatpak: ['com.opera.Opera'],
    snap: { name: 'opera', startsPrograms: false },
  }),
  // Since version 147 a new profile is made in ~/.config/mozilla; manifests are still looked for in ~/.mozilla alone.
  firefox: {
    label: 'Firefox',
    kind: 'firefox',
    linux: '.mozilla',
    darwin: 'Mozilla',
    win32: ['Mozilla'],
    traces: { linux: ['.config/mozilla'], darwin: ['Firefox'] },
    windowsProfile: ['APPDATA', 'Mozilla/Firefox'],
    flatpak: ['org.mozilla.firefox'],
    snap: { name: 'firefox', startsPrograms: true },
  },
  librewolf: fork('LibreWolf', 'librewolf', { mac: 'LibreWolf', flatpak: ['io.gitlab.librewolf-community'] }),
  waterfox: fork('Waterfox', 'waterfox', { mac: 'Waterfox', flatpak: ['net.waterfox.waterfox'] }),
  floorp: fork('Floorp', 'floorp', { mac: 'Floorp', flatpak: ['one.ablaze.floorp'] }),
  zen: fork('Zen', 'zen', { mac: 'zen', flatpak: ['app.zen_browser.zen'] }),
} as const satisfies Record<string, Browser>;

export type BrowserId = keyof typeof browsers;

export const browserIds = Object.keys(browsers) as BrowserId[];

/** One browser's data, with what it may lack as optional fields. */
export const readBrowser = (id: BrowserId): Browser => browsers[id];

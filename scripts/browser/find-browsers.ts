/** The Chromium-family browsers of a machine, as data, and which of them are there. */
import { posix, win32 } from 'node:path';
import type { System } from '../setup/system.ts';

interface KnownBrowser {
  /** As `--browser` takes it. */
  id: string;
  label: string;
  /** Commands on Linux. */
  commands: string[];
  /** Below /Applications. */
  darwin: string;
  /** Below a program folder; null when it is not made for Windows. */
  win32: string | null;
  /**
   * Takes an unpacked extension from the command line. Chrome stopped doing so with version 137
   * (groups.google.com/a/chromium.org/g/chromium-extensions/c/1-g8EFx2BBY).
   */
  takesExtensions: boolean;
}

/** In the order in which they are chosen. */
const knownBrowsers: KnownBrowser[] = [
  {
    id: 'chromium',
    label: 'Chromium',
    commands: ['chromium', 'chromium-browser'],
    darwin: 'Chromium.app/Contents/MacOS/Chromium',
    win32: 'Chromium\\Application\\chrome.exe',
    takesExtensions: true,
  },
  {
    id: 'brave',
    label: 'Brave',
    commands: ['brave-browser', 'brave'],
    darwin: 'Brave Browser.app/Contents/MacOS/Brave Browser',
    win32: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
    takesExtensions: true,
  },
  {
    id: 'vivaldi',
    label: 'Vivaldi',
    commands: ['vivaldi', 'vivaldi-stable'],
    darwin: 'Vivaldi.app/Contents/MacOS/Vivaldi',
    win32: 'Vivaldi\\Application\\vivaldi.exe',
    takesExtensions: true,
  },
  {
    id: 'edge',
    label: 'Microsoft Edge',
    commands: ['microsoft-edge', 'microsoft-edge-stable'],
    darwin: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    win32: 'Microsoft\\Edge\\Application\\msedge.exe',
    takesExtensions: true,
  },
  {
    id: 'chrome',
    label: 'Google Chrome',
    commands: ['google-chrome', 'google-chrome-stable'],
    darwin: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    win32: 'Google\\Chrome\\Application\\chrome.exe',
    takesExtensions: false,
  },
];

/** A browser that is there. */
export interface Browser {
  id: string;
  label: string;
  /** Absolute path of the executable. */
  path: string;
  takesExtensions: boolean;
}

function listPlaces(system: System, known: KnownBrowser, env: NodeJS.ProcessEnv): string[] {
  if (system.platform === 'darwin') {
    return ['/Applications', posix.join(system.home, 'Applications')].map((folder) =>
      posix.join(folder, known.darwin),
    );
  }
  if (system.platform !== 'win32') return known.commands.flatMap((command) => system.find(command) ?? []);
  const { win32: place } = known;
  if (place === null) return [];
  const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  return folders.map((folder) => win32.join(folder, place));
}

/** All that are there, the preferred one first. */
export function findBrowsers(system: System, env: NodeJS.ProcessEnv): Browser[] {
  return knownBrowsers.flatMap((known) => {
    const path = listPlaces(system, known, env).find(system.isFile);
    if (!path) return [];
    // A snap may not read hidden folders, and the built extension is in one.
    const { id, label } = known;
    return [{ id, label, path, takesExtensions: known.takesExtensions && !path.startsWith('/snap/') }];
  });
}

/** The one named by `--browser`, as an id or as the path of any Chromium-family browser; without a name the first. */
export function chooseBrowser(
  system: System,
  browsers: Browser[],
  wanted: string | undefined,
): Browser | null {
  if (wanted === undefined) return browsers[0] ?? null;
  const named = browsers.find(({ id, path }) => id === wanted || path === wanted);
  if (named) return named;
  const path = system.isFile(wanted) ? wanted : null;
  return path ? { id: 'other', label: path, path, takesExtensions: !/google|chrome/i.test(path) } : null;
}

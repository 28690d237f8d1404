/** Where browsers look for native messaging manifests on a machine, for the current user only. Pure. */
import { hostName } from '../../shared/protocol/envelope.ts';
import { buildPrivateDirectory, type Machine, pathsOf } from '../directories.ts';
import { type BrowserId, type ManifestKind, readBrowser } from './browsers.ts';

/** A browser that runs inside a sandbox, which changes where it looks and what it may start. */
export type Sandbox = { kind: 'flatpak'; app: string } | { kind: 'snap'; name: string };

/** Where one browser learns of the companion. */
export interface ManifestPlace {
  browser: BrowserId;
  /** What the user knows it by, such as `Firefox (Flatpak)`. */
  label: string;
  kind: ManifestKind;
  /** Absolute path of the manifest. */
  path: string;
  /** Windows: the keys whose default value is that path. */
  registryKeys: string[];
  /** Any of these folders is there when the browser is used. */
  traces: string[];
  sandbox: Sandbox | null;
}

/** A browser that can have no companion, and why. */
export interface ClosedPlace {
  label: string;
  traces: string[];
  reason: string;
}

const folderNames = {
  chromium: { linux: 'NativeMessagingHosts', darwin: 'NativeMessagingHosts' },
  firefox: { linux: 'native-messaging-hosts', darwin: 'NativeMessagingHosts' },
};

const fileName = `${hostName}.json`;

function buildWindowsPlace(browser: BrowserId, machine: Machine): ManifestPlace {
  const { join } = pathsOf(machine);
  const { kind, label, win32, windowsProfile } = readBrowser(browser);
  const [variable, profile] = windowsProfile;
  const local = variable === 'LOCALAPPDATA' ? 'Local' : 'Roaming';
  const base = machine.env[variable] ?? join(machine.home, 'AppData', local);
  return {
    browser,
    label,
    kind,
    path: join(buildPrivateDirectory(machine), `${hostName}.${kind}.json`),
    registryKeys: win32.map((key) => `HKCU\\Software\\${key}\\NativeMessagingHosts\\${hostName}`),
    traces: [join(base, ...profile.split('/'))],
    sandbox: null,
  };
}

/** `base` is the folder that the browser's folders are below. */
function buildFolderPlaces(browser: BrowserId, machine: Machine, base: string): ManifestPlace[] {
  const { join } = pathsOf(machine);
  const system = machine.platform === 'darwin' ? 'darwin' : 'linux';
  const { kind, label, also, traces, ...folders } = readBrowser(browser);
  const toPath = (folder: string): string => join(base, ...folder.split('/'));
  return [folders[system], ...(also?.[system] ?? [])].map((folder) => ({
    browser,
    label,
    kind,
    path: join(toPath(folder), folderNames[kind][system], fileName),
    registryKeys: [],
    traces: [folders[system], ...(traces?.[system] ?? [])].map(toPath),
    sandbox: null,
  }));
}

function buildFlatpakPlaces(browser: BrowserId, machine: Machine): ManifestPlace[] {
  const { join } = pathsOf(machine);
  const { kind, label, flatpak = [] } = readBrowser(browser);
  return flatpak.flatMap((app) => {
    const folder = join(machine.home, '.var', 'app', app);
    // A Flatpak has its own ~/.config; what Firefox and its forks keep in the home folder is kept beside that.
    const base = kind === 'chromium' ? join(folder, 'config') : folder;
    return buildFolderPlaces(browser, machine, base).map((place) => ({
      ...place,
      label: `${label} (Flatpak)`,
      traces: [folder],
      sandbox: { kind: 'flatpak', app } as const,
    }));
  });
}

/** Firefox as a Snap reads the manifests of the system's Firefox, through a portal that asks the user. */
function buildSnapPlaces(browser: BrowserId, machine: Machine): ManifestPlace[] {
  const { label, snap } = readBrowser(browser);
  if (!snap?.startsPrograms) return [];
  return buildFolderPlaces(browser, machine, machine.home).map((place) => ({
    ...place,
    label: `${label} (Snap)`,
    traces: [pathsOf(machine).join(machine.home, 'snap', snap.name)],
    sandbox: { kind: 'snap', name: snap.name } as const,
  }));
}

function buildBase(kind: ManifestKind, machine: Machine): string {
  const { join } = pathsOf(machine);
  if (machine.platform === 'darwin') return join(machine.home, 'Library', 'Application Support');
  return kind === 'firefox' ? machine.home : machine.env.XDG_CONFIG_HOME || join(machine.home, '.config');
}

/** The places for one browser: as the system has it, then as a Flatpak, then as a Snap. On Windows manifests lie in the companion's own folder and the registry points to them. */
export function listManifestPlaces(browser: BrowserId, machine: Machine): ManifestPlace[] {
  if (machine.platform === 'win32') return [buildWindowsPlace(browser, machine)];
  const own = buildFolderPlaces(browser, machine, buildBase(readBrowser(browser).kind, machine));
  if (machine.platform === 'darwin') return own;
  return [...own, ...buildFlatpakPlaces(browser, machine), ...buildSnapPlaces(browser, machine)];
}

/** Forms of a browser from which no program of the system can be started. */
export function listClosedPlaces(browser: BrowserId, machine: Machine): ClosedPlace[] {
  const { label, snap } = readBrowser(browser);
  if (machine.platform !== 'linux' || !snap || snap.startsPrograms) return [];
  return [
    {
      label: `${label} (Snap)`,
      traces: [pathsOf(machine).join(machine.home, 'snap', snap.name)],
      reason: `${label} from Snap cannot start programs of the system; use ${label} as a package of the system or from Flathub.`,
    },
  ];
}

/** With a profile folder of its own Chromium reads manifests from there, and from nowhere else of the user's. */
export const buildProfilePlace = (userDataDirectory: string, machine: Machine): ManifestPlace => ({
  browser: 'chromium',
  label: `the profile ${userDataDirectory}`,
  kind: 'chromium',
  path: pathsOf(machine).join(userDataDirectory, 'NativeMessagingHosts', fileName),
  registryKeys: [],
  traces: [userDataDirectory],
  sandbox: null,
});

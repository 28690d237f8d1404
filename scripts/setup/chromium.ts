/** Finds a Chromium that takes an extension from the command line, or installs one. */
import { chromium } from '@playwright/test';
import type { Program } from '../tools.ts';
import type { System } from './system.ts';
import { installSystemPackage, SetupError, type SystemPackage } from './system-package.ts';

/**
 * Branded Chrome is not among them: since version 137 it ignores `--load-extension`
 * (groups.google.com/a/chromium.org/g/chromium-extensions/c/1-g8EFx2BBY).
 */
const commandNames = ['chromium', 'chromium-browser', 'ungoogled-chromium'];

const chromiumPackage: SystemPackage = {
  label: 'Chromium',
  apt: 'chromium',
  dnf: 'chromium',
  pacman: 'chromium',
  brew: null,
  winget: null,
  otherwise: 'npx playwright install chromium',
};

/** Ubuntu's package is a snap, which may read neither hidden folders nor /tmp: it cannot load the extension. */
const ubuntuPackage: SystemPackage = {
  ...chromiumPackage,
  apt: null,
  otherwise: 'npx playwright install --with-deps chromium',
};

/** The number in "Chromium 150.0.7871.100 built on Debian". */
const parseChromiumVersion = (said: string): string | null => /\d+(?:\.\d+){3}/.exec(said)?.[0] ?? null;

async function askProgram(system: System, path: string): Promise<Program | null> {
  // On Windows `--version` opens a window and says nothing.
  if (system.platform === 'win32') return { path, version: 'unknown' };
  const { ok, stdout } = await system.run(path, ['--version']);
  const version = ok ? parseChromiumVersion(stdout) : null;
  return version ? { path, version } : null;
}

async function findChromium(system: System, playwrightPath: string): Promise<Program | null> {
  const onPath = commandNames.map((name) => system.find(name)).filter((path) => path !== null);
  const candidates = onPath.filter((path) => !path.startsWith('/snap/'));
  if (system.isFile(playwrightPath)) candidates.push(playwrightPath);
  for (const path of candidates) {
    const found = await askProgram(system, path);
    if (found) return found;
  }
  return null;
}

/** Chromium, installed when it was missing; throws a SetupError with the command to type when that is not possible. */
export async function prepareChromium(
  system: System,
  playwrightPath: string = chromium.executablePath(),
): Promise<Program> {
  const found = await findChromium(system, playwrightPath);
  if (found) return found;
  await installSystemPackage(system, system.families.includes('ubuntu') ? ubuntuPackage : chromiumPackage);
  const installed = await findChromium(system, playwrightPath);
  if (!installed)
    throw new SetupError('Chromium was installed but does not start; try `chromium --version`.');
  system.say(`Chromium ${installed.version} is at ${installed.path}.`);
  return installed;
}

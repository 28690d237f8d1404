/** Installing a program with the system's package manager, or saying exactly how. */
import type { System } from './system.ts';

/** A program under its names in the package managers; null where a manager has none that serves. */
export interface SystemPackage {
  /** For people: "Chromium". */
  label: string;
  apt: string | null;
  dnf: string | null;
  pacman: string | null;
  brew: string | null;
  winget: string | null;
  /** The command for systems whose manager has none. */
  otherwise: string;
}

/** What is missing and what to type; shown as it stands, without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

const managers = [
  { name: 'apt', program: 'apt-get', install: 'sudo apt-get install -y' },
  { name: 'dnf', program: 'dnf', install: 'sudo dnf install -y' },
  { name: 'pacman', program: 'pacman', install: 'sudo pacman -S --noconfirm' },
  { name: 'brew', program: 'brew', install: 'brew install' },
  { name: 'winget', program: 'winget', install: 'winget install' },
] as const;

/** The command a person types to install a package on this system. */
function buildInstallCommand(system: Pick<System, 'find'>, wanted: SystemPackage): string {
  const manager = managers.find(
    ({ name, program }) => wanted[name] !== null && system.find(program) !== null,
  );
  return manager ? `${manager.install} ${wanted[manager.name]}` : wanted.otherwise;
}

/** What turns a command into one with the rights to install, or null when we have no such rights. */
async function findRights(system: System): Promise<string[] | null> {
  if (system.isRoot) return [];
  if (system.find('sudo') && (await system.run('sudo', ['-n', 'true'])).ok) return ['sudo', '-n'];
  return null;
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-5).join('\n');

/**
 * Installs a package with apt, as root or with a sudo that asks nothing. Anywhere else, and when it fails, throws
 * a SetupError with the command to type.
 */
export async function installSystemPackage(system: System, wanted: SystemPackage): Promise<void> {
  const advice = `${wanted.label} is missing. Install it and start again:\n  ${buildInstallCommand(system, wanted)}`;
  const rights = wanted.apt && system.find('apt-get') ? await findRights(system) : null;
  if (!wanted.apt || !rights) throw new SetupError(advice);

  system.say(`Installing ${wanted.label} (apt-get install ${wanted.apt}) …`);
  const apt = (...args: string[]) => {
    const line = [...rights, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    const [command = '', ...rest] = line;
    return system.run(command, rest, { timeoutMs: 15 * 60_000 });
  };
  // A bare image has no package lists. A source that cannot be reached is no reason to stop: the install tells.
  await apt('update');
  const install = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'install'];
  const ended = await apt(...install, ...wanted.apt.split(' '));
  if (!ended.ok) throw new SetupError(`${lastLines(ended.stderr)}\n${advice}`);
}

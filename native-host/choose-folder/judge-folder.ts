/** Which folders archives and downloads may go to. Pure. */
import { type Machine, pathsOf } from '../directories.ts';

/** Folders of the system, with everything below. */
const systemFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/lib',
    '/lib32',
    '/lib64',
    '/proc',
    '/sbin',
    '/snap',
    '/sys',
    '/usr',
    '/var',
  ],
  darwin: ['/System', '/Library', '/Applications', '/bin', '/dev', '/etc', '/private/etc', '/sbin', '/usr'],
};

/** Folders that only hold those of users and disks. */
const holdingFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/', '/home', '/media', '/mnt', '/opt', '/run', '/run/media', '/srv', '/tmp'],
  darwin: ['/', '/Users', '/Volumes', '/private', '/private/tmp', '/tmp', '/opt'],
};

/** Where programs keep what is theirs, directly in a home folder; beside names that begin with a dot. */
const settingsFolders: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Library', win32: 'appdata' };

function listWindowsFolders({ env }: Pick<Machine, 'env'>): string[] {
  const { SystemRoot = 'C:\\Windows', ProgramFiles, ProgramData } = env;
  const named = [SystemRoot, ProgramFiles, env['ProgramFiles(x86)'], ProgramData];
  return named.filter((path) => path !== undefined);
}

/** Why a folder is refused, as a sentence for its user; null when it may be used. The path is without links. */
export function judgeFolder(path: string, machine: Machine): string | null {
  const { isAbsolute, parse, relative, resolve, sep } = pathsOf(machine);
  if (!isAbsolute(path)) return 'That is not a whole path.';
  const isWindows = machine.platform === 'win32';
  const fold = (text: string): string => (isWindows ? resolve(text).toLowerCase() : resolve(text));
  const folder = fold(path);
  const isBelow = (above: string): boolean =>
    folder === fold(above) || folder.startsWith(`${fold(above)}${sep}`);
  if (folder === fold(machine.home)) return 'That is your home folder itself; choose or make a folder in it.';
  const [first = ''] = relative(fold(machine.home), folder).split(sep);
  const isSettings = first.startsWith('.') || first === settingsFolders[machine.platform];
  if (isBelow(machine.home) && isSettings)
    return 'That is where programs keep their settings; choose a folder of your own.';
  const system = isWindows ? listWindowsFolders(machine) : (systemFolders[machine.platform] ?? []);
  // A home can lie below one of these, as that of a service does.
  if (!isBelow(machine.home) && system.some(isBelow)) return 'That folder belongs to the system.';
  const holding = isWindows
    ? [parse(machine.env.SystemRoot ?? 'C:\\Windows').root]
    : (holdingFolders[machine.platform] ?? []);
  if (holding.some((one) => fold(one) === folder))
    return 'That folder belongs to the system; choose or make a folder in it.';
  return null;
}

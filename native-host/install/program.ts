/** What we are: from a checkout, from a package, or a single executable. */
import { realpathSync } from 'node:fs';
import { isSea } from 'node:sea';
import { readMachine } from '../directories.ts';
import { isPackaged } from '../packaged.ts';
import { buildLauncherPath, type Program } from './launcher.ts';
import { toCommandLine } from './sandbox.ts';

/** The program that runs at this moment. */
export function readProgram(): Program {
  if (isSea()) return { nodePath: null, mainPath: realpathSync(process.execPath) };
  return { nodePath: process.execPath, mainPath: realpathSync(process.argv[1] ?? '') };
}

/**
 * How a command of ours is typed in a terminal: through the launcher that has started us, from a checkout in its folder,
 * else with the program's own path.
 */
export function buildOwnCommand(args: readonly string[]): string {
  const privateFolder = process.env.STAR_EXPORT_HOME;
  if (privateFolder) return toCommandLine([buildLauncherPath(readMachine(), { privateFolder }), ...args]);
  if (!isPackaged) return toCommandLine(['npm', 'run', 'host', '--', ...args]);
  const { nodePath, mainPath } = readProgram();
  return toCommandLine([...(nodePath ? [nodePath] : []), mainPath, ...args]);
}

/** The same from an installation on: what was unpacked may be deleted then, but a checkout stays where it is. */
export const buildInstalledCommand = (
  launcher: string | null,
  args: readonly string[],
  packaged = isPackaged,
): string => (launcher !== null && packaged ? toCommandLine([launcher, ...args]) : buildOwnCommand(args));

/** What we are: from a checkout, from a package, or a single executable. */
import { realpathSync } from 'node:fs';
import { isSea } from 'node:sea';
import { isPackaged } from '../packaged.ts';
import { type Program, quoteShell } from './launcher.ts';
import { toCommandLine } from './sandbox.ts';

/** The program that runs at this moment. */
export function readProgram(): Program {
  if (isSea()) return { nodePath: null, mainPath: realpathSync(process.execPath) };
  return { nodePath: process.execPath, mainPath: realpathSync(process.argv[1] ?? '') };
}

/** How a command of ours is typed in a terminal: from a checkout in its folder, else with the program's own path. */
export function buildOwnCommand(args: readonly string[]): string {
  if (!isPackaged) return toCommandLine(['npm', 'run', 'host', '--', ...args]);
  const { nodePath, mainPath } = readProgram();
  const words = [nodePath, mainPath].flatMap((path) => (path ? quoteShell(path) : []));
  return [...words, toCommandLine(args)].join(' ');
}

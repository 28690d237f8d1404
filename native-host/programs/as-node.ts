/**
 * A single executable in the place of Node. yt-dlp has the scripts of YouTube solved by a Node, and the Node inside of
 * our executable is one; but started like that it would run the companion. With `STAR_EXPORT_AS_NODE=1`, which only our own
 * children are given, it does what yt-dlp asks of a Node: say its version, and run a script from standard input under
 * the permission model, where a script reaches neither files nor programs.
 */
import { spawnSync } from 'node:child_process';
import { isSea } from 'node:sea';
import { buffer } from 'node:stream/consumers';
import { runInThisContext } from 'node:vm';

/** What children are given, so that our own executable is a Node to them. */
export const asNodeEnvironment = (): Record<string, string> => (isSea() ? { STAR_EXPORT_AS_NODE: '1' } : {});

/** Whether we were started to be a Node. */
export const isAsNode = (env: NodeJS.ProcessEnv): boolean => isSea() && env.STAR_EXPORT_AS_NODE === '1';

/** Settles with the exit code; a script that throws leaves its trace on standard error, as with Node. */
export async function runAsNode(args: readonly string[]): Promise<number> {
  if (args.includes('--version')) {
    process.stdout.write(`${process.version}\n`);
    return 0;
  }
  // The permission model can only be switched on at the start.
  if (!process.permission)
    return (
      spawnSync(process.execPath, ['--node-options=--permission', ...args], { stdio: 'inherit' }).status ?? 1
    );
  const script = await buffer(process.stdin);
  try {
    runInThisContext(script.toString(), { filename: '[stdin]' });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

/** Type-checks every room with its own tsconfig. */
import { glob } from 'node:fs/promises';
import PQueue from 'p-queue';
import { projectRoot } from '../tools.ts';
import { addOutcomes, type Outcome, toOutcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

const isOurs = (path: string): boolean =>
  path.split(/[\\/]/).every((part) => part !== 'node_modules' && !part.startsWith('.'));

/** The tsconfigs of the project, relative to it. */
async function listProjects(root: string = projectRoot): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob('**/tsconfig.json', { cwd: root, exclude: (path) => !isOurs(path) }))
    found.push(path);
  return found.filter(isOurs).sort();
}

async function checkRoom(path: string): Promise<Outcome> {
  const { isGood, output } = await runProgram({
    packageName: 'typescript',
    program: 'tsc',
    args: ['-p', path, '--pretty', String(process.stdout.isTTY === true)],
    timeoutMs: 5 * 60_000,
    output: 'kept',
  });
  if (!isGood) process.stdout.write(`${path}\n${output}\n`);
  return toOutcome(isGood);
}

/** One failure for each room whose types are wrong. */
export async function checkTypes(): Promise<Outcome> {
  const queue = new PQueue({ concurrency: 2 });
  return addOutcomes(await queue.addAll((await listProjects()).map((path) => () => checkRoom(path))));
}

/** Runs one of the project's npm programs with the project's Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { projectRoot } from '../tools.ts';

const packageSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/** The file behind a package's program; run with Node itself, so that no shell and no PATH is needed. */
export function findProgram(packageName: string, program: string = packageName): string {
  const folder = join(projectRoot, 'node_modules', packageName);
  const { bin } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const file = typeof bin === 'string' ? bin : bin[program];
  if (!file) throw new Error(`The package ${packageName} has no program ${program}.`);
  return join(folder, file);
}

export interface Program {
  packageName: string;
  /** @default the package's name */
  program?: string;
  args: string[];
  env?: Record<string, string>;
  timeoutMs: number;
  /** Shown as it comes, or kept and returned. */
  output: 'shown' | 'kept';
}

export interface Finished {
  isGood: boolean;
  /** Both streams, when they were kept. */
  output: string;
}

/** Runs it to its end; one that takes too long is ended, says so and is not good. */
export async function runProgram(wanted: Program): Promise<Finished> {
  const { packageName, program = packageName, args, env = {}, timeoutMs, output } = wanted;
  const result = await execa(process.execPath, [findProgram(packageName, program), ...args], {
    cwd: projectRoot,
    env,
    all: output === 'kept',
    stdin: 'ignore',
    stdout: output === 'kept' ? 'pipe' : 'inherit',
    stderr: output === 'kept' ? 'pipe' : 'inherit',
    reject: false,
    timeout: timeoutMs,
    forceKillAfterDelay: 5_000,
  });
  if (result.timedOut) process.stdout.write(`${program} was ended after ${timeoutMs / 60_000} minutes.\n`);
  return { isGood: !result.failed, output: result.all ?? '' };
}

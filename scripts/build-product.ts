/** Builds what is shipped: the client of the offline viewer, the extension, the companion. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { findProgram } from './checks/run-program.ts';
import { projectRoot } from './tools.ts';

/** Where the extension for Chromium is built. */
export const extensionFolder = join(projectRoot, '.output', 'chrome-mv3');

/** The same by `npm run dev`, which reloads it. */
export const devExtensionFolder = join(projectRoot, '.output', 'chrome-mv3-dev');

/** In this order: the extension holds the viewer's client. */
const steps = [
  { name: "the viewer's client", args: [join(projectRoot, 'scripts', 'build-viewer.ts')] },
  { name: 'the extension', args: [findProgram('wxt'), 'build'] },
  { name: 'the companion', args: [join(projectRoot, 'native-host', 'build.ts')] },
];

export interface BuildOptions {
  /** What the bundlers say: shown as it comes, or kept for the error. */
  output: 'shown' | 'kept';
}

/** Throws, with what was said, at the first part that cannot be built. */
export async function buildProduct({ output }: BuildOptions): Promise<void> {
  for (const { name, args } of steps) {
    const [program = ''] = args;
    if (!existsSync(program)) throw new Error(`${name} cannot be built: ${program} is missing.`);
    const result = await execa(process.execPath, args, {
      cwd: projectRoot,
      all: true,
      stdin: 'ignore',
      stdout: output === 'shown' ? ['inherit', 'pipe'] : 'pipe',
      stderr: output === 'shown' ? ['inherit', 'pipe'] : 'pipe',
      reject: false,
      timeout: 5 * 60_000,
    });
    if (result.failed) throw new Error(`${name} could not be built:\n${result.all}`);
  }
}

/** A single executable: a copy of Node with the companion inside. See docs/decisions/0036. */
import { chmod, copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { findProgram } from '../checks/run-program.ts';

/** Node finds what was put inside by this mark, which is in every official build of it. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

interface ExecutablePlan {
  /** Absolute path of a CommonJS bundle. */
  bundle: string;
  /** For files that nobody needs afterwards. */
  workFolder: string;
  path: string;
}

/** Built for the system it is built on. Throws, with what was said, when Node or postject fails. */
export async function buildExecutable({ bundle, workFolder, path }: ExecutablePlan): Promise<void> {
  const blob = join(workFolder, 'companion.blob');
  const config = join(workFolder, 'sea.json');
  const settings = {
    main: bundle,
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: false,
    // NODE_OPTIONS of whoever starts it are none of its business.
    execArgvExtension: 'cli',
  };
  await writeFile(config, JSON.stringify(settings));
  await execa(process.execPath, ['--experimental-sea-config', config]);
  const draft = join(workFolder, 'companion.exe');
  await copyFile(process.execPath, draft);
  await chmod(draft, 0o755);
  const onMac = process.platform === 'darwin';
  if (onMac) await execa('codesign', ['--remove-signature', draft]);
  await execa(process.execPath, [
    ...[findProgram('postject'), draft, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse],
    ...(onMac ? ['--macho-segment-name', 'NODE_SEA'] : []),
  ]);
  if (onMac) await execa('codesign', ['--sign', '-', draft]);
  await rename(draft, path);
}

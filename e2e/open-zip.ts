/** Unpacks an archive that the browser left among its downloads. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { StoredJob } from './library.ts';
import type { Session } from './session.ts';

/** Returns the folder of the archive, somewhere among the temporary ones. */
export async function openZip({ browser }: Session, { target }: StoredJob): Promise<string> {
  const name = target?.folder ?? '';
  const zip = join(browser.downloadsDir, 'Star Export', `${name}.zip`);
  const folder = await mkdtemp(join(tmpdir(), 'star-export-zip-'));
  await execa('unzip', ['-q', zip, '-d', folder]);
  return join(folder, name);
}

/** Unpacks an archive that the browser left among its downloads. */
import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { StoredJob } from './library.ts';
import type { Session } from './session.ts';

/** Returns the folder of the archive, which goes with the session. */
export async function openZip({ browser }: Session, { target }: StoredJob): Promise<string> {
  const name = target?.folder ?? '';
  const zip = join(browser.downloadsDir, 'Star Export', `${name}.zip`);
  const folder = await mkdtemp(join(dirname(browser.downloadsDir), 'unzipped-'));
  await execa('unzip', ['-q', zip, '-d', folder]);
  return join(folder, name);
}

/** Unpacks an archive that the browser left among its downloads. */
import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { StoredJob } from './library.ts';
import type { Session } from './session.ts';

/** Returns the folder of the archive, which goes with the session. */
export async function openZip({ browser, lookout }: Session, { target }: StoredJob): Promise<string> {
  // A second one of the same page and day has another name than its folder.
  const zip = await lookout.evaluate(
    async (id) => (await chrome.downloads.search({ id }))[0]?.filename ?? '',
    target?.downloadId ?? -1,
  );
  const folder = await mkdtemp(join(dirname(browser.downloadsDir), 'unzipped-'));
  await execa('unzip', ['-q', zip, '-d', folder]);
  return join(folder, target?.folder ?? '');
}

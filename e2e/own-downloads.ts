/** A browser that names its downloads itself from its first moment on. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Playwright's first words to a browser are that downloads get names of Playwright's, and nobody can speak to the browser
 * before; by the time it is told otherwise an export that goes on by itself may have saved something. So the browser is
 * started by a script through which these words come to it as their opposite. Returns the script's path. Linux only, like
 * the end-to-end tests.
 */
export async function writeLauncher(chromium: string, folder: string): Promise<string> {
  const path = join(folder, 'launch-chromium');
  // Playwright speaks to descriptor 3, and waits until nobody holds it, nor 2 and 4: sed ends with the browser.
  const script = `#!/bin/bash
exec '${chromium}' "$@" 3< <(exec setpriv --pdeathsig KILL sed --unbuffered --null-data 's/"allowAndName"/"default"/' <&3 2>/dev/null 4>&-)
`;
  await writeFile(path, script, { mode: 0o755 });
  return path;
}

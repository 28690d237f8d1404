/** What can be said about an installation from outside the browser. */
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { toAppError } from '../../shared/errors.ts';
import { openRoot } from '../archive/folder.ts';
import { buildConfigPath } from '../directories.ts';
import { locateFfmpeg } from '../ffmpeg/locate.ts';
import type { Host } from '../host.ts';
import { packageVersion } from '../package-version.ts';
import { locateYtDlp } from '../yt-dlp/locate.ts';

/** One thing that was looked at. */
export interface Check {
  name: string;
  ok: boolean;
  text: string;
}

/** What `doctor --json` prints. */
export interface Diagnosis {
  version: string;
  node: string;
  config: string;
  root: string;
  /** Callers that are answered. */
  origins: string[];
  installed: string[];
  checks: Check[];
}

async function check(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, text: await look() };
  } catch (thrown) {
    return { name, ok: false, text: toAppError(thrown).message };
  }
}

/** Looks at settings, tools and the root folder. Whether a browser starts the companion only the browser can tell. */
export async function diagnose(host: Host): Promise<Diagnosis> {
  const { config, machine } = host;
  const missing = config.installed.filter((path) => !path.startsWith('HKCU\\') && !existsSync(path));
  return {
    version: packageVersion,
    node: process.version,
    config: buildConfigPath(machine),
    root: config.root,
    origins: config.origins,
    installed: config.installed,
    checks: [
      {
        name: 'installed',
        ok: config.installed.length > 0 && missing.length === 0,
        text: missing.length > 0 ? `missing: ${missing.join(', ')}` : `${config.installed.length} files`,
      },
      await check('root', async () => {
        const root = await openRoot(config.root);
        await access(root, constants.W_OK);
        return root;
      }),
      await check('yt-dlp', async () => {
        const { path, version } = await locateYtDlp(host);
        return `${version} (${path})`;
      }),
      await check('ffmpeg', async () => {
        const { path, version } = await locateFfmpeg(host);
        return `${version} (${path})`;
      }),
    ],
  };
}

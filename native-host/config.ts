/** The companion's settings. They are written on this side only (by `install`), never from a message. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, posix, win32 } from 'node:path';
import { z } from 'zod';
import { AppError } from '../shared/app-error.ts';
import { extensionId, firefoxExtensionId } from '../shared/extension-key.ts';
import { buildConfigPath, buildDefaultRoot, type Machine, pathsOf } from './directories.ts';

/** What is meant by another path depends on where a browser starts us. */
const folderSchema = z.string().refine((path) => posix.isAbsolute(path) || win32.isAbsolute(path));

export const configSchema = z.object({
  /** Absolute folder under which archives are made. */
  root: folderSchema,
  /** Absolute folder for downloads that belong to no archive; null: beside the archives, see `toDownloadsFolder`. */
  downloads: folderSchema.nullable().default(null),
  /** Callers that are answered: `chrome-extension://<id>/` or a Firefox add-on id. */
  origins: z.array(z.string()).default([`chrome-extension://${extensionId}/`, firefoxExtensionId]),
  /** Executable, or a folder into which pip has put the package; null: look for it. */
  ytDlp: z.string().nullable().default(null),
  /** The yt-dlp before the last `update`, to which `update --rollback` goes back; null: there is none. */
  previousYtDlp: z.string().nullable().default(null),
  /** Also use a yt-dlp with known holes; `update --allow-holes yes`. */
  allowUnsafeYtDlp: z.boolean().default(false),
  /** Absolute path of the Python that runs a yt-dlp from a folder; null: look for it. */
  python: z.string().nullable().default(null),
  /** Absolute path of ffmpeg, with ffprobe beside it; null: look for it. */
  ffmpeg: z.string().nullable().default(null),
  /** Proxy for all requests, such as `http://host:3128` or `socks5://host:1080`; null: what the environment says. */
  proxy: z.string().nullable().default(null),
  /** Private names and addresses that may be reached all the same: `HOST` or `HOST:PORT`. */
  allowedAddresses: z.array(z.string()).default([]),
  /** Files that `install` wrote, for `uninstall`. Registry keys start with `HKCU\`. */
  installed: z.array(z.string()).default([]),
});
export type Config = z.infer<typeof configSchema>;

/** The settings of a machine where nothing was chosen. Throws `host.failed` where nobody knows the user's folder. */
export const buildDefaultConfig = (machine: Machine): Config =>
  configSchema.parse({ root: buildDefaultRoot(machine) });

/** Absolute folder for downloads. */
export const toDownloadsFolder = (config: Config, machine: Pick<Machine, 'platform'>): string =>
  config.downloads ?? pathsOf(machine).join(config.root, 'Downloads');

/**
 * The stored settings, or the defaults when there are none. Throws `host.settings` for a file that is there and
 * broken: falling back to the default folder would write where the user did not want it. `host.failed` for one that
 * cannot be read.
 */
export async function readConfig(machine: Machine): Promise<Config> {
  const path = buildConfigPath(machine);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      return buildDefaultConfig(machine);
    throw new AppError(
      'host.failed',
      `The settings at ${path} cannot be read; make the file yours, or delete it and install again.`,
      { cause },
    );
  }
  try {
    // Editors on Windows begin a file with the mark of UTF-8.
    return configSchema.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    throw new AppError(
      'host.settings',
      `The settings at ${path} are broken; run the install command again.`,
      {
        cause,
      },
    );
  }
}

/** The settings as they are stored. */
export const buildConfigText = (config: Config): string => `${JSON.stringify(config, null, 2)}\n`;

/** Replaces the settings in one step; only their owner may read them. */
export async function writeConfig(machine: Machine, config: Config): Promise<string> {
  const path = buildConfigPath(machine);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.part`;
  await writeFile(draft, buildConfigText(config), { mode: 0o600 });
  await rename(draft, path);
  return path;
}

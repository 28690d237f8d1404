import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { type Config, readConfig } from '../config.ts';
import { createHost } from '../host.ts';
import { diagnose } from '../install/doctor.ts';
import { install as putInPlace } from '../install/install.ts';
import { type BrowserId, browserIds } from '../install/locations.ts';
import { recordTools } from '../install/record-tools.ts';
import { defineCliCommand } from './define-cli-command.ts';

/** Throws `input.invalid` for a browser that is not in the list. */
export function parseBrowsers(names: readonly string[]): BrowserId[] {
  return names.map((name) => {
    const known = browserIds.find((id) => id === name);
    if (!known)
      throw new AppError('input.invalid', `There is no browser ${name}; known are ${browserIds.join(', ')}.`);
    return known;
  });
}

function toOrigin(id: string): string {
  if (/^[a-p]{32}$/.test(id)) return `chrome-extension://${id}/`;
  if (/^[\w.-]+@[\w.-]+$/.test(id)) return id;
  throw new AppError('input.invalid', `${id} is not the id of an extension.`);
}

interface SettingOptions {
  root?: string | undefined;
  'extension-id'?: string[] | undefined;
  'yt-dlp'?: string | undefined;
  python?: string | undefined;
  ffmpeg?: string | undefined;
}

/** The settings with what the options say. Paths become absolute. */
export function applyOptions(config: Config, options: SettingOptions): Config {
  const toPath = (path: string | undefined, stored: string | null): string | null =>
    path ? resolve(path) : stored;
  return {
    ...config,
    root: toPath(options.root, config.root) ?? config.root,
    origins: [...new Set([...config.origins, ...(options['extension-id'] ?? []).map(toOrigin)])],
    ytDlp: toPath(options['yt-dlp'], config.ytDlp),
    python: toPath(options.python, config.python),
    ffmpeg: toPath(options.ffmpeg, config.ffmpeg),
  };
}

export const install = defineCliCommand({
  name: 'install',
  usage: `install   lets the browsers of this user start the companion
  --browser NAME       ${browserIds.join(', ')}; repeatable; default: those found
  --root DIR           folder for archives; default: Downloads/Star Export
  --extension-id ID    also answer this extension; repeatable
  --user-data-dir DIR  only for a browser started with this profile folder; settings go there too
  --yt-dlp PATH        program, or a folder filled by pip
  --python PATH        Python for such a folder
  --ffmpeg PATH        ffmpeg, with ffprobe beside it
  --dry-run            say what would be written`,
  options: {
    browser: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    'extension-id': { type: 'string', multiple: true },
    ffmpeg: { type: 'string' },
    python: { type: 'string' },
    root: { type: 'string' },
    'yt-dlp': { type: 'string' },
  },
  operands: { from: 0, to: 0 },
  async run({ machine, values }) {
    const dryRun = values['dry-run'] ?? false;
    const config = await recordTools(createHost(applyOptions(await readConfig(machine), values), machine));
    const written = await putInPlace({
      machine,
      config,
      nodePath: process.execPath,
      mainPath: await realpath(process.argv[1] ?? ''),
      browsers: parseBrowsers(values.browser ?? []),
      userDataDirectory: values['user-data-dir'] ? resolve(values['user-data-dir']) : null,
      dryRun,
    });
    const verb = dryRun ? 'would write' : 'wrote';
    const { checks } = await diagnose(createHost(config, machine));
    const lacking = checks.filter(({ name, ok }) => !ok && (name === 'yt-dlp' || name === 'ffmpeg'));
    // Settings and launcher are always there; a manifest only when there is a browser for it.
    const found = written.length > 2;
    const hint = found ? [] : ['No browser was found; name one with --browser.'];
    return {
      ok: found,
      lines: [
        ...written.map((path) => `${verb} ${path}`),
        ...hint,
        ...lacking.map(({ text }) => `Video files need one thing more: ${text}`),
      ],
      json: { written, root: config.root },
    };
  },
});

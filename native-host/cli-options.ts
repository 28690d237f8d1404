/** The options of the command line, and what they change in the settings. */
import { resolve } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import { AppError } from '../shared/errors.ts';
import type { Config } from './config.ts';
import { type Machine, pathsOf } from './directories.ts';
import { type BrowserId, browserIds } from './install/locations.ts';

export const cliOptions = {
  browser: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  'extension-id': { type: 'string', multiple: true },
  ffmpeg: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  python: { type: 'string' },
  root: { type: 'string' },
  'user-data-dir': { type: 'string' },
  'yt-dlp': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** The options as parsed; absent means not given. */
export interface CliValues {
  browser?: string[];
  'dry-run'?: boolean;
  'extension-id'?: string[];
  ffmpeg?: string;
  help?: boolean;
  json?: boolean;
  python?: string;
  root?: string;
  'user-data-dir'?: string;
  'yt-dlp'?: string;
}

export const usage = `star-export COMMAND [OPTIONS]

  install     lets the browsers of this user start the companion
    --browser NAME       ${browserIds.join(', ')}; repeatable; default: those found
    --root DIR           folder for archives; default: Downloads/Star Export
    --extension-id ID    also answer this extension; repeatable
    --user-data-dir DIR  only for a browser started with this profile folder; settings go there too
    --yt-dlp PATH        program, or a folder filled by pip
    --python PATH        Python for such a folder
    --ffmpeg PATH        ffmpeg, with ffprobe beside it
    --dry-run            say what would be written
  uninstall   removes what install wrote; archives stay
  hello       versions, tools, root folder, free space
  doctor      what can be checked from outside the browser
  verify DIR  checks an archive against its manifest

  --json prints one JSON object. Exit code 0: all well; 1: something was found or failed; 64: not understood.
`;

/** Throws `input.invalid` for a browser that is not in the list. */
export function parseBrowsers(names: readonly string[] = []): BrowserId[] {
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

/** The settings with what the options say. Paths become absolute. */
export function applyOptions(config: Config, values: CliValues): Config {
  const toPath = (path: string | undefined, stored: string | null): string | null =>
    path ? resolve(path) : stored;
  return {
    ...config,
    root: toPath(values.root, config.root) ?? config.root,
    origins: [...new Set([...config.origins, ...(values['extension-id'] ?? []).map(toOrigin)])],
    ytDlp: toPath(values['yt-dlp'], config.ytDlp),
    python: toPath(values.python, config.python),
    ffmpeg: toPath(values.ffmpeg, config.ffmpeg),
  };
}

/** A profile folder of its own has its own settings, so that trials and tests leave the user's alone. */
export function toMachine(machine: Machine, values: CliValues): Machine {
  const folder = values['user-data-dir'];
  if (!folder || machine.env.STAR_EXPORT_CONFIG) return machine;
  const config = pathsOf(machine).join(resolve(folder), 'star-export', 'config.json');
  return { ...machine, env: { ...machine.env, STAR_EXPORT_CONFIG: config } };
}

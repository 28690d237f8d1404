import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { readErrno } from '../archive/file-errors.ts';
import { buildDefaultConfig, type Config, readConfig } from '../config.ts';
import { buildConfigPath, checkHome, type Machine } from '../directories.ts';
import { createHost } from '../host.ts';
import { browserIds } from '../install/browsers.ts';
import { type Installed, install as putInPlace } from '../install/install.ts';
import { buildInstalledCommand, readProgram } from '../install/program.ts';
import { type RecordedTools, recordTools } from '../install/record-tools.ts';
import { type Grant, toCommandLine } from '../install/sandbox.ts';
import { realSystem } from '../install/system.ts';
import { parseProxy } from '../net/proxy-choice.ts';
import { packageVersion } from '../package-version.ts';
import { isPackaged } from '../packaged.ts';
import type { FoundTool } from '../programs/tool.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { parseBrowsers } from './parse-browsers.ts';
import { parseFolder } from './parse-folder.ts';

function toOrigin(id: string): string {
  if (/^[a-p]{32}$/.test(id)) return `chrome-extension://${id}/`;
  if (/^[\w.-]+@[\w.-]+$/.test(id)) return id;
  throw new AppError('input.invalid', `${id} is not the id of an extension.`);
}

interface SettingOptions {
  root?: string | undefined;
  downloads?: string | undefined;
  proxy?: string | undefined;
  'extension-id'?: string[] | undefined;
  'yt-dlp'?: string | undefined;
  python?: string | undefined;
  ffmpeg?: string | undefined;
}

/** Empty takes a proxy away. Throws `input.invalid` for one that we do not speak. */
function toProxy(text: string | undefined, stored: string | null): string | null {
  if (text === undefined) return stored;
  if (text === '') return null;
  parseProxy(text);
  return text;
}

/**
 * The settings with what the options say. Paths become absolute. Our own extension is always answered, also when
 * the settings are of a version that had another id. Throws `input.invalid` and `host.folder_refused`.
 */
export function applyOptions(config: Config, options: SettingOptions, machine: Machine): Config {
  const toFolder = (path: string | undefined): string | null => (path ? parseFolder(path, machine) : null);
  const toPath = (path: string | undefined, stored: string | null): string | null =>
    path ? resolve(path) : stored;
  return {
    ...config,
    root: toFolder(options.root) ?? config.root,
    downloads: toFolder(options.downloads) ?? config.downloads,
    proxy: toProxy(options.proxy, config.proxy),
    origins: [
      ...new Set([
        ...buildDefaultConfig(machine).origins,
        ...config.origins,
        ...(options['extension-id'] ?? []).map(toOrigin),
      ]),
    ],
    ytDlp: toPath(options['yt-dlp'], config.ytDlp),
    python: toPath(options.python, config.python),
    ffmpeg: toPath(options.ffmpeg, config.ffmpeg),
  };
}

/** The stored settings; broken ones are put aside, since a new installation is how they are repaired. */
async function readOrRepair(machine: Machine, dryRun: boolean): Promise<{ config: Config; notes: string[] }> {
  try {
    return { config: await readConfig(machine), notes: [] };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'host.settings') throw thrown;
    const path = buildConfigPath(machine);
    const aside = `${path}.broken`;
    if (!dryRun) await realSystem.copy(path, aside, 0o600);
    const notes = [`The settings were broken and start anew; the old ones are kept as ${aside}.`];
    return { config: buildDefaultConfig(machine), notes };
  }
}

/** With what video files are saved, and what they still need; `update` is the command that fetches yt-dlp. */
function describeTools({ ytDlp, ffmpeg }: RecordedTools, update: string): string[] {
  const tell = (name: string, { tool, error }: FoundTool): string[] => [
    ...(tool ? [`${name} ${tool.version}: ${tool.path}`] : []),
    ...(error ? [`Video files need one thing more: ${error.message}`] : []),
  ];
  const fetchIt = ytDlp.error ? [`  This fetches it for the companion alone: ${update}`] : [];
  return [...tell('yt-dlp', ytDlp), ...fetchIt, ...tell('ffmpeg', ffmpeg)];
}

/** A program that was named and is not there is looked for as if it had not been named. */
const listWrongPaths = (options: SettingOptions): string[] =>
  [options['yt-dlp'], options.python, options.ffmpeg].flatMap((path) =>
    path && !existsSync(path) ? [`There is nothing at ${path}; it is looked for in the usual places.`] : [],
  );

/** What the system does not let us write is told with its place; other errors stay as they are. */
function toInstallError(thrown: unknown): unknown {
  const errno = readErrno(thrown);
  if (errno === null || !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(errno)) return thrown;
  const place =
    thrown instanceof Error && 'path' in thrown ? String(thrown.path) : 'A folder of the companion';
  const sentence = `${place} cannot be written (${errno}); make it yours, or make room, and install again.`;
  return new AppError('host.failed', sentence, { cause: thrown });
}

const describeOpen = ({ label, give, meaning }: Grant): string =>
  `${label} needs one thing more; run this, or install with --grant:\n  ${toCommandLine(give)}\n  ${meaning}`;

const describeGiven = ({ give, meaning }: Grant): string => `ran ${toCommandLine(give)}\n  ${meaning}`;

function describe({ written, openGrants, givenGrants, closed }: Installed, dryRun: boolean): string[] {
  const verb = dryRun ? 'would write' : 'wrote';
  const found = written.length > 0;
  return [
    ...written.map((path) => `${verb} ${path}`),
    ...givenGrants.map(describeGiven),
    ...openGrants.map(describeOpen),
    ...closed,
    ...(found ? [] : ['No browser was found, so nothing was written; name one with --browser.']),
  ];
}

export const install = defineCliCommand({
  name: 'install',
  usage: `install   lets the browsers of this user start the companion
  --browser NAME       ${browserIds.slice(0, 6).join(', ')},
                       ${browserIds.slice(6).join(', ')};
                       repeatable; default: those found
  --root DIR           folder for archives; default: Downloads/Star Export
  --downloads DIR      folder for downloads; default: Downloads, in the folder for archives
  --proxy URL          for all requests: http, https or socks5; '' takes it away
  --grant              give Flatpak and Snap browsers the permission they need; else it is shown
  --extension-id ID    also answer this extension; repeatable
  --user-data-dir DIR  only for a browser started with this profile folder; settings go there too
  --yt-dlp PATH        program, or a folder filled by pip
  --python PATH        Python for such a folder
  --ffmpeg PATH        ffmpeg, with ffprobe beside it
  --dry-run            say what would be written`,
  options: {
    browser: { type: 'string', multiple: true },
    downloads: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'extension-id': { type: 'string', multiple: true },
    ffmpeg: { type: 'string' },
    grant: { type: 'boolean' },
    proxy: { type: 'string' },
    python: { type: 'string' },
    root: { type: 'string' },
    'yt-dlp': { type: 'string' },
  },
  operands: { from: 0, to: 0 },
  async run({ machine, values }) {
    checkHome(machine);
    const dryRun = values['dry-run'] ?? false;
    const { config: stored, notes } = await readOrRepair(machine, dryRun);
    const browsers = parseBrowsers(values.browser ?? []);
    const tools = await recordTools(createHost(applyOptions(stored, values, machine), machine));
    const { config } = tools;
    const installed = await putInPlace({
      machine,
      system: realSystem,
      config,
      program: readProgram(),
      copyAs: isPackaged ? packageVersion : null,
      browsers,
      userDataDirectory: values['user-data-dir'] ? resolve(values['user-data-dir']) : null,
      grant: values.grant ?? false,
      dryRun,
    }).catch((thrown: unknown) => {
      throw toInstallError(thrown);
    });
    const { written, openGrants, givenGrants, closed, launcher } = installed;
    const update = buildInstalledCommand(launcher, ['update']);
    return {
      ok: written.length > 0,
      lines: [
        ...notes,
        ...listWrongPaths(values),
        ...describe(installed, dryRun),
        ...describeTools(tools, update),
      ],
      json: {
        written,
        root: config.root,
        browsers: installed.browsers,
        permissionsGiven: givenGrants.map(({ give }) => toCommandLine(give)),
        permissionsMissing: openGrants.map(({ give }) => toCommandLine(give)),
        closed,
      },
    };
  },
});

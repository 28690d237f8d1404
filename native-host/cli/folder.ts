import { AppError } from '../../shared/app-error.ts';
import { type Config, toDownloadsFolder, writeConfig } from '../config.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { parseFolder } from './parse-folder.ts';

/** The settings with another folder. Throws `input.invalid` for a purpose that there is none of. */
function changeFolder(config: Config, purpose: string, path: string): Config {
  switch (purpose) {
    case 'archives':
      return { ...config, root: path };
    case 'downloads':
      return { ...config, downloads: path };
    default:
      throw new AppError(
        'input.invalid',
        `There are folders for archives and downloads, not for ${purpose}.`,
      );
  }
}

/** The folder itself is made when it is needed. */
export const folder = defineCliCommand({
  name: 'folder',
  usage: 'folder [archives|downloads DIR]   shows the folders, or chooses another one',
  options: {},
  operands: { from: 0, to: 2 },
  async run({ openHost, machine, operands: [purpose, path] }) {
    if (purpose !== undefined && !path) throw new AppError('input.invalid', 'folder: name a folder too.');
    const { config: stored } = await openHost();
    const config =
      purpose !== undefined && path ? changeFolder(stored, purpose, parseFolder(path, machine)) : stored;
    if (config !== stored) await writeConfig(machine, config);
    const folders = { archives: config.root, downloads: toDownloadsFolder(config, machine) };
    return {
      ok: true,
      lines: Object.entries(folders).map(([name, where]) => `${name}: ${where}`),
      json: folders,
    };
  },
});

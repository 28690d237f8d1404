import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findArchive, resolveFile } from '../archive/folder.ts';
import { removeEmpty } from '../archive/remove-empty.ts';
import { defineCommand } from '../define-command.ts';

export const dropParts = defineCommand('drop-parts', async ({ folder, paths }, { host }) => {
  const archive = await findArchive(host.config.root, folder);
  for (const path of paths) {
    const file = await resolveFile(archive, path);
    await rm(file, { force: true });
    await removeEmpty(dirname(file), archive.path);
  }
  return {};
});

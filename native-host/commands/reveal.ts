import { findArchive } from '../archive/folder.ts';
import { defineCommand } from '../define-command.ts';
import { revealFolder } from '../reveal-folder.ts';

export const reveal = defineCommand('reveal', async ({ folder }, { host }) => {
  const { path } = await findArchive(host.config.root, folder);
  await revealFolder(path);
  return { path };
});

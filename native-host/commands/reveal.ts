import { resolveInput } from '../archive/file-ref.ts';
import { findArchive } from '../archive/folder.ts';
import { defineCommand } from '../define-command.ts';
import { revealFile, revealFolder } from '../programs/reveal-folder.ts';

export const reveal = defineCommand('reveal', async (request, { host }) => {
  if ('file' in request) {
    const path = await resolveInput(request.file, host.config);
    await revealFile(path);
    return { path };
  }
  const { path } = await findArchive(host.config.root, request.folder);
  await revealFolder(path);
  return { path };
});

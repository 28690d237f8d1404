import { findArchive } from '../archive/folder.ts';
import { createTextWriter } from '../archive/text-writer.ts';
import { defineCommand } from '../define-command.ts';

const writer = createTextWriter();

export const writeArchiveFile = defineCommand('write-file', async (request, { host }) =>
  writer.write(await findArchive(host.config.root, request.folder), request),
);

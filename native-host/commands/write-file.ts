import { findArchive } from '../archive/folder.ts';
import { createTextWriter } from '../archive/text-writer.ts';
import { defineCommand } from '../define-command.ts';

const writer = createTextWriter();

/** Gives up the files that were begun and will not be finished. */
export const closeDrafts = (): Promise<void> => writer.close();

export const writeArchiveFile = defineCommand('write-file', async (request, { host }) =>
  writer.write(await findArchive(host.config.root, request.folder), request),
);

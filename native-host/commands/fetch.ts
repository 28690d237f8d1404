import { findArchive } from '../archive/folder.ts';
import { defineCommand } from '../define-command.ts';
import { fetchToArchive } from '../net/fetch-file.ts';

export const fetchFile = defineCommand('fetch', async (request, { host, signal }) => {
  const archive = await findArchive(host.config.root, request.folder);
  return { record: await fetchToArchive(archive, request, { machine: host.machine, signal }) };
});

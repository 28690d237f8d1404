import { openArchive } from '../archive/folder.ts';
import { defineCommand } from '../define-command.ts';

export const openArchiveFolder = defineCommand('open-archive', ({ jobId, name }, { host }) =>
  openArchive(host.config.root, name, jobId),
);

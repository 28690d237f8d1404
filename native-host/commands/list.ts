import { defineCommand } from '../define-command.ts';
import { openJournal } from '../downloads/journal.ts';
import { listDownloads } from '../downloads/list-downloads.ts';

export const list = defineCommand('list', (request, { host }) =>
  listDownloads(request, openJournal(host.machine)),
);

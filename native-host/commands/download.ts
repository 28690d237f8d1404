import { defineCommand } from '../define-command.ts';
import { startDownload } from '../downloads/start-download.ts';

export const download = defineCommand('download', (request, { host, signal, emit }) =>
  startDownload(request, host, { signal, emit }),
);

import { defineCommand } from '../define-command.ts';
import { heavyJobs } from '../heavy-jobs.ts';

export const download = defineCommand('download', (request, { host, signal, emit }) =>
  heavyJobs.run({ kind: 'download', request }, { host, signal, emit }),
);

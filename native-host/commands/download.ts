import { defineCommand } from '../define-command.ts';
import { createLocalHeavyJobs } from '../heavy-jobs.ts';

const heavyJobs = createLocalHeavyJobs();

export const download = defineCommand('download', (request, { host, signal, emit }) =>
  heavyJobs.download(request, { host, signal, emit }),
);

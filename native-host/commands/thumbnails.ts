import { defineCommand } from '../define-command.ts';
import { heavyJobs } from '../heavy-jobs.ts';
import { tellStages } from '../media-jobs/source.ts';

export const thumbnails = defineCommand('thumbnails', (request, { host, signal, emit }) =>
  heavyJobs.run({ kind: 'thumbnails', request }, { host, signal, emit: tellStages(emit) }),
);

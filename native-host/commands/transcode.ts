import { defineCommand } from '../define-command.ts';
import { heavyJobs } from '../heavy-jobs.ts';
import { tellStages } from '../media-jobs/source.ts';

export const transcode = defineCommand('transcode', (request, { host, signal, emit }) =>
  heavyJobs.run({ kind: 'transcode', request }, { host, signal, emit: tellStages(emit) }),
);

import { defineCommand } from '../define-command.ts';
import { heavyJobs } from '../heavy-jobs.ts';
import { tellStages } from '../media-jobs/source.ts';

export const mux = defineCommand('mux', (request, { host, signal, emit }) =>
  heavyJobs.run({ kind: 'mux', request }, { host, signal, emit: tellStages(emit) }),
);

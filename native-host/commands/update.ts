import { defineCommand } from '../define-command.ts';
import { createStageGate } from '../event-gate.ts';
import { updateYtDlp } from '../update/update-yt-dlp.ts';

export const update = defineCommand('update', (request, { host, signal, emit }) =>
  updateYtDlp(request, { host, signal, emit: createStageGate(emit) }),
);

import { defineCommand } from '../define-command.ts';

/** Asks a running command to end; its own answer (`job.cancelled`) tells when it has. */
export const cancel = defineCommand('cancel', async ({ target }, { cancel: abort }) => ({
  cancelled: abort(target),
}));

import { AppError } from '../shared/app-error.ts';

/** Why everything is aborted when the browser closes the pipe. Chromium kills a companion that is still there two seconds later. */
export const connectionClosed = new AppError('host.disconnected');

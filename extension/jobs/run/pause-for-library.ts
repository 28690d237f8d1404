import type { AppError } from '../../../shared/app-error.ts';
import { chooseLibraryRemedy } from '../../core/jobs/retry.ts';
import { pauseForUser, pauseUntil } from './job-pause.ts';
import { readJobNow, type StepContext } from './step-context.ts';

/** Throws the pause that trouble with the library asks for, if it does; `error` is of what is no error of ours. */
export async function pauseForLibrary(context: StepContext, error: AppError): Promise<void> {
  const { waits } = await readJobNow(context);
  const remedy = chooseLibraryRemedy(error, waits);
  if (remedy.type === 'ask_user') throw pauseForUser(error);
  if (remedy.type === 'wait') throw pauseUntil(error, context.ports.nowMs() + remedy.afterMs);
}

/** Takes a finished export up again to fetch what is lost of its archive; addresses are asked for anew where they have ended. */
import { AppError } from '../../shared/app-error.ts';
import { resumeJob } from './change-job.ts';
import { dropLostFiles, forgetFiles } from './forget-files.ts';
import type { Ports } from './ports.ts';

/** Of an archive whose files the browser keeps no more, only those that were brought back are there. */
export type Loss =
  /** These are damaged or missing. */
  | { kind: 'lost'; paths: readonly string[] }
  /** Only these are there. */
  | { kind: 'kept'; paths: readonly string[] };

/** Throws `input.invalid` for an export that is under way or gone. */
export async function repairJob(ports: Ports, jobId: string, loss: Loss): Promise<void> {
  const job = await ports.store.readJob(jobId);
  if (job?.state.status !== 'done' && job?.state.status !== 'failed')
    throw new AppError('input.invalid', 'Only an export that has ended can be repaired.');
  if (loss.kind === 'lost') await dropLostFiles(ports, job, loss.paths);
  else {
    const kept = new Set(loss.paths);
    await forgetFiles(ports, job, (path) => !kept.has(path));
  }
  await ports.store.changeJob(jobId, (current) => {
    if (current.target?.by !== 'browser') return current;
    // What lies among the downloads is what is damaged: it does not count as saved.
    const { zips: _zips, ...target } = current.target;
    return { ...current, target: { ...target, isDelivered: false } };
  });
  await resumeJob(ports, jobId);
}

/** Reads every file of the archive back, compares it with the manifest, and only then hands the archive over. */
import { AppError, createWireError, toWire } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { StoredFile } from '../../core/jobs/job-records.ts';
import { isDelivered } from '../../core/jobs/job-state.ts';
import { isList, reopenStep } from '../../core/jobs/reopen-step.ts';
import { findSuperseded } from '../../core/names/superseded-files.ts';
import { rememberExport } from '../base/remember-export.ts';
import { dropLostFiles } from '../forget-files.ts';
import type { ArchiveSink } from '../ports.ts';
import { attempt } from '../run/attempt.ts';
import { type StepContext, type StepRunner, saveProgress, sinkOf } from '../run/step-context.ts';

/** What stands in a manifest whose packing was cut off may lie there under its old name, which no manifest has. */
async function removeSuperseded({ job, signal }: StepContext, sink: ArchiveSink, files: StoredFile[]) {
  const problems = await sink.verify(files, signal);
  const extra = problems.filter(({ code }) => code === 'archive.extra_file').map(({ id }) => id);
  const superseded = new Set(findSuperseded([...files.map(({ path }) => path), ...extra]));
  const removable = extra.filter((path) => superseded.has(path));
  if (job.target?.by !== 'host' || removable.length === 0) return problems;
  await sink.remove(removable, false);
  return sink.verify(files, signal);
}

/** Everything after the lists once more, for what is dropped; the error stays with this step until it has passed. */
async function beginAgain({ job, step, ports }: StepContext, lost: string[], error: AppError): Promise<void> {
  // Before anything is forgotten: a worker that dies in between would find nothing that differs.
  for (const known of await ports.store.listSteps(job.id))
    if (!isList(known) && known.index !== step.index) await ports.store.saveStep(reopenStep(known));
  await dropLostFiles(ports, job, lost);
  await ports.store.saveStep({ ...reopenStep(step), error: toWire(error) });
}

const nameSome = (paths: readonly string[]): string =>
  paths.slice(0, 5).join(', ') + (paths.length > 5 ? ` and ${paths.length - 5} more` : '');

/** What somebody has put beside the export is not ours to judge or remove; that it is there is told. */
async function noteExtra({ job, ports }: StepContext, extra: readonly string[]): Promise<void> {
  const code = 'archive.extra_file';
  const message = `In its folder lies what is no part of this export, and is left alone: ${nameSome(extra)}`;
  await ports.store.changeJob(job.id, (current) => {
    const others = current.notices.filter((notice) => notice.code !== code);
    const notices = extra.length > 0 ? [...others, createWireError(code, message)] : others;
    return { ...current, notices };
  });
}

/**
 * Whether all is as the manifest says. What differs is dropped and fetched again by itself: a disk that was cut off in the
 * middle of a write loses files. Where some differ after that too `archive.damaged` is thrown, and Resume begins anew. Of
 * what cannot be read nothing is known: it stays, and `archive.unreadable` is thrown.
 */
async function checkFiles(context: StepContext, sink: ArchiveSink, files: StoredFile[]): Promise<boolean> {
  const problems = await attempt(context, () => removeSuperseded(context, sink, files));
  const list = (isWanted: (code: ErrorCode) => boolean): string[] =>
    problems.filter(({ code }) => isWanted(code)).map(({ id }) => id);
  await noteExtra(
    context,
    list((code) => code === 'archive.extra_file'),
  );
  const unread = list((code) => code === 'archive.unreadable');
  if (unread.length > 0) throw new AppError('archive.unreadable', `Could not be read: ${nameSome(unread)}`);
  const lost = list((code) => code !== 'archive.extra_file');
  if (lost.length === 0) return true;
  const message = `${lost.length} files differ from the manifest: ${nameSome(lost)}`;
  const error = new AppError('archive.damaged', message);
  await attempt(context, () => beginAgain(context, lost, error));
  if (context.step.error?.code === error.code) throw error;
  return false;
}

/** What was packed has a manifest at least; without a file there is no archive, only the time of this look. */
async function endWithNothing(context: StepContext): Promise<void> {
  const { job, ports } = context;
  await rememberExport(context);
  await ports.store.changeJob(job.id, (current) => ({
    ...current,
    target: null,
    // Where the archive would have gone instead is of no interest.
    notices: current.notices.filter(({ code }) => code !== 'storage.place_taken'),
  }));
  await saveProgress(context, { status: 'done', done: 0, total: 0, error: null });
}

/** What was handed over is written down before its source is dropped: by then there is nothing here to compare. */
export const runVerify: StepRunner = async (context) => {
  const { job, ports, signal } = context;
  const files = await ports.store.listStoredFiles(job.id);
  if (files.length === 0) return endWithNothing(context);
  await saveProgress(context, { status: 'running', total: files.length });
  const sink = sinkOf(context);
  if (!isDelivered(job)) {
    if (!(await checkFiles(context, sink, files))) return;
    const { target, notice } = await attempt(context, () => sink.deliver(job, files, signal));
    await ports.store.changeJob(job.id, (current) => ({
      ...current,
      target,
      notices: [...current.notices, ...(notice ? [notice] : [])],
    }));
  }
  await rememberExport(context);
  await attempt(context, () => sink.release());
  await saveProgress(context, { status: 'done', done: files.length, total: files.length, error: null });
};

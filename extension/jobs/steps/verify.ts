/** Reads every file of the archive back, compares it with the manifest, and only then hands the archive over. */
import { AppError } from '../../../shared/errors.ts';
import type { Refusal } from '../../../shared/model/archive.ts';
import { rememberExport } from '../remember-export.ts';
import { attempt, type StepContext, type StepRunner, saveProgress, sinkOf } from '../step-context.ts';

/** A damaged file is forgotten, so that Resume fetches just that one again. */
async function forgetDamaged({ ports, job }: StepContext, problems: Refusal[]): Promise<void> {
  const damaged = new Set(problems.map((problem) => problem.id));
  for (const file of await ports.store.listStoredFiles(job.id)) {
    if (!damaged.has(file.path)) continue;
    await ports.store.forgetFile(job.id, file.path);
    if (file.itemKey === null) continue;
    await ports.store.changeItem({
      jobId: job.id,
      key: file.itemKey,
      change: (record) => ({
        ...record,
        files: record.files.filter((path) => path !== file.path),
        extras: record.extras === 'done' ? 'pending' : record.extras,
        video: record.video === 'done' ? 'pending' : record.video,
      }),
    });
  }
}

export const runVerify: StepRunner = async (context) => {
  const { job, ports, signal } = context;
  const files = await ports.store.listStoredFiles(job.id);
  await saveProgress(context, { status: 'running', total: files.length });
  const sink = sinkOf(context);
  const problems = await attempt(context, () => sink.verify(files, signal));
  if (problems.length > 0) {
    await forgetDamaged(context, problems);
    const named = problems.slice(0, 5).map((problem) => problem.id);
    throw new AppError(
      'archive.damaged',
      `${problems.length} files differ from the manifest: ${named.join(', ')}`,
    );
  }
  const target = await attempt(context, () => sink.deliver(job, files, signal));
  await ports.store.changeJob(job.id, (current) => ({ ...current, target }));
  await rememberExport(context);
  await saveProgress(context, { status: 'done', done: files.length, total: files.length });
};

/** Has the companion download each video; a video counts once its file was checked and hashed on the disk. */
import { AppError } from '../../../shared/errors.ts';
import type { ItemRecord } from '../../core/item-record.ts';
import { walkItems } from '../each-item.ts';
import { readLayout } from '../read-layout.ts';
import { addItemFile, attempt, type StepContext, type StepRunner, sinkOf } from '../step-context.ts';

/** Two at a time: one merges while the other downloads, and the platform sees no more than a person with two tabs. */
const concurrency = 2;

async function downloadVideo(context: StepContext, { item, key }: ItemRecord, stem: string): Promise<void> {
  const { job, ports, signal } = context;
  const { downloadVideo: download } = sinkOf(context);
  if (!download) throw new AppError('host.missing');
  const { platform, id, url, durationSec } = item;
  const request = { platform, itemId: id, url, stem, quality: job.options.quality, durationSec };
  const file = await attempt(context, () =>
    download(
      request,
      (progress) => ports.tell({ type: 'item.progress', jobId: job.id, itemId: id, progress }),
      signal,
    ),
  );
  await addItemFile(context, key, file);
}

export const runDownload: StepRunner = async (context) => {
  const layout = await readLayout(context);
  const { quality } = context.job.options;
  await walkItems(context, {
    phase: 'video',
    concurrency,
    async run(inner, record) {
      await downloadVideo(inner, record, layout.mediaStem(record.item, quality));
      return (current) => current;
    },
  });
};

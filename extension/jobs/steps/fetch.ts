/** Saves the small files of each item: its picture and its captions. */
import { AppError } from '../../../shared/errors.ts';
import type { ArchiveLayout } from '../../core/archive-layout.ts';
import type { ItemRecord } from '../../core/item-record.ts';
import { walkItems } from '../each-item.ts';
import type { FileRequest } from '../ports.ts';
import { readLayout } from '../read-layout.ts';
import { addItemFile, attempt, type StepContext, type StepRunner, sinkOf } from '../step-context.ts';

/** Images come from servers made for many small requests. */
const concurrency = 4;
/** As many as one request of the companion takes. */
const maxVariants = 8;

/** What is to be fetched of an item, with its place in the archive. Media that only yt-dlp reaches has no variants. */
function listExtras({ job }: StepContext, layout: ArchiveLayout, { item }: ItemRecord): FileRequest[] {
  const captions = layout.captionPaths(item);
  return item.media.flatMap(({ id, kind, variants }): FileRequest[] => {
    const urls = variants.slice(0, maxVariants).map(({ url }) => url);
    if (urls.length === 0) return [];
    const { platform } = item;
    if (kind === 'thumbnail' && job.options.thumbnails)
      return [{ path: layout.thumbnailPath(item), platform, urls, expect: 'image' }];
    const path = captions.get(id);
    if (kind !== 'subtitle' || !job.options.subtitles || path === undefined) return [];
    return [{ path, platform, urls, expect: 'subtitle' }];
  });
}

/** Tries every file before it gives up on the item, so that a missing caption does not cost the picture. */
async function fetchExtras(context: StepContext, record: ItemRecord, requests: FileRequest[]): Promise<void> {
  const sink = sinkOf(context);
  let failure: AppError | null = null;
  for (const request of requests.filter(({ path }) => !record.files.includes(path))) {
    try {
      const file = await attempt(context, () => sink.fetchFile(request, context.signal));
      await addItemFile(context, record, file);
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code === 'job.cancelled') throw thrown;
      failure ??= new AppError(thrown.code, `${request.path}: ${thrown.message}`, { cause: thrown });
    }
  }
  if (failure) throw failure;
}

export const runFetch: StepRunner = async (context) => {
  const layout = await readLayout(context);
  await walkItems(context, {
    phase: 'extras',
    concurrency,
    async run(inner, record) {
      await fetchExtras(inner, record, listExtras(inner, layout, record));
      return (current) => current;
    },
  });
};

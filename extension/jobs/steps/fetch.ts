/** Saves the small files of each item: its picture and its captions. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { isWantedLanguage } from '../../../shared/model/quality.ts';
import { chooseImages, maxAddresses } from '../../core/items/choose-variants.ts';
import { withRefusal } from '../../core/items/item-progress.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { listLost, toLossRefusal } from '../../core/items/lost-files.ts';
import type { ArchiveLayout } from '../../core/names/archive-layout.ts';
import { joinChunks } from '../../core/text-chunks.ts';
import { findFileRule } from '../../platforms/file-rules.ts';
import { findPlatform } from '../../platforms/index.ts';
import { readLayout } from '../names/read-layout.ts';
import { askForCaption } from '../run/ask-platform.ts';
import { attempt } from '../run/attempt.ts';
import { walkItems } from '../run/each-item.ts';
import { addItemFile, type StepContext, type StepRunner, sinkOf } from '../run/step-context.ts';

/** Images come from servers made for many small requests. */
const concurrency = 4;

/** A file to be saved and its place: a picture by its addresses, captions by the one the page gave. */
interface Extra {
  path: string;
  kind: 'thumbnail' | 'subtitle';
  urls: string[];
}

/** Media that only yt-dlp reaches has no variants. */
function listExtras({ job }: StepContext, layout: ArchiveLayout, { item }: ItemRecord): Extra[] {
  const captions = layout.captionPaths(item);
  return item.media.flatMap(({ id, kind, variants, language, automatic }): Extra[] => {
    const sizes = kind === 'thumbnail' ? chooseImages(variants, job.options.imageQuality) : variants;
    const urls = sizes.slice(0, maxAddresses).map(({ url }) => url);
    if (urls.length === 0) return [];
    if (kind === 'thumbnail' && job.options.thumbnails) {
      const poster = layout.posterPath(item);
      return [layout.thumbnailPath(item), ...(poster === null ? [] : [poster])].map((path) => ({
        path,
        kind,
        urls,
      }));
    }
    const path = captions.get(id);
    const isWanted =
      job.options.subtitles &&
      isWantedLanguage(job.options.subtitleLanguages, language) &&
      (job.options.automaticSubtitles || automatic !== true);
    return kind === 'subtitle' && isWanted && path !== undefined ? [{ path, kind, urls }] : [];
  });
}

/**
 * Pictures are public. Captions are asked through the page where those of private videos need its login, and by their
 * addresses where those are all that is needed.
 */
async function saveExtra(context: StepContext, { item }: ItemRecord, extra: Extra): Promise<FileRecord> {
  const { path, kind, urls } = extra;
  const sink = sinkOf(context);
  const [url = ''] = urls;
  if (kind === 'thumbnail' || findPlatform(item.platform)?.media) {
    const expect = kind === 'thumbnail' ? 'image' : 'subtitle';
    const rule = findFileRule(item.platform, expect);
    const request = { path, platform: item.platform, urls, expect, rule, maxBytes: null } as const;
    return attempt(context, () => sink.fetchFile(request, context.signal));
  }
  const text = await askForCaption(context, url);
  const written = await attempt(context, () => sink.writeText(path, joinChunks([text]), context.signal));
  return { ...written, source: url.split('?', 1)[0] ?? url };
}

/**
 * Tries every file before it gives up on the item, so that a missing caption does not cost the picture. Pictures come
 * first: the refusal names the first that failed, and without its picture a post is not saved.
 */
async function saveExtras(context: StepContext, record: ItemRecord, extras: Extra[]): Promise<void> {
  let failure: AppError | null = null;
  const open = extras.filter(({ path }) => !record.files.includes(path));
  for (const extra of open.sort((one, other) => other.kind.localeCompare(one.kind))) {
    try {
      await addItemFile(context, record.key, await saveExtra(context, record, extra));
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code === 'job.cancelled') throw thrown;
      failure ??= new AppError(thrown.code, `${extra.path}: ${thrown.message}`, {
        context: { lacksCaptions: extra.kind === 'subtitle' },
        cause: thrown,
      });
    }
  }
  if (failure) throw failure;
}

/** What was lost and did not come back; the other files of a post that has any are looked after when those are saved. */
function refuseLost(record: ItemRecord): ItemRecord {
  const captions = listLost(record, 'captions');
  const others = record.video === 'skipped' ? listLost(record, 'others') : [];
  if (captions.length + others.length === 0) return record;
  const refusal = toLossRefusal([...others, ...captions]);
  return withRefusal(record, 'extras', { ...refusal, lacksCaptions: others.length === 0 });
}

export const runFetch: StepRunner = async (context) => {
  const layout = await readLayout(context);
  await walkItems(context, {
    phase: 'extras',
    concurrency,
    async run(inner, record) {
      await saveExtras(inner, record, listExtras(inner, layout, record));
      return refuseLost;
    },
  });
};

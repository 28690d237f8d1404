/**
 * Saves the media of each post: by the addresses of its files where the platform gave them, else through yt-dlp in the
 * companion. A post counts once its files were checked and hashed on the disk.
 */
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { ArchiveLayout } from '../../core/archive-layout.ts';
import type { ItemRecord } from '../../core/item-record.ts';
import { listMediaFiles, type MediaFile } from '../../core/media-files.ts';
import { mergeItem } from '../../core/merge-item.ts';
import { walkItems } from '../each-item.ts';
import { readLayout } from '../read-layout.ts';
import {
  addItemFile,
  askForDetails,
  attempt,
  type StepContext,
  type StepRunner,
  sinkOf,
} from '../step-context.ts';

/** Two at a time: one merges while the other downloads, and the platform sees no more than a person with two tabs. */
const concurrency = 2;

/** What an address says that works no more: the platform gives new ones with the post's details. */
const goneCodes: readonly ErrorCode[] = ['media.expired', 'platform.not_found'];
/** What yt-dlp may still get when an address has failed for good. */
const failedCodes: readonly ErrorCode[] = [...goneCodes, 'media.wrong_type', 'media.damaged', 'net.http'];

const isOneOf = (codes: readonly ErrorCode[], thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && codes.includes(thrown.code);

async function downloadVideo(context: StepContext, item: Item, stem: string): Promise<FileRecord> {
  const { job, ports, signal } = context;
  const { downloadVideo: download } = sinkOf(context);
  if (!download) throw new AppError('host.missing');
  const { platform, id, url, durationSec } = item;
  const request = { platform, itemId: id, url, stem, quality: job.options.quality, durationSec };
  return attempt(context, () =>
    download(
      request,
      (progress) => ports.tell({ type: 'item.progress', jobId: job.id, itemId: id, progress }),
      signal,
    ),
  );
}

/** The files of one post, with addresses that are asked for anew once, when they have ended. */
function createFileList(context: StepContext, layout: ArchiveLayout, first: Item) {
  const { quality } = context.job.options;
  let item = first;
  let isFresh = false;
  const list = (): MediaFile[] => listMediaFiles(item, layout, quality);
  return {
    list,
    /** The same file as it is now; null when the details were asked for before, or have no such file. */
    async renew({ mediaId }: MediaFile): Promise<MediaFile | null> {
      if (!isFresh) item = mergeItem(item, await askForDetails(context, item.id));
      isFresh = true;
      return list().find((file) => file.mediaId === mediaId) ?? null;
    },
  };
}

type FileList = ReturnType<typeof createFileList>;

function fetchFile(context: StepContext, { platform }: Item, file: MediaFile): Promise<FileRecord> {
  const { path, expect, variants } = file;
  const urls = variants.map(({ url }) => url);
  return sinkOf(context).fetchFile({ path, platform, urls, expect }, context.signal);
}

const hasEnded = ({ variants }: MediaFile, nowMs: number): boolean =>
  variants.every(({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) <= nowMs);

async function saveFile(
  context: StepContext,
  item: Item,
  { file, files }: { file: MediaFile; files: FileList },
) {
  let current = hasEnded(file, context.ports.nowMs()) ? ((await files.renew(file)) ?? file) : file;
  return attempt(context, async () => {
    try {
      return await fetchFile(context, item, current);
    } catch (thrown) {
      const renewed = isOneOf(goneCodes, thrown) ? await files.renew(file) : null;
      if (!renewed || renewed.variants[0]?.url === current.variants[0]?.url) throw thrown;
      current = renewed;
      return fetchFile(context, item, current);
    }
  });
}

async function saveFiles(
  context: StepContext,
  { item, key, files: saved }: ItemRecord,
  layout: ArchiveLayout,
) {
  const files = createFileList(context, layout, item);
  const wanted = files.list();
  const stem = layout.mediaStem(item, context.job.options.quality);
  if (wanted.length === 0) return addItemFile(context, key, await downloadVideo(context, item, stem));
  for (const file of wanted.filter(({ path }) => !saved.includes(path))) {
    const record = await saveFile(context, item, { file, files }).catch((thrown: unknown) => {
      const canTry = file.expect === 'video' && sinkOf(context).downloadVideo !== null;
      if (!canTry || !isOneOf(failedCodes, thrown)) throw thrown;
      return downloadVideo(context, item, stem);
    });
    await addItemFile(context, key, record);
  }
}

export const runDownload: StepRunner = async (context) => {
  const layout = await readLayout(context);
  await walkItems(context, {
    phase: 'video',
    concurrency,
    async run(inner, record) {
      await saveFiles(inner, record, layout);
      return (current) => current;
    },
  });
};

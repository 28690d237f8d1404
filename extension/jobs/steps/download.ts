/**
 * Saves the media of each post: by the addresses of its files where the platform gave them, else through yt-dlp in the
 * companion. A post counts once its files were checked and hashed on the disk.
 */
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Variant } from '../../../shared/model/media.ts';
import type { ArchiveLayout } from '../../core/archive-layout.ts';
import type { ItemRecord } from '../../core/item-record.ts';
import { type MediaFile, toPartPaths } from '../../core/media-files.ts';
import { findPlatform } from '../../platforms/index.ts';
import { walkItems } from '../each-item.ts';
import { createPostFiles, type PostFiles } from '../post-files.ts';
import { readLayout } from '../read-layout.ts';
import { addItemFile, attempt, type StepContext, type StepRunner, sinkOf } from '../step-context.ts';

/** Two at a time: one merges while the other downloads, and the platform sees no more than a person with two tabs. */
const concurrency = 2;

/** What an address says that works no more: the platform gives new ones with the post's details. */
const goneCodes: readonly ErrorCode[] = ['media.expired', 'platform.not_found'];
/** What joining two tracks may end with, after which only another file helps. */
const unjoinableCodes: readonly ErrorCode[] = [
  'media.codec_unfit',
  'media.unsupported',
  'media.damaged',
  'ffmpeg.failed',
  'ffmpeg.stalled',
  'ffmpeg.memory',
];
/** What yt-dlp may still get when an address has failed for good. */
const failedCodes: readonly ErrorCode[] = [...goneCodes, ...unjoinableCodes, 'media.wrong_type', 'net.http'];

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

const toUrls = (variants: readonly Variant[]): string[] => variants.map(({ url }) => url);

async function fetchFile(context: StepContext, item: Item, file: MediaFile): Promise<FileRecord> {
  const { signal } = context;
  const sink = sinkOf(context);
  const { platform, durationSec } = item;
  const { path, expect, variants, sound } = file;
  const urls = toUrls(variants);
  if (sound.length === 0) return sink.fetchFile({ path, platform, urls, expect }, signal);
  const parts = toPartPaths(path);
  const picture = await sink.fetchFile({ path: parts.video, platform, urls, expect: 'video' }, signal);
  await sink.fetchFile({ path: parts.audio, platform, urls: toUrls(sound), expect: 'audio' }, signal);
  const { source } = picture;
  try {
    return { ...(await sink.join({ ...parts, path, durationSec }, signal)), ...(source && { source }) };
  } catch (thrown) {
    // What cannot be joined is not believed a second time.
    if (!signal.aborted) await sink.dropParts(Object.values(parts), signal);
    throw thrown;
  }
}

const haveEnded = (variants: readonly Variant[], nowMs: number): boolean =>
  variants.length > 0 &&
  variants.every(({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) <= nowMs);

const hasEnded = ({ variants, sound }: MediaFile, nowMs: number): boolean =>
  haveEnded(variants, nowMs) || haveEnded(sound, nowMs);

const isSame = (one: MediaFile, other: MediaFile): boolean =>
  one.variants[0]?.url === other.variants[0]?.url && one.sound[0]?.url === other.sound[0]?.url;

async function saveFile(
  context: StepContext,
  item: Item,
  { file, files }: { file: MediaFile; files: PostFiles },
) {
  let current = hasEnded(file, context.ports.nowMs()) ? ((await files.renew(file)) ?? file) : file;
  return attempt(context, async () => {
    try {
      return await fetchFile(context, item, current);
    } catch (thrown) {
      const renewed = isOneOf(goneCodes, thrown) ? await files.renew(file) : null;
      if (!renewed || isSame(renewed, current)) throw thrown;
      current = renewed;
      return fetchFile(context, item, current);
    }
  });
}

/** What a file was joined from goes once the file is in the library, not before: a restart joins again. */
async function dropPartsOf(context: StepContext, { path, sound }: MediaFile): Promise<void> {
  if (sound.length > 0) await sinkOf(context).dropParts(Object.values(toPartPaths(path)), context.signal);
}

/** A smaller file is better than none, and says that it is one. */
async function saveSpare(
  context: StepContext,
  item: Item,
  { file, thrown }: { file: MediaFile; thrown: unknown },
): Promise<FileRecord> {
  if (!file.spare || !isOneOf(unjoinableCodes, thrown)) throw thrown;
  const whole = { ...file, ...file.spare, sound: [] };
  const record = await attempt(context, () => fetchFile(context, item, whole));
  return {
    ...record,
    made: `a lesser file with both tracks, because joining the best failed: ${thrown.code}`,
  };
}

/** Lists may name a film without its files; a post of words alone has none. */
const hasFilm = ({ platform, media }: Item): boolean =>
  findPlatform(platform)?.media === null || media.some(({ kind }) => kind === 'video');

function listWanted(item: Item, files: PostFiles): Promise<MediaFile[]> | MediaFile[] {
  const wanted = files.list();
  const canHaveFiles = findPlatform(item.platform)?.media !== null && hasFilm(item);
  return wanted.length === 0 && canHaveFiles ? files.readAgain() : wanted;
}

async function saveFiles(context: StepContext, record: ItemRecord, layout: ArchiveLayout) {
  const { item, key, files: saved } = record;
  const files = createPostFiles(context, layout, record);
  const wanted = await listWanted(item, files);
  const stem = layout.mediaStem(item, context.job.options.quality);
  if (wanted.length === 0 && !hasFilm(item)) return;
  if (wanted.length === 0) return addItemFile(context, key, await downloadVideo(context, item, stem));
  const isSaved = ({ path, spare }: MediaFile): boolean =>
    [path, spare?.path].some((known) => known !== undefined && saved.includes(known));
  for (const file of wanted) {
    if (!isSaved(file)) {
      const best = await files.enlarge(file);
      const saving = saveFile(context, item, { file: best, files });
      const made = await saving.catch((thrown: unknown) => {
        const canTry = file.expect === 'video' && sinkOf(context).downloadVideo !== null;
        if (canTry && isOneOf(failedCodes, thrown)) return downloadVideo(context, item, stem);
        return saveSpare(context, item, { file, thrown });
      });
      await addItemFile(context, key, made);
    }
    await dropPartsOf(context, file);
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

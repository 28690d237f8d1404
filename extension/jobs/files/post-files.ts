/** The files of one post: as good as its platform has them, and at addresses that work. */
import { AppError } from '../../../shared/app-error.ts';
import type { LeftOutFile } from '../../../shared/model/archive.ts';
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { Media } from '../../../shared/model/media.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { largeImageSizes } from '../../core/items/lesser-files.ts';
import {
  listMediaFiles,
  listTooLarge,
  listWithoutFiles,
  type MediaFile,
  type MediaWish,
} from '../../core/items/media-files.ts';
import { mergeItem } from '../../core/items/merge-item.ts';
import { isOfOneFile } from '../../core/jobs/file-errors.ts';
import type { ArchiveLayout } from '../../core/names/archive-layout.ts';
import { askForDetails, askForMedium } from '../run/ask-platform.ts';
import type { StepContext } from '../run/step-context.ts';

export interface PostFiles {
  /** What is to be saved, as far as it is known now. */
  list(): MediaFile[];
  /** The same after the post was asked for its files, because lists do not have them. */
  readAgain(): Promise<MediaFile[]>;
  /** A picture in full size where only a scaled one is known; the same file where the platform has no better one. */
  enlarge(file: MediaFile): Promise<MediaFile>;
  /** Why a picture is smaller than was wanted, for who reads about its file; null where it is not. */
  describeLack(file: MediaFile): string | null;
  /** The next smaller file in place of one that turned out larger than is wanted; null where there is none. */
  reduce(file: MediaFile): MediaFile | null;
  /** Whether the post has one film and no more: only then it is clear which one its address leads to. */
  hasOneFilm(): boolean;
  /** What is there in no size that is wanted. */
  listTooLarge(): LeftOutFile[];
  /** What the post names, and gives no file of. */
  listWithoutFiles(): Media['id'][];
  /** The same file as it is now, for which its post is asked once; null when the post has no such file any more. */
  renew(file: MediaFile): Promise<MediaFile | null>;
}

/** What was learnt of a picture is in the library before it is fetched: nobody is asked for it a second time. */
export function createPostFiles(
  context: StepContext,
  layout: ArchiveLayout,
  { key, item: first }: ItemRecord,
): PostFiles {
  const { job, ports } = context;
  const { imageQuality } = job.options;
  const tooLarge = new Set<string>();
  const wish: MediaWish = { ...job.options, tooLarge };
  const asked = new Set<string>();
  const refusals = new Map<string, AppError>();
  let item = first;
  let fresh: Promise<void> | null = null;

  const list = (): MediaFile[] => listMediaFiles(item, layout, wish);
  const find = (mediaId: string): MediaFile | null => list().find((file) => file.mediaId === mediaId) ?? null;

  const readAgain = async (): Promise<MediaFile[]> => {
    // A post that is refused is refused for each of its files.
    fresh ??= askForDetails(context, item).then((read) => {
      item = mergeItem(item, read);
    });
    await fresh;
    return list();
  };

  const askForFull = async (mediaId: string): Promise<MediaFile | null> => {
    if (asked.has(mediaId)) return null;
    asked.add(mediaId);
    const keep = (thrown: unknown): null => {
      refusals.set(mediaId, toRefusal(thrown));
      return null;
    };
    const full =
      (await findKnownPhoto(context, { key, platform: item.platform, mediaId })) ??
      (await askForMedium(context, mediaId).catch(keep));
    if (!full) return null;
    item = withMedium(item, full);
    const change = (current: ItemRecord): ItemRecord => ({
      ...current,
      item: withMedium(current.item, full),
    });
    await ports.store.changeItem({ jobId: job.id, key, change });
    return find(mediaId);
  };

  const isTooSmall = ({ mediaId }: MediaFile): boolean =>
    largeImageSizes.includes(imageQuality) &&
    item.media.some(({ id, scaled }) => id === mediaId && scaled === true);

  const enlarge = async (file: MediaFile): Promise<MediaFile> =>
    (isTooSmall(file) && (await askForFull(file.mediaId))) || file;

  return {
    list,
    readAgain,
    enlarge,
    describeLack(file) {
      const why = refusals.get(file.mediaId);
      return isTooSmall(file)
        ? `scaled by the site; asked for in full size it ended with ${why?.code ?? 'the same'}`
        : null;
    },
    reduce({ mediaId, variants }) {
      for (const { url } of variants) tooLarge.add(url);
      return find(mediaId);
    },
    hasOneFilm: () => item.media.filter(({ kind }) => kind === 'video').length === 1,
    listTooLarge: () => listTooLarge(item, wish),
    listWithoutFiles: () => listWithoutFiles(item, wish),
    async renew({ mediaId }) {
      await readAgain();
      const file = find(mediaId);
      return file && enlarge(file);
    },
  };
}

const withMedium = (item: Item, medium: Media): Item => ({
  ...item,
  media: item.media.map((one) => (one.id === medium.id ? medium : one)),
});

interface PhotoPlace extends Pick<Item, 'platform'> {
  /** Of the post that shows it. */
  key: string;
  mediaId: string;
}

/** A photo of a post may be an item by itself, which was asked for already. */
async function findKnownPhoto(
  { job, ports }: StepContext,
  { key, platform, mediaId }: PhotoPlace,
): Promise<Media | null> {
  const record = await ports.store.readItem(job.id, toItemKey({ platform, kind: 'photo', id: mediaId }));
  const known = record?.key === key ? null : record?.item.media.find(({ id }) => id === mediaId);
  const works = known?.variants.every(
    ({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > ports.nowMs(),
  );
  return known && !known.scaled && works ? known : null;
}

/** A picture that its platform does not show by itself is saved as small as it is; what stops the job stops it here too. */
function toRefusal(thrown: unknown): AppError {
  const isRefused = thrown instanceof AppError && isOfOneFile(thrown.code);
  if (!isRefused) throw thrown;
  return thrown;
}

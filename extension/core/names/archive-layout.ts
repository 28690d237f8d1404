/**
 * Where everything lies in an archive. Pure: the same items give the same paths, in any order and after any number of
 * restarts. Names by a template are made in `item-stems.ts`, kept with the items, and only put together here.
 *
 * In the preset `star-export` each kind of file has its folder, and a stem is `<day>_<id>`, the day in UTC. Ids of YouTube differ by case, and macOS and Windows do not tell case
 * apart, so every item whose id folds to that of another gets a mark made from its key (`…~1x2y3z`); so does an id
 * that had to be changed to be a file name. Marking both, and not the later one, keeps paths free of any order.
 */
import { createNameRegistry, toFileName, toFoldKey } from '../../../shared/file-name.ts';
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { JobOptions, Quality } from '../../../shared/model/job-options.ts';
import type { Media } from '../../../shared/model/media.ts';
import type { Source } from '../../../shared/model/source.ts';
import { isPost } from '../items/item-progress.ts';
import { toMark } from './name-mark.ts';

type ItemName = Pick<Item, 'platform' | 'id' | 'kind'>;
type DatedItem = ItemName & Pick<Item, 'createdAt'>;

export interface ArchiveLayout {
  /** Path of a post's video (or sound, when only that is asked for) without its extension. */
  mediaStem(item: DatedItem, quality: Quality): string;
  /** Path of a file that a post has by its address; `number` where it is one of several, from 1. */
  filePath(item: DatedItem, file: NumberedFile): string;
  thumbnailPath(item: DatedItem, extension?: 'jpg' | 'png' | 'webp'): string;
  /** Path of each of the item's subtitles, by media id: `<stem>.<language>.vtt` or `.srt`, `.auto.vtt` for a machine's. */
  captionPaths(item: DatedItem & Pick<Item, 'media'>): Map<Media['id'], string>;
  /**
   * Beside the media of a post, whether that was saved or not; beside the thumbnail of what has no media of its own.
   * @default ending '.meta.json'
   */
  sidecarPath(item: DatedItem, quality: Quality, ending?: string): string;
  /** The folder of all that is of one show for a media server, and its poster when this item has to bring it. */
  showFolder(item: DatedItem): string;
  posterPath(item: DatedItem): string | null;
}

interface NumberedFile {
  kind: 'video' | 'image' | 'audio';
  number: number | null;
  extension: string;
}

const folderOfKind = { video: 'videos', image: 'images', audio: 'audio' } as const;

/** Posts that are pictures; what is written beside their media goes beside the pictures. */
const pictureKinds: readonly Item['kind'][] = ['photo_post', 'photo'];

/** The layout of an archive of these items: all of them, because names depend on what else is there. */
export function createArchiveLayout(items: Iterable<ItemName>): ArchiveLayout {
  const confusable = findConfusableKeys(items);

  const toStem = (item: DatedItem) => {
    const plain = `${toDay(item) ?? 'undated'}_${item.id}`;
    const name = toFileName(plain, { maxUnits: 100, maxBytes: 200 });
    const key = toItemKey(item);
    return name === plain && !confusable.has(key) ? name : `${name}~${toMark(key)}`;
  };
  const toPath = (folder: MediaFolder, item: DatedItem) => `media/${folder}/${item.platform}/${toStem(item)}`;
  const mediaStem = (item: DatedItem, quality: Quality) =>
    toPath(pictureKinds.includes(item.kind) ? 'images' : quality === 'audio' ? 'audio' : 'videos', item);

  return {
    mediaStem,
    filePath: (item, { kind, number, extension }) =>
      `${toPath(folderOfKind[kind], item)}${number === null ? '' : `_${number}`}.${extension}`,
    thumbnailPath: (item, extension = 'jpg') => `${toPath('images', item)}.${extension}`,
    captionPaths: (item) => toCaptionPaths(item, toPath('subtitles', item)),
    sidecarPath: (item, quality, ending = '.meta.json') =>
      `${isPost(item) ? mediaStem(item, quality) : toPath('images', item)}${ending}`,
    showFolder: ({ platform }) => `media/videos/${platform}`,
    posterPath: () => null,
  };
}

const toCaptionPaths = (item: Pick<Item, 'media'>, stem: string): Map<Media['id'], string> => {
  const names = createNameRegistry({ maxUnits: 40, fallback: 'und' });
  const captions = item.media.filter(({ kind }) => kind === 'subtitle');
  return new Map(
    captions.map(({ id, language, automatic, variants }) => {
      const name = names.claim(`${language ?? 'und'}${automatic ? '.auto' : ''}`);
      const extension = variants[0]?.mimeType === 'application/x-subrip' ? 'srt' : 'vtt';
      return [id, `${stem}.${name}.${extension}`];
    }),
  );
};

/**
 * The layout in which all files of an item stand side by side under the stem it was given. With `shows` as media servers
 * want it: the first folder below `media/` is a show, its first item brings the poster, pictures end in `-thumb`.
 */
export function createStemLayout(
  stems: ReadonlyMap<string, string>,
  { shows }: { shows: boolean },
): ArchiveLayout {
  const toStem = (item: DatedItem): string =>
    stems.get(toItemKey(item)) ?? `media/undated_${toMark(item.id)}`;
  const toShowFolder = (stem: string): string =>
    stem
      .split('/')
      .slice(0, shows && stem.startsWith('media/') ? 2 : 1)
      .join('/');
  const posters = new Map<string, string>();
  for (const [key, stem] of shows ? stems : []) {
    const folder = toShowFolder(stem);
    if (stem.startsWith('media/') && !posters.has(folder)) posters.set(folder, key);
  }
  return {
    mediaStem: toStem,
    filePath: (item, { number, extension }) =>
      `${toStem(item)}${number === null ? '' : `_${number}`}.${extension}`,
    thumbnailPath: (item, extension = 'jpg') =>
      `${toStem(item)}${shows && isPost(item) ? '-thumb' : ''}.${extension}`,
    captionPaths: (item) => toCaptionPaths(item, toStem(item)),
    sidecarPath: (item, _quality, ending = '.meta.json') => `${toStem(item)}${ending}`,
    showFolder: (item) => toShowFolder(toStem(item)),
    posterPath(item) {
      const folder = toShowFolder(toStem(item));
      return posters.get(folder) === toItemKey(item) ? `${folder}/poster.jpg` : null;
    },
  };
}

/** The layout in which each item lies as that of its choice says. */
export const chooseLayout = (toLayout: (item: ItemName) => ArchiveLayout): ArchiveLayout => ({
  mediaStem: (item, quality) => toLayout(item).mediaStem(item, quality),
  filePath: (item, file) => toLayout(item).filePath(item, file),
  thumbnailPath: (item, extension) => toLayout(item).thumbnailPath(item, extension),
  captionPaths: (item) => toLayout(item).captionPaths(item),
  sidecarPath: (item, quality, ending) => toLayout(item).sidecarPath(item, quality, ending),
  showFolder: (item) => toLayout(item).showFolder(item),
  posterPath: (item) => toLayout(item).posterPath(item),
});

/** Where the payload of a BagIt bag lies (RFC 8493). */
export const bagFolder = 'data/';

/** The folder of an archive that everything fetched and every format lies in: '' unless it is a bag. */
export const toPayloadFolder = ({ bag }: Pick<JobOptions, 'bag'>): string => (bag ? bagFolder : '');

/** The layout with all of it in a folder of the archive; `folder` ends in a slash, or is ''. */
export function moveLayout(layout: ArchiveLayout, folder: string): ArchiveLayout {
  if (folder === '') return layout;
  return {
    mediaStem: (item, quality) => folder + layout.mediaStem(item, quality),
    filePath: (item, file) => folder + layout.filePath(item, file),
    thumbnailPath: (item, extension) => folder + layout.thumbnailPath(item, extension),
    captionPaths: (item) => new Map([...layout.captionPaths(item)].map(([id, path]) => [id, folder + path])),
    sidecarPath: (item, quality, ending) => folder + layout.sidecarPath(item, quality, ending),
    showFolder: (item) => folder + layout.showFolder(item),
    posterPath(item) {
      const path = layout.posterPath(item);
      return path === null ? null : folder + path;
    },
  };
}

const mediaFolders = ['videos', 'audio', 'images', 'subtitles'] as const;
type MediaFolder = (typeof mediaFolders)[number];

const typesOfFolder: Record<MediaFolder, readonly string[]> = {
  videos: ['mp4', 'webm', 'mkv', 'mov', 'm4v', 'flv', 'ts'],
  audio: ['m4a', 'mp3', 'opus', 'ogg', 'aac', 'flac', 'wav'],
  images: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic'],
  subtitles: ['vtt', 'srt', 'ttml', 'ass'],
};

/** What a file of an archive is, by its path; null for what is not media. */
export function toMediaFolder(path: string): MediaFolder | null {
  const type = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const folder = mediaFolders.find((each) => typesOfFolder[each].includes(type)) ?? null;
  // A sound can be in a file of a type that films have; in a bag the folder lies within another.
  return folder === 'videos' && /^(?:data\/)?media\/audio\//u.test(path) ? 'audio' : folder;
}

/** Language of a subtitle file, from its path; null for other files. */
export function readCaptionPath(path: string): { language: string; automatic: boolean } | null {
  if (toMediaFolder(path) !== 'subtitles') return null;
  const [, language, automatic] = /\.([^./]+?)(\.auto)?(?:_\d+)?\.(?:vtt|srt)$/u.exec(path) ?? [];
  return language === undefined ? null : { language, automatic: automatic !== undefined };
}

/** Name of an archive's folder: `<platform>-<source>-<day>`. `day` is `YYYY-MM-DD`. */
export function buildFolderName(source: Pick<Source, 'platform' | 'title' | 'id'>, day: string): string {
  const title = toFileName(source.title || source.id, { maxUnits: 80, maxBytes: 160, fallback: 'export' });
  return `${source.platform}-${title.replaceAll(' ', '-')}-${day}`;
}

function findConfusableKeys(items: Iterable<ItemName>): ReadonlySet<string> {
  const firstByFold = new Map<string, string>();
  const confusable = new Set<string>();
  for (const item of items) {
    const key = toItemKey(item);
    const fold = toFoldKey(item.id);
    const first = firstByFold.get(fold);
    if (first === undefined) firstByFold.set(fold, key);
    else if (first !== key) confusable.add(first).add(key);
  }
  return confusable;
}

function toDay({ createdAt }: DatedItem): string | null {
  return createdAt.precision === 'exact' ? new Date(createdAt.at).toISOString().slice(0, 10) : null;
}

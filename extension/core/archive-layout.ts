/**
 * Where everything lies in an archive (default preset). Pure: the same items give the same paths, in any order and
 * after any number of restarts.
 *
 * A stem is `<day>_<id>`, the day in UTC. Ids of YouTube differ by case, and macOS and Windows do not tell case
 * apart, so every item whose id folds to that of another gets a mark made from its key (`…~1x2y3z`); so does an id
 * that had to be changed to be a file name. Marking both, and not the later one, keeps paths free of any order.
 */
import { createNameRegistry, toFileName, toFoldKey } from '../../shared/file-name.ts';
import { type Item, toItemKey } from '../../shared/model/item.ts';
import type { Quality } from '../../shared/model/job-options.ts';
import type { Media } from '../../shared/model/media.ts';
import type { Source } from '../../shared/model/source.ts';
import { isPost } from './item-progress.ts';

type ItemName = Pick<Item, 'platform' | 'id' | 'kind'>;
type DatedItem = ItemName & Pick<Item, 'createdAt'>;

export interface ArchiveLayout {
  /** Path of a post's video (or sound, when only that is asked for) without its extension. */
  mediaStem(item: DatedItem, quality: Quality): string;
  /** Path of a file that a post has by its address; `number` where it is one of several, from 1. */
  filePath(item: DatedItem, file: NumberedFile): string;
  thumbnailPath(item: DatedItem, extension?: 'jpg' | 'png' | 'webp'): string;
  /** Path of each of the item's subtitles, by media id: `<stem>.<language>.vtt`, `.auto.vtt` for a machine's. */
  captionPaths(item: DatedItem & Pick<Item, 'media'>): Map<Media['id'], string>;
  /** Beside the media of a post, whether that was saved or not; beside the thumbnail of what has no media of its own. */
  sidecarPath(item: DatedItem, quality: Quality): string;
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
    captionPaths(item) {
      const names = createNameRegistry({ maxUnits: 40, fallback: 'und' });
      const captions = item.media.filter(({ kind }) => kind === 'subtitle');
      return new Map(
        captions.map(({ id, language, automatic }) => {
          const name = names.claim(`${language ?? 'und'}${automatic ? '.auto' : ''}`);
          return [id, `${toPath('subtitles', item)}.${name}.vtt`];
        }),
      );
    },
    sidecarPath: (item, quality) =>
      `${isPost(item) ? mediaStem(item, quality) : toPath('images', item)}.meta.json`,
  };
}

const mediaFolders = ['videos', 'audio', 'images', 'subtitles'] as const;
type MediaFolder = (typeof mediaFolders)[number];

/** What a file of an archive is, by its path; null for what is not media. */
export function toMediaFolder(path: string): MediaFolder | null {
  if (path.endsWith('.meta.json')) return null;
  return mediaFolders.find((folder) => path.startsWith(`media/${folder}/`)) ?? null;
}

/** Language of a subtitle file, from its path; null for other files. */
export function readCaptionPath(path: string): { language: string; automatic: boolean } | null {
  if (toMediaFolder(path) !== 'subtitles') return null;
  const [, language, automatic] = /\.([^./]+?)(\.auto)?(?:_\d+)?\.vtt$/u.exec(path) ?? [];
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

/** FNV-1a over the key, in digits that no file system folds. */
function toMark(key: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(7, '0');
}

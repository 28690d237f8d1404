/**
 * Names by a preset or by the user's own template. A stem is the path of an item's files without their ends; once given,
 * it is kept with the item, so that files keep their names whatever is read of it later.
 */
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import {
  fillNameTemplate,
  parseNameTemplate,
  readNameTemplate,
} from '../../../shared/names/name-template.ts';
import type { Fields } from '../../../shared/names/template-field.ts';
import { isPost } from '../items/item-progress.ts';
import { type Airing, type Episode, numberEpisodes } from './episode-numbers.ts';
import { toYtDlpFields } from './yt-dlp-fields.ts';

/** The names of each preset in yt-dlp's grammar; those of `star-export` are made in `archive-layout.ts`. */
const presetTemplates = {
  'yt-dlp': '%(title)s [%(id)s].%(ext)s',
  jellyfin:
    '%(series)s/Season %(season_number)s/%(series)s - s%(season_number)se%(episode_number)06d - %(title)s [%(id)s].%(ext)s',
} as const;

/** What lists and accounts are called beside the posts. */
const listTemplate = '%(title)s [%(id)s].%(ext)s';

/** The template that names an archive's files; null where they are named by day and id. */
export const toTemplate = ({ preset, nameTemplate }: Pick<JobOptions, 'preset' | 'nameTemplate'>) =>
  nameTemplate ?? (preset === 'star-export' ? null : presetTemplates[preset]);

/** Throws `input.invalid` for names that cannot be given: to be asked before anything else is done for an export. */
export function checkTemplate(options: Pick<JobOptions, 'preset' | 'nameTemplate'>): void {
  const template = toTemplate(options);
  if (template !== null) parseNameTemplate(template, 'export');
}

/** Place of an item in a list, from 1. */
interface ListPlace {
  list: Pick<Item, 'id' | 'title'> & { url?: string; author?: string | null; authorId?: string | null };
  index: number;
  count: number;
}

/** What a name can say of an item beyond the item itself; made from all items of an archive. */
export interface NameContext {
  source: Pick<Source, 'kind' | 'id' | 'title'> & Partial<Pick<Source, 'url' | 'author'>>;
  episodes: ReadonlyMap<string, Episode>;
  places: ReadonlyMap<string, ListPlace>;
  count: number;
  /** When the export was begun, in seconds since 1970. */
  epoch: number;
}

/** A show is what one account posted. */
export const toShow = (item: Pick<Item, 'author'>, source: Pick<Source, 'title'>): string =>
  item.author?.name || source.title;

const toList = ({ id, title, url, author }: Item): ListPlace['list'] => ({
  ...{ id, title, url },
  ...{ author: author?.name ?? null, authorId: author?.id ?? null },
});

/** Collects the context of names; give it every item, then take the result. `startedAt` is in ISO 8601. */
export function createNameContext(source: NameContext['source'], startedAt: string) {
  const epoch = Math.floor(Date.parse(startedAt) / 1000);
  const airings = new Map<string, Airing>();
  const numbered = new Map<string, Airing>();
  const places = new Map<string, ListPlace>();
  let count = 0;
  const air = (into: Map<string, Airing>, item: Item): void => {
    const { id, createdAt } = item;
    const key = toItemKey(item);
    if (isPost(item)) into.set(key, { key, id, createdAt, show: toShow(item, source) });
  };
  return {
    add(item: Item): void {
      count += 1;
      const { entries = [] } = item;
      air(airings, item);
      for (const { id: entryId, position } of entries) {
        const key = toItemKey({ platform: item.platform, kind: 'video', id: entryId });
        if (!places.has(key)) places.set(key, { list: toList(item), index: position, count: entries.length });
      }
    },
    /** One that an export before this one has named: its number is taken, also where it is gone. */
    addNamed: (item: Item): void => air(numbered, item),
    result(): NameContext {
      const all = [...new Map([...airings, ...numbered]).values()];
      return { source, places, count, epoch, episodes: numberEpisodes(all, numbered) };
    },
  };
}

const listSources: readonly Source['kind'][] = [
  ...(['playlist', 'liked', 'watch_later', 'favourites', 'collection', 'album', 'saved'] as const),
];

function toPlace(
  key: string,
  ordinal: number,
  { source, places, count }: NameContext,
): ListPlace | undefined {
  if (!listSources.includes(source.kind)) return places.get(key);
  return { list: source, index: ordinal + 1, count };
}

/** The fields of yt-dlp that are an item's own, and those that it has by its place in the archive. */
function toNameFields(item: Item, ordinal: number, context: NameContext): Fields {
  const key = toItemKey(item);
  const place = toPlace(key, ordinal, context);
  const episode = context.episodes.get(key);
  return {
    ...toYtDlpFields(item),
    autonumber: ordinal + 1,
    epoch: context.epoch,
    series: toShow(item, context.source),
    season_number: episode?.season,
    episode_number: episode?.episode,
    ...(place && {
      playlist: place.list.title || place.list.id,
      playlist_title: place.list.title,
      playlist_id: place.list.id,
      playlist_index: place.index,
      playlist_autonumber: place.index,
      playlist_webpage_url: place.list.url,
      playlist_uploader: place.list.author,
      playlist_uploader_id: place.list.authorId,
      playlist_channel: place.list.author,
      playlist_channel_id: place.list.authorId,
      playlist_count: place.count,
      n_entries: place.count,
    }),
  };
}

/** Makes stems by a template that `checkTemplate` has accepted, now or in an older version. */
export function createNamer(template: string, context: NameContext) {
  const ofPosts = readNameTemplate(template);
  const ofLists = readNameTemplate(listTemplate);
  return (item: Item, ordinal: number): string => {
    const fields = toNameFields(item, ordinal, context);
    return isPost(item)
      ? `media/${fillNameTemplate(ofPosts, fields)}`
      : `lists/${fillNameTemplate(ofLists, fields)}`;
  };
}

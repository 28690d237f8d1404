import type { Item } from '../../shared/model/item.ts';
import { toItemKey } from '../../shared/model/item.ts';
import type { Episode } from '../core/names/episode-numbers.ts';
import { createNameContext, type NameContext, toShow } from '../core/names/item-stems.ts';
import { toShownTitle } from '../core/names/shown-title.ts';
import type { Archive, ArchivedItem, ArchiveFile, Exporter } from './exporter.ts';
import { findFilm, findPicture } from './item-files.ts';
import { oneChunk } from './one-chunk.ts';
import { xmlBlock, xmlElement, xmlHead } from './xml.ts';

/**
 * `<stem>.nfo` beside each film and `tvshow.nfo` for each account, as Jellyfin, Kodi and Emby read them. Seasons and
 * episodes are those of `core/names/episode-numbers.ts`, and those of the name where it holds them.
 */
export const nfoExporter: Exporter = {
  id: 'nfo',
  label: 'Jellyfin and Kodi (NFO)',
  description: 'Titles, dates and episode numbers for a media server.',
  write: (archive) => writeNfo(archive),
};

async function* writeNfo(archive: Archive): AsyncGenerator<ArchiveFile> {
  const collected = createNameContext(archive.head.source);
  for await (const { item } of archive.items()) collected.add(item);
  const context = collected.result();
  const { quality } = archive.head.job.options;
  const shows = new Set<string>();
  for await (const archived of archive.items()) {
    if (!isFilm(archived)) continue;
    const { item } = archived;
    const folder = archive.layout.showFolder(item);
    if (!shows.has(folder)) yield toFile(`${folder}/tvshow.nfo`, buildShow(item, archive));
    shows.add(folder);
    const stem = archive.layout.mediaStem(item, quality);
    const episode = readEpisode(stem) ?? context.episodes.get(toItemKey(item)) ?? null;
    yield toFile(`${stem}.nfo`, buildEpisode(archived, episode, context));
  }
}

const toFile = (path: string, xml: string): ArchiveFile => ({ path, chunks: oneChunk(`${xmlHead}${xml}\n`) });

const filmKinds: readonly Item['kind'][] = ['video', 'short', 'live', 'reel', 'story'];

/** Also those that were saved as sound alone, or whose film was not wanted. */
const isFilm = ({ item, files }: ArchivedItem): boolean =>
  filmKinds.includes(item.kind) || (item.kind === 'post' && findFilm(files) !== undefined);

/** A name keeps its numbers, also when what was added later would count differently. */
function readEpisode(stem: string): Episode | null {
  const [, season, episode] = / - s(\d{1,4})e(\d{4,8}) - [^/]*$/.exec(stem) ?? [];
  return season === undefined ? null : { season: Number(season), episode: Number(episode) };
}

const toDay = ({ createdAt }: Item): string | null =>
  createdAt.precision === 'exact' ? new Date(createdAt.at).toISOString().slice(0, 10) : null;

function buildShow(item: Item, { head, layout }: Archive): string {
  const { source } = head;
  const title = toShow(item, source);
  return xmlBlock('tvshow', [
    ...xmlElement('title', title),
    ...xmlElement('originaltitle', title),
    ...xmlElement('plot', `Saved from ${source.url} with Star Export.`),
    ...xmlElement('studio', item.platform),
    ...xmlElement('uniqueid', item.author?.id ?? source.id, { type: item.platform, default: 'true' }),
    ...(layout.posterPath(item) === null ? [] : xmlElement('thumb', 'poster.jpg', { aspect: 'poster' })),
  ]);
}

function buildEpisode(
  { item, files }: ArchivedItem,
  episode: Episode | null,
  { source }: NameContext,
): string {
  const day = toDay(item);
  const picture = findPicture(files)?.path.split('/').at(-1);
  return xmlBlock('episodedetails', [
    ...xmlElement('title', toShownTitle(item)),
    ...xmlElement('showtitle', toShow(item, source)),
    ...xmlElement('season', episode?.season),
    ...xmlElement('episode', episode?.episode),
    ...xmlElement('plot', item.text),
    ...xmlElement('aired', day),
    ...xmlElement('premiered', day),
    ...xmlElement('year', day?.slice(0, 4)),
    ...xmlElement(
      'runtime',
      item.durationSec === null ? null : Math.max(1, Math.round(item.durationSec / 60)),
    ),
    ...xmlElement('studio', item.platform),
    ...xmlElement('director', item.author?.name),
    ...xmlElement('genre', item.category),
    ...item.tags.flatMap((tag) => xmlElement('tag', tag)),
    ...xmlElement('thumb', picture),
    ...xmlElement('uniqueid', item.id, { type: item.platform, default: 'true' }),
  ]);
}

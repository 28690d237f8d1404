import { toFoldKey } from '../../shared/file-name.ts';
import type { Item } from '../../shared/model/item.ts';
import { toItemKey } from '../../shared/model/item.ts';
import { isPost } from '../core/items/item-progress.ts';
import { type Airing, type Episode, numberEpisodes } from '../core/names/episode-numbers.ts';
import { toShow } from '../core/names/item-stems.ts';
import { toShownTitle } from '../core/names/shown-title.ts';
import type { Archive, ArchivedItem, ArchiveFile, Exporter } from './exporter.ts';
import { findFilm, findPicture } from './item-files.ts';
import { oneChunk } from './one-chunk.ts';
import { xmlBlock, xmlElement, xmlHead } from './xml.ts';

/**
 * `<stem>.nfo` beside each film and `tvshow.nfo` in each folder that is a show, as Jellyfin, Kodi and Emby read them. A media
 * server takes all of a folder for one show: it is that of the account whose films alone are there, else that of the list
 * that was exported. Seasons and episodes are those of `core/names/episode-numbers.ts`, and those of the name where it holds them.
 */
export const nfoExporter: Exporter = {
  id: 'nfo',
  label: 'Jellyfin and Kodi (NFO)',
  description: 'Titles, dates and episode numbers for a media server.',
  write: (archive) => writeNfo(archive),
};

/** What a folder is to a media server. */
interface Show {
  title: string;
  /** Of the account or the list. */
  id: string;
}

async function* writeNfo(archive: Archive): AsyncGenerator<ArchiveFile> {
  const { shows, episodes } = await readShows(archive);
  const { quality } = archive.head.job.options;
  const written = new Set<string>();
  for await (const archived of archive.items()) {
    if (!isFilm(archived)) continue;
    const { item } = archived;
    const folder = toShowFolder(archive, item);
    const show = shows.get(folder) ?? toListShow(archive);
    const ofShow = `${folder}/tvshow`;
    if (!written.has(folder)) yield toFile(`${ofShow}.nfo`, buildShow(item, show, archive));
    written.add(folder);
    const stem = archive.layout.mediaStem(item, quality);
    // Names by a template can make a film that is called so.
    if (toFoldKey(stem) === toFoldKey(ofShow)) continue;
    const episode = readEpisode(stem) ?? episodes.get(toItemKey(item)) ?? null;
    yield toFile(`${stem}.nfo`, buildEpisode(archived, { stem, episode, show }));
  }
}

/** Where its films are; of an export of sound alone, where its sounds are. */
function toShowFolder({ head, layout }: Archive, item: Item): string {
  const folder = layout.showFolder(item);
  const stem = layout.mediaStem(item, head.job.options.quality);
  return stem.startsWith(`${folder}/`) ? folder : stem.slice(0, stem.lastIndexOf('/'));
}

const toListShow = ({ head: { source } }: Pick<Archive, 'head'>): Show => ({
  title: source.title || source.id,
  id: source.id,
});

/** The show that each folder is, and the numbers of episodes, counted within it. */
async function readShows(archive: Archive) {
  const shows = new Map<string, Show>();
  const airings: Airing[] = [];
  for await (const archived of archive.items()) {
    const { item } = archived;
    if (!isPost(item)) continue;
    const folder = toShowFolder(archive, item);
    airings.push({ key: toItemKey(item), id: item.id, createdAt: item.createdAt, show: folder });
    if (!isFilm(archived)) continue;
    const { source } = archive.head;
    const own = { title: toShow(item, source) || source.id, id: item.author?.id ?? source.id };
    const known = shows.get(folder) ?? own;
    // Two accounts can have one name.
    shows.set(folder, known.id === own.id ? known : toListShow(archive));
  }
  return { shows, episodes: numberEpisodes(airings) };
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

function buildShow(item: Item, { title, id }: Show, { head, layout }: Archive): string {
  const { source } = head;
  return xmlBlock('tvshow', [
    ...xmlElement('title', title),
    ...xmlElement('originaltitle', title),
    ...xmlElement('plot', `Saved from ${source.url} with Star Export.`),
    ...xmlElement('studio', item.platform),
    ...xmlElement('uniqueid', id, { type: item.platform, default: 'true' }),
    ...(layout.posterPath(item) === null ? [] : xmlElement('thumb', 'poster.jpg', { aspect: 'poster' })),
  ]);
}

/** The way from one file of the archive to another. */
function toRelativePath(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1);
  const names = to.split('/');
  const shared = folders.findIndex((folder, depth) => folder !== names[depth]);
  const depth = shared === -1 ? folders.length : shared;
  return [...folders.slice(depth).map(() => '..'), ...names.slice(depth)].join('/');
}

interface Placed {
  stem: string;
  episode: Episode | null;
  show: Show;
}

function buildEpisode({ item, files }: ArchivedItem, { stem, episode, show }: Placed): string {
  const day = toDay(item);
  const picture = findPicture(files);
  return xmlBlock('episodedetails', [
    ...xmlElement('title', toShownTitle(item)),
    ...xmlElement('showtitle', show.title),
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
    ...xmlElement('thumb', picture && toRelativePath(stem, picture.path)),
    ...xmlElement('uniqueid', item.id, { type: item.platform, default: 'true' }),
  ]);
}

import { createNameRegistry } from '../../shared/file-name.ts';
import type { Item } from '../../shared/model/item.ts';
import { toShownTitle } from '../core/names/shown-title.ts';
import type { Archive, ArchiveFile, Exporter } from './exporter.ts';
import { findFilm } from './item-files.ts';

/** `playlists/*.m3u8`: everything in one, and each playlist in its order; for VLC, mpv, Kodi and the like. */
export const m3uExporter: Exporter = {
  id: 'm3u',
  label: 'Playlists (M3U)',
  description: 'Playlists for VLC and other players: everything, and each list in its order.',
  write: (archive) => writePlaylists(archive),
};

/** What a player shows of a film, and where it is. */
interface Track {
  title: string;
  author: string;
  durationSec: number | null;
  path: string;
}

async function* writePlaylists(archive: Archive): AsyncGenerator<ArchiveFile> {
  const title = archive.head.source.title || archive.head.source.id;
  const names = createNameRegistry({ maxUnits: 100, maxBytes: 200 });
  yield {
    path: `playlists/${names.claim('Everything')}.m3u8`,
    chunks: writeTracks(title, readTracks(archive)),
  };
  const tracks = new Map<string, Track>();
  const lists: { title: string; ids: string[] }[] = [];
  for await (const archived of archive.items()) {
    const track = toTrack(archived.item, archived.files);
    if (track) tracks.set(archived.item.id, track);
    if (archived.item.entries) lists.push(toList(archived.item));
  }
  for (const list of lists) {
    const found = list.ids.flatMap((id) => tracks.get(id) ?? []);
    if (found.length === 0) continue;
    const path = `playlists/${names.claim(list.title)}.m3u8`;
    yield { path, chunks: writeTracks(list.title, found) };
  }
}

const toList = ({ title, id, entries = [] }: Item) => ({
  title: title || id,
  ids: entries.toSorted((one, other) => one.position - other.position).map((entry) => entry.id),
});

async function* readTracks(archive: Archive): AsyncGenerator<Track> {
  for await (const { item, files } of archive.items()) {
    const track = toTrack(item, files);
    if (track) yield track;
  }
}

function toTrack(item: Item, files: Parameters<typeof findFilm>[0]): Track | null {
  const film = findFilm(files);
  if (!film) return null;
  const { author, durationSec } = item;
  return { title: toShownTitle(item), author: author?.name ?? '', durationSec, path: film.path };
}

const toLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();

async function* writeTracks(
  title: string,
  tracks: Iterable<Track> | AsyncIterable<Track>,
): AsyncGenerator<string> {
  yield `#EXTM3U\n#PLAYLIST:${toLine(title)}\n`;
  for await (const { title: name, author, durationSec, path } of tracks) {
    const shown = [author, name].map(toLine).filter(Boolean).join(' - ');
    yield `#EXTINF:${durationSec === null ? -1 : Math.round(durationSec)},${shown}\n../${path}\n`;
  }
}

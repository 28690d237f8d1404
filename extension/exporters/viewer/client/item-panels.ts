/** What stands beside the film: chapters, facts, playlists, files. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { toItemHash } from './card.ts';
import { build, type Child, isolate } from './element.ts';
import { formatBytes, formatDuration, isStack } from './format.ts';
import type { Library } from './library.ts';
import { toListName } from './list-names.ts';
import type { Player } from './player.ts';

/** Clicking one goes there, when there is a film. */
export function buildChapters({ chapters }: ViewerDetails, seek: Player['seek']): HTMLElement | null {
  if (chapters.length === 0) return null;
  const lines = chapters.map(({ title, startSec }) => {
    const words = [
      build('span', { class: 'chapter-time' }, formatDuration(startSec)),
      build('span', { dir: 'auto' }, isolate(title)),
    ];
    return build(
      'li',
      {},
      seek
        ? build('button', { type: 'button', class: 'chapter', onclick: () => seek(startSec) }, ...words)
        : build('span', { class: 'chapter' }, ...words),
    );
  });
  return buildPanel('Chapters', build('ol', { class: 'chapters' }, ...lines));
}

/** The lists in which the item stands; those that are in the archive are links. */
export function buildPlaylists(library: Library, row: ViewerRow): HTMLElement | null {
  const { kind, lists = [] } = row;
  if (isStack(row) || kind === 'channel' || lists.length === 0) return null;
  const names = lists.flatMap((place) => library.head.lists[place] ?? []);
  return buildPanel(
    'In these lists',
    build(
      'ul',
      { class: 'links' },
      ...names.map((list) => {
        const name = isolate(toListName(list));
        const key = list.type === 'playlist' ? list.key : null;
        return build('li', {}, key === null ? name : build('a', { href: toItemHash(key) }, name));
      }),
    ),
  );
}

/** Links to the item's files, with their sizes. */
export function buildFiles({ files }: ViewerDetails): HTMLElement | null {
  if (files.length === 0) return null;
  return buildPanel(
    'Files',
    build(
      'ul',
      { class: 'links files' },
      ...files.map(({ path, bytes, url }) =>
        build(
          'li',
          {},
          build('a', { href: url, title: path }, isolate(path.split('/').at(-1) ?? path)),
          build('span', { class: 'facts' }, formatBytes(bytes)),
        ),
      ),
    ),
  );
}

/** A part of the page's side with its heading. */
export function buildPanel(title: string, ...children: Child[]): HTMLElement {
  return build('section', { class: 'panel' }, build('h2', {}, title), ...children);
}

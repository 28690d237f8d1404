/** What stands beside the film: chapters, facts, playlists, files. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { toItemHash } from './card.ts';
import { build, buildLink, type Child, isolate } from './element.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatInstant,
  toKindWord,
  toPrivacyWord,
} from './format.ts';
import type { Library } from './library.ts';
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

/** What is known in figures and words; what is not known is left out. */
export function buildFacts(row: ViewerRow, details: ViewerDetails): HTMLElement {
  const { stats, category, watchedOn, url, id, unavailable } = details;
  const facts: [string, Child][] = [
    ['Kind', toKindWord(row.kind)],
    ['Posted', row.at ? formatInstant(row.at) : row.shown ? isolate(row.shown) : null],
    ['Watched', watchedOn ? isolate(watchedOn) : null],
    ['Duration', row.durationSec === undefined ? null : formatDuration(row.durationSec)],
    ['Visibility', row.privacy === 'unknown' ? null : toPrivacyWord(row.privacy)],
    ['Views', stats.views ? formatCount(stats.views) : null],
    ['Likes', stats.likes ? formatCount(stats.likes) : null],
    ['Comments', stats.comments ? formatCount(stats.comments) : null],
    ['Subscribers', stats.subscribers ? formatCount(stats.subscribers) : null],
    ['Items', stats.items ? formatCount(stats.items) : null],
    ['Category', category ? isolate(category) : null],
    ['On the site', unavailable ? isolate(unavailable) : null],
    ['Id', build('code', {}, id)],
    ['Address', buildLink(url, url)],
  ];
  return buildPanel(
    'Details',
    build(
      'dl',
      { class: 'fact-list' },
      ...facts.flatMap(([name, value]) => (value ? [build('dt', {}, name), build('dd', {}, value)] : [])),
    ),
  );
}

/** The playlists of this archive in which the item stands. */
export function buildPlaylists(library: Library, row: ViewerRow, id: string): HTMLElement | null {
  if (row.kind === 'playlist' || row.kind === 'channel') return null;
  const lists = library.rows.flatMap((candidate, place) =>
    candidate.kind === 'playlist' && library.details(place)?.entries?.some((entry) => entry.id === id)
      ? [candidate]
      : [],
  );
  if (lists.length === 0) return null;
  return buildPanel(
    'In playlists',
    build(
      'ul',
      { class: 'links' },
      ...lists.map(({ key, title }) =>
        build('li', {}, build('a', { href: toItemHash(key) }, isolate(title || 'Untitled'))),
      ),
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

function buildPanel(title: string, ...children: Child[]): HTMLElement {
  return build('section', { class: 'panel' }, build('h2', {}, title), ...children);
}

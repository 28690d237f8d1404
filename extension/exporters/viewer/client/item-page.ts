/** One item with everything that is known of it. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { buildThumbnail, toFacts, toItemHash } from './card.ts';
import { buildCommentList } from './comment-list.ts';
import { build, buildIcon, buildLink, type Child, type IconName, isolate } from './element.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatInstant,
  formatNumberOf,
  toKindWord,
  toPrivacyWord,
} from './format.ts';
import type { Library } from './library.ts';
import { createPlayer, type Player } from './player.ts';
import { buildRichText } from './rich-text.ts';

export interface ItemPage {
  element: HTMLElement;
  /** To be called when the page is left. */
  close(): void;
}

interface Neighbours {
  previous: ViewerRow | undefined;
  next: ViewerRow | undefined;
}

export function createItemPage(library: Library, place: number, neighbours: Neighbours): ItemPage {
  const row = library.rows[place];
  const details = library.details(place);
  if (!row || !details)
    return {
      element: build('p', { class: 'empty' }, 'This item is not in the archive.'),
      close: () => undefined,
    };
  const post = row.kind !== 'playlist' && row.kind !== 'channel';
  const player: Player | null = post ? createPlayer(row, details) : null;
  const seek = player?.seek ?? null;
  const comments = library.comments(place);
  const element = build(
    'article',
    { class: 'item', 'aria-labelledby': 'item-title' },
    buildNavigation(neighbours),
    build(
      'div',
      { class: 'item-columns' },
      build(
        'div',
        { class: 'item-main' },
        player?.element,
        build(
          'h1',
          { id: 'item-title', tabindex: '-1', dir: 'auto' },
          row.title === '' ? 'Untitled' : row.title,
        ),
        build(
          'p',
          { class: 'facts' },
          ...joinFacts([
            details.author && buildLink(details.author.url, details.author.name),
            ...toFacts(row),
          ]),
        ),
        row.saved ? null : buildRefusals(details),
        details.entries && buildEntries(library, row, details.entries),
        details.text ? buildRichText(details.text, seek) : null,
        details.tags.length > 0 &&
          build(
            'ul',
            { class: 'tags', 'aria-label': 'Tags' },
            ...details.tags.map((tag) => build('li', { dir: 'auto' }, isolate(tag))),
          ),
        comments.length > 0 && buildCommentList(comments, seek),
      ),
      build(
        'aside',
        { class: 'item-side' },
        buildChapters(details, seek),
        buildFacts(row, details),
        buildPlaylists(library, row, details.id),
        buildFiles(details),
      ),
    ),
  );
  return { element, close: () => player?.stop() };
}

function buildNavigation({ previous, next }: Neighbours): HTMLElement {
  return build(
    'nav',
    { class: 'item-nav', 'aria-label': 'Archive' },
    build('a', { class: 'button', href: '#/', 'data-step': 'back' }, buildIcon('back'), 'All items'),
    build(
      'span',
      { class: 'item-steps' },
      previous && buildStep(previous, { step: 'previous', label: 'Previous (K)', icon: 'back' }),
      next && buildStep(next, { step: 'next', label: 'Next (J)', icon: 'next' }),
    ),
  );
}

/** The keys find it by its `data-step`. */
function buildStep(row: ViewerRow, { step, label, icon }: { step: string; label: string; icon: IconName }) {
  const attributes = { class: 'button icon-button', href: toItemHash(row.key), 'data-step': step };
  return build('a', { ...attributes, title: label, 'aria-label': label }, buildIcon(icon));
}

function joinFacts(facts: (Child | string)[]): Child[] {
  return facts.filter(Boolean).flatMap((fact, index) => (index === 0 ? [fact] : [' · ', fact]));
}

function buildRefusals({ refused }: ViewerDetails): HTMLElement {
  const messages = [...new Set(refused.map(({ message }) => message))];
  return build(
    'div',
    { class: 'notice' },
    buildIcon('warning'),
    build(
      'div',
      {},
      build('strong', {}, 'Not everything of this was saved.'),
      ...messages.map((message) => build('p', { dir: 'auto' }, isolate(message))),
    ),
  );
}

function buildEntries(
  library: Library,
  playlist: ViewerRow,
  entries: NonNullable<ViewerDetails['entries']>,
): HTMLElement {
  const [platform] = playlist.key.split(':');
  const lines = entries.map(({ id, title, position }) => {
    const place = library.find(`${platform}:post:${id}`);
    const row = place === undefined ? undefined : library.rows[place];
    const words = build(
      'span',
      { class: 'entry-words' },
      build('span', { class: 'entry-title', dir: 'auto' }, row?.title || title || id),
      build('span', { class: 'facts' }, row ? toFacts(row).join(' · ') : 'Not in this archive'),
    );
    const number = build('span', { class: 'entry-number' }, position.toLocaleString());
    if (!row)
      return build(
        'li',
        {},
        build('span', { class: 'entry entry-absent' }, number, build('span', { class: 'thumbnail' }), words),
      );
    return build(
      'li',
      {},
      build(
        'a',
        { class: 'entry', href: toItemHash(row.key) },
        number,
        buildThumbnail(row, library.head.withMedia),
        words,
      ),
    );
  });
  return build(
    'section',
    {},
    build('h2', {}, formatNumberOf(entries.length, 'entry', 'entries')),
    build('ol', { class: 'entries' }, ...lines),
  );
}

function buildChapters({ chapters }: ViewerDetails, seek: Player['seek']): HTMLElement | null {
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

function buildFacts(row: ViewerRow, details: ViewerDetails): HTMLElement {
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

function buildPlaylists(library: Library, row: ViewerRow, id: string): HTMLElement | null {
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

function buildFiles({ files }: ViewerDetails): HTMLElement | null {
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

/** One item in the list: as a card of the grid, or as a line. */

import type { ViewerRow } from '../records.ts';
import { build, buildIcon, type Child, type IconName, isolate } from './element.ts';
import {
  formatCount,
  formatDay,
  formatDuration,
  formatNumberOf,
  isStack,
  toKindWord,
  toPrivacyWord,
} from './format.ts';
import type { Library } from './library.ts';
import { foldText, splitByTerms } from './search.ts';
import type { Geometry } from './virtual-list.ts';

/** The two ways to look at the list: cards with big pictures, or lines with the first words of the description. */
export type ListView = 'grid' | 'lines';

/** Heights are the style's: picture in 16:9, two lines of title and the facts below it. */
export function measureCells(view: ListView, width: number, withAuthors: boolean): Geometry {
  if (view === 'lines') return { columns: 1, gapX: 0, rowHeight: width < 560 ? 92 : 116 };
  const narrow = width < 560;
  const gapX = narrow ? 12 : 20;
  const least = narrow ? 150 : 228;
  const columns = Math.max(1, Math.floor((width + gapX) / (least + gapX)));
  const cellWidth = (width - gapX * (columns - 1)) / columns;
  const textHeight = (narrow ? 106 : 92) + (withAuthors ? 20 : 0);
  return { columns, gapX, rowHeight: Math.round((cellWidth * 9) / 16) + textHeight };
}

/** An author is only named where it is not the one whose archive this is. */
export const isForeign = (library: Library, row: ViewerRow): boolean =>
  row.author !== '' && row.author !== library.head.source.title;

/** What comes after `#` for an item's page; the other way round is `readItemHash`. */
export const toItemHash = (key: string): string => `#/item/${encodeURIComponent(key)}`;

/** Key of the item that an address names; null for any other address, broken ones too. */
export function readItemHash(hash: string): string | null {
  const [, key] = /^#\/item\/(.+)$/.exec(hash) ?? [];
  try {
    return key === undefined ? null : decodeURIComponent(key);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

interface CardLook {
  view: ListView;
  /** Search terms, to be marked. */
  terms: string[];
}

/** The link that stands for an item in the list. */
export function buildCard(library: Library, place: number, { view, terms }: CardLook): HTMLElement {
  const row = library.rows[place];
  if (!row) return build('div');
  return build(
    'a',
    { class: `card card-${view}`, href: toItemHash(row.key) },
    buildThumbnail(row, library.head.withMedia),
    build(
      'div',
      { class: 'card-text' },
      build('div', { class: 'card-title', dir: 'auto' }, ...buildTitle(row, terms)),
      isForeign(library, row) && build('div', { class: 'facts' }, isolate(row.author)),
      build('div', { class: 'facts' }, ...joinFacts(toFacts(row))),
      view === 'lines' && buildSnippet(library, place, terms),
    ),
  );
}

/** The item's picture in 16:9 with its badges; a coloured one when there is none or its file is gone. */
export function buildThumbnail(row: ViewerRow, withMedia: boolean): HTMLElement {
  const picture = build('div', { class: isStack(row) ? 'thumbnail stack' : 'thumbnail' });
  picture.style.setProperty('--hue', String(toHue(row.key)));
  const placeholder = () => build('span', { class: 'placeholder' }, buildIcon(toPlaceholder(row)));
  if (row.thumbnail === undefined) picture.append(placeholder());
  else {
    const image = build('img', { src: row.thumbnail, alt: '', loading: 'lazy', decoding: 'async' });
    image.addEventListener('error', () => image.replaceWith(placeholder()), { once: true });
    picture.append(image);
  }
  picture.append(build('span', { class: 'badges' }, ...buildBadges(row, withMedia)));
  const corner = toCorner(row);
  if (corner) picture.append(build('span', { class: 'corner' }, ...corner));
  return picture;
}

const toPlaceholder = (row: ViewerRow): IconName =>
  isStack(row) ? 'playlist' : row.kind === 'post' ? 'list' : 'play';

function buildBadges(row: ViewerRow, withMedia: boolean): Child[] {
  return [
    (row.kind === 'short' || row.kind === 'live') && build('span', { class: 'badge' }, toKindWord(row.kind)),
    (row.privacy === 'private' || row.privacy === 'unlisted' || row.privacy === 'members') &&
      build('span', { class: 'badge' }, buildIcon('lock'), toPrivacyWord(row.privacy)),
    !row.saved && build('span', { class: 'badge badge-warning' }, buildIcon('warning'), 'Not saved'),
    row.saved &&
      withMedia &&
      row.media === undefined &&
      toCorner(row) !== null &&
      row.pictures === undefined &&
      !isStack(row) &&
      row.kind !== 'channel' &&
      build('span', { class: 'badge' }, 'No file'),
  ];
}

function toCorner(row: ViewerRow): Child[] | null {
  if (isStack(row) && row.items) return [buildIcon('playlist'), formatCount(row.items)];
  if (row.pictures !== undefined) return [buildIcon('images'), row.pictures.toLocaleString()];
  return row.durationSec === undefined ? null : [formatDuration(row.durationSec)];
}

function buildTitle(row: ViewerRow, terms: string[]): Child[] {
  if (row.title === '') return [build('span', { class: 'untitled' }, 'Untitled')];
  return buildMarked(row.title, terms);
}

/** Facts with dots between them; a line breaks only between two. */
export function joinFacts(facts: Child[]): Child[] {
  const there = facts.filter((fact) => fact !== null && fact !== undefined && fact !== false);
  return there.flatMap((fact, index) => [index > 0 && ' · ', build('span', { class: 'fact' }, fact)]);
}

/** What people look for first: how often it was seen, and when it was posted. */
export function toFacts(row: ViewerRow): string[] {
  const facts = [];
  if (isStack(row)) facts.push(toKindWord(row.kind));
  if (row.views) {
    facts.push(
      row.views.precision === 'exact'
        ? formatNumberOf(row.views.value, 'view')
        : `${formatCount(row.views)} views`,
    );
  }
  const date = row.at ? formatDay(row.at) : row.shown;
  if (date) facts.push(date);
  return facts.length > 0 ? facts : ['No date known'];
}

// More than two lines hold; the style cuts them.
const snippetUnits = 420;

/** The first words of the description, or those round the first place where a search term stands: also in a comment. */
function buildSnippet(library: Library, place: number, terms: string[]): HTMLElement | null {
  const [term] = terms;
  const text = library.details(place)?.text ?? '';
  const title = library.rows[place]?.title ?? '';
  const isInPost = term === undefined || foldText(`${title}\n${text}`).includes(term);
  const comment = isInPost
    ? undefined
    : library.comments(place).find((each) => foldText(`${each.author?.name}\n${each.text}`).includes(term));
  const shown = comment ? `${comment.author?.name ?? 'Comment'}: ${comment.text}` : text;
  const piece = cutSnippet(shown.replaceAll(/\s+/g, ' ').trim(), term);
  return piece === '' ? null : build('div', { class: 'snippet', dir: 'auto' }, ...buildMarked(piece, terms));
}

function cutSnippet(text: string, term: string | undefined): string {
  const found = term === undefined ? -1 : foldText(text).indexOf(term);
  const start = found < 60 ? 0 : text.indexOf(' ', found - 60) + 1;
  return `${start > 0 ? '…' : ''}${text.slice(start, start + snippetUnits)}`;
}

function buildMarked(text: string, terms: string[]): Child[] {
  return splitByTerms(text, terms).map((piece) => (piece.found ? build('mark', {}, piece.text) : piece.text));
}

function toHue(key: string): number {
  let hue = 0;
  for (const char of key) hue = (hue * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hue;
}

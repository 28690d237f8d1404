/** One item with everything that is known of it. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { toAbsentWords } from './absent-words.ts';
import { buildThumbnail, joinFacts, toFacts, toItemHash } from './card.ts';
import { buildCommentList } from './comment-list.ts';
import { build, buildIcon, buildLink, type Child, type IconName, isolate } from './element.ts';
import { buildEntries } from './entries.ts';
import { buildFacts } from './facts-panel.ts';
import { formatDay } from './format.ts';
import { buildHistory } from './history-panel.ts';
import { buildChapters, buildFiles, buildPlaylists } from './item-panels.ts';
import type { Library } from './library.ts';
import { buildPictures } from './pictures.ts';
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

/** What names others and is nothing to look at itself. */
const namingKinds: readonly ViewerRow['kind'][] = ['playlist', 'collection', 'channel', 'album', 'profile'];

/** The page of the item in this place; says so when there is none. Needs the details: wait for `Library.ready`. */
export function createItemPage(library: Library, place: number, neighbours: Neighbours): ItemPage {
  const row = library.rows[place];
  const details = library.details(place);
  const navigation = buildNavigation(neighbours);
  if (!row || !details) {
    const words = build('p', { class: 'empty' }, 'This item is not in the archive.');
    return { element: build('div', {}, navigation, words), close: () => undefined };
  }
  const pictures = buildPictures(details);
  // Pictures without a sound lack nothing, nor do words alone.
  const isLacking = !pictures && toAbsentWords(row.kind) !== null;
  const hasPlayer = !namingKinds.includes(row.kind) && (row.media !== undefined || isLacking);
  const player = hasPlayer ? createPlayer(row, details) : null;
  const seek = player?.seek ?? null;
  const comments = library.comments(place);
  const element = build(
    'article',
    { class: 'item', 'aria-labelledby': 'item-title', 'data-key': row.key },
    navigation,
    build(
      'div',
      { class: 'item-columns' },
      build(
        'div',
        { class: 'item-main' },
        pictures,
        player?.element ?? (!pictures && buildPreview(row)),
        ...buildMain(library, { row, details, player }),
      ),
      build(
        'aside',
        { class: 'item-side' },
        buildChapters(details, seek),
        buildFacts(row, details),
        buildHistory(details),
        buildPlaylists(library, row),
        buildFiles(details),
      ),
      comments.length > 0 && build('div', { class: 'item-comments' }, buildCommentList(comments, seek)),
    ),
  );
  return { element, close: () => player?.stop() };
}

/** What a post shows of the page that it leads to, or of a film that was not wanted. */
const buildPreview = (row: ViewerRow): HTMLElement | null =>
  row.kind === 'post' && row.thumbnail !== undefined
    ? build('div', { class: 'frame' }, buildThumbnail(row, false))
    : null;

interface Shown {
  row: ViewerRow;
  details: ViewerDetails;
  player: Player | null;
}

function buildMain(library: Library, { row, details, player }: Shown): Child[] {
  const authors = [details.author, ...(details.coAuthors ?? [])].map(
    (author) => author && buildLink(author.url, author.name),
  );
  const title = row.title === '' ? 'Untitled' : row.title;
  const tags = details.tags.map((tag) => build('li', { dir: 'auto' }, isolate(tag)));
  // Where there is nothing to play, the player has said why.
  const isComplete = row.saved && details.refused.length === 0;
  const said = isComplete || (player !== null && player.seek === null);
  return [
    build('h1', { id: 'item-title', tabindex: '-1', dir: 'auto' }, title),
    build('p', { class: 'facts' }, ...joinFacts([...authors, ...toFacts(row)])),
    said ? null : buildRefusals(details),
    details.entries && buildEntries(library, row, details.entries),
    details.text ? buildRichText(details.text, player?.seek ?? null) : null,
    details.sharedPost && buildSharedPost(details.sharedPost),
    tags.length > 0 && build('ul', { class: 'tags', 'aria-label': 'Tags' }, ...tags),
  ];
}

/** The post that this one shares, as far as it is known. */
function buildSharedPost({ author, text, url, createdAt }: NonNullable<ViewerDetails['sharedPost']>) {
  const date =
    createdAt.precision === 'exact'
      ? formatDay(createdAt.at)
      : createdAt.precision === 'approximate' && isolate(createdAt.text);
  return build(
    'blockquote',
    { class: 'shared-post', 'aria-label': 'Shared post' },
    build('p', { class: 'facts' }, ...joinFacts([buildLink(url, author?.name ?? 'Shared post'), date])),
    text ? buildRichText(text, null) : null,
  );
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

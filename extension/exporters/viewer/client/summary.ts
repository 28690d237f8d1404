/** The top of the page: whose archive this is, when it was made, and whether everything is in it. */

import type { Refusal } from '../../../../shared/model/archive.ts';
import type { SourceKind } from '../../../../shared/model/source.ts';
import { toItemHash } from './card.ts';
import { isWhole, toCompletenessWords } from './completeness-words.ts';
import { build, buildIcon, buildLink, type Child, isolate } from './element.ts';
import { formatBytes, formatDay, formatNumberOf, toPlatformWord } from './format.ts';
import type { Library } from './library.ts';

const sourceWords: Partial<Record<SourceKind, string>> = {
  playlist: 'playlist',
  liked: 'liked videos',
  watch_later: 'watch later',
  history: 'history',
  subscriptions: 'subscriptions',
  video: 'video',
  short: 'short',
  profile: 'profile',
  posts: 'posts',
  reposts: 'reposts',
  favourites: 'favourites',
  collection: 'collection',
  stories: 'stories',
  photo_post: 'photo post',
  timeline: 'timeline',
  photos: 'photos',
  album: 'album',
  videos: 'videos',
  reels: 'reels',
  saved: 'saved posts',
  group: 'group',
  post: 'post',
  reel: 'reel',
  photo: 'photo',
};

export function buildSummary(library: Library): HTMLElement {
  const { source, finishedAt, totals } = library.head;
  const what = `${toPlatformWord(source.platform)} ${sourceWords[source.kind] ?? 'channel'}`;
  const size =
    totals.files > 0 ? ` · ${formatNumberOf(totals.files, 'media file')}, ${formatBytes(totals.bytes)}` : '';
  return build(
    'header',
    { class: 'summary' },
    build(
      'div',
      { class: 'summary-title' },
      build('span', { class: 'brand', title: 'Saved with Star Export' }, buildIcon('star')),
      build(
        'div',
        { class: 'summary-words' },
        build('h1', { dir: 'auto' }, isolate(source.title || what)),
        build(
          'p',
          { class: 'facts' },
          buildLink(source.url, what),
          ` · saved on ${formatDay(finishedAt)}${size}`,
        ),
      ),
    ),
    buildCompleteness(library),
  );
}

function buildCompleteness(library: Library): HTMLElement {
  const { completeness } = library.head;
  const { seen, posts = seen, unknown } = completeness;
  const whole = isWhole(completeness) && posts > 0;
  const missing = Object.keys(unknown).length > 0 || !isWhole(completeness);
  const state = [buildIcon(whole ? 'check' : 'warning'), toCompletenessWords(completeness)];
  if (!missing) return build('p', { class: whole ? 'completeness whole' : 'completeness' }, ...state);
  return build(
    'details',
    { class: whole ? 'completeness whole' : 'completeness' },
    build('summary', {}, ...state, build('span', { class: 'why' }, 'Why?')),
    build('div', { class: 'reasons' }, ...buildReasons(library)),
  );
}

function buildReasons(library: Library): Child[] {
  const { claimed, claimedExact, notSeen, seen, refused, unknown } = library.head.completeness;
  const kinds = Object.keys(unknown).length;
  return [
    claimed !== null &&
      build(
        'p',
        {},
        `The site says there are ${claimedExact ? '' : 'about '}${claimed.toLocaleString()}; its lists showed ${seen.toLocaleString()}.`,
      ),
    notSeen > 0 &&
      build('p', {}, `${formatNumberOf(notSeen, 'item')} were never listed: hidden, removed, or missed.`),
    ...[...Map.groupBy(refused, ({ message }) => message)].map(([message, refusals]) =>
      buildReason(library, message, refusals),
    ),
    kinds > 0 &&
      build(
        'p',
        {},
        `The site sent ${formatNumberOf(kinds, 'kind')} of data that Star Export does not know yet; something may be missing.`,
      ),
  ];
}

const shownRefusals = 100;

function buildReason(library: Library, message: string, refusals: Refusal[]): HTMLElement {
  const rest = refusals.length - shownRefusals;
  return build(
    'div',
    { class: 'reason' },
    build('p', {}, build('strong', {}, `${refusals.length.toLocaleString()} × `), isolate(message)),
    build(
      'ul',
      {},
      ...refusals.slice(0, shownRefusals).map(({ id }) => build('li', {}, buildRefused(library, id))),
      rest > 0 && build('li', {}, `and ${rest.toLocaleString()} more`),
    ),
  );
}

function buildRefused(library: Library, id: string): HTMLElement {
  const { platform } = library.head.source;
  const place = library.find(`${platform}:post:${id}`) ?? library.find(`${platform}:playlist:${id}`);
  const row = place === undefined ? undefined : library.rows[place];
  return row ? build('a', { href: toItemHash(row.key) }, isolate(row.title || id)) : isolate(id);
}

/** What is known of an item in figures and words; what is not known is left out. */
import type { Count } from '../../../../shared/model/item.ts';
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { build, buildLink, type Child, isolate } from './element.ts';
import { formatCount, formatDuration, formatInstant, toKindWord, toPrivacyWord } from './format.ts';
import { buildPanel } from './item-panels.ts';

type Fact = [name: string, value: Child];

/** The panel "Details". */
export function buildFacts(row: ViewerRow, details: ViewerDetails): HTMLElement {
  const facts = [
    ...toOccasion(row, details),
    ...toCounts(details),
    ...toContent(details),
    ...toSource(details),
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

function toOccasion(row: ViewerRow, { watchedOn, occasion, pinned }: ViewerDetails): Fact[] {
  return [
    ['Kind', toKindWord(row.kind)],
    ['Posted', row.at ? formatInstant(row.at) : row.shown ? isolate(row.shown) : null],
    ['Watched', watchedOn ? isolate(watchedOn) : null],
    ['Occasion', occasion ? isolate(occasion) : null],
    ['Pinned', pinned ? 'At the top of the profile' : null],
    ['Duration', row.durationSec === undefined ? null : formatDuration(row.durationSec)],
    ['Visibility', row.privacy === 'unknown' ? null : toPrivacyWord(row.privacy)],
  ];
}

const countNames = [
  ['views', 'Views'],
  ['likes', 'Likes'],
  ['reactions', 'Reactions'],
  ['comments', 'Comments'],
  ['shares', 'Shares'],
  ['saves', 'Saves'],
  ['reposts', 'Reposts'],
  ['subscribers', 'Subscribers'],
  ['followers', 'Followers'],
  ['items', 'Items'],
] as const;

function toCounts({ stats, reactionKinds }: ViewerDetails): Fact[] {
  const show = (count: Count | undefined): Child => (count ? formatCount(count) : null);
  const kinds = Object.entries(reactionKinds ?? {}).map(
    ([kind, count]) => `${toReactionWord(kind)} ${formatCount(count)}`,
  );
  return countNames.flatMap(([key, name]): Fact[] => [
    [name, show(stats[key])],
    ...(key === 'reactions' && kinds.length > 0
      ? [['of which', isolate(kinds.join(' · '))] satisfies Fact]
      : []),
  ]);
}

/** `LOVE` as "Love". */
const toReactionWord = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();

function toContent({ music, mentions, location, effects, category }: ViewerDetails): Fact[] {
  const sound = music && [music.title || 'Untitled', music.author].filter(Boolean).join(', ');
  return [
    ['Music', sound ? isolate(music.original ? `${sound} (original sound)` : sound) : null],
    ['Mentions', mentions?.length ? isolate(mentions.map((name) => `@${name}`).join(' ')) : null],
    ['Place', location ? isolate([location.name, location.address].filter(Boolean).join(', ')) : null],
    ['Effects', effects?.length ? isolate(effects.join(', ')) : null],
    ['Category', category ? isolate(category) : null],
  ];
}

const toSource = ({ unavailable, id, url }: ViewerDetails): Fact[] => [
  ['On the site', unavailable ? isolate(unavailable) : null],
  ['Id', build('code', {}, id)],
  ['Address', buildLink(url, url)],
];

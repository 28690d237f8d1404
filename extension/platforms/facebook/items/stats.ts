/** Counts of a post. They stand in several places, depending on the page and its age, and often in a late part. */
import type { Count, Item } from '../../../../shared/model/item.ts';
import { toArray, toText } from '../../../core/json.ts';
import { parseCount, toExactCount } from '../../../core/pages/counts.ts';
import { hasKey, readFirst, readPlain, seek, type Unread } from '../documents/seek.ts';

type Stats = Pick<Item, 'stats' | 'reactionKinds'>;

/** A number is exact; a text is what Facebook shows, rounded from a thousand on ("1.2K"). */
export function readCount(value: unknown): Count | null {
  const text = toText(value);
  return text === null ? toExactCount(value) : parseCount(text.trim());
}

/** The counts below a post in a feed or on its page. `hasVideo`: views are expected too. */
export function readStoryStats(story: unknown, hasVideo: boolean, unread: Unread): Stats {
  const container = seek(story, 'comet_sections', 'feedback', 'story', 'story_ufi_container');
  const target = seek(container, 'story', 'feedback_context', 'feedback_target_with_context');
  const outer = seek(
    story,
    'comet_sections',
    'feedback',
    'story',
    'feedback_context',
    'feedback_target_with_context',
  );
  const summary = seek(target, 'comet_ufi_summary_and_actions_renderer', 'feedback');
  const outerSummary = seek(outer, 'comet_ufi_summary_and_actions_renderer', 'feedback');
  const buttons = [summary, outerSummary].flatMap(listButtons);
  const holders = [summary, outerSummary, target, outer];
  const count = (field: string, places: unknown[]) => readFirst(places, { read: readCount, unread, field });

  const stats: Item['stats'] = {};
  const reactions = count('stats.reactions', atEach([...holders, ...buttons], ['reaction_count', 'count']));
  const comments = count('stats.comments', [
    ...atEach(holders, ...commentPlaces),
    seek(target, 'total_comment_count'),
  ]);
  const shares = count('stats.shares', [
    ...atEach([...holders, ...buttons], ['share_count', 'count']),
    // Where the buttons are and none of them shares, the post cannot be shared.
    ['share_count', 'reaction_count'].some((key) => hasKey(summary, key)) || buttons.length === 0
      ? undefined
      : null,
  ]);
  const views = hasVideo
    ? count('stats.views', [
        ...atEach(holders, ['video_view_count'], ['video_post_view_count']),
        hasKey(summary, 'reaction_count') ? undefined : null,
      ])
    : null;
  if (reactions) stats.reactions = reactions;
  if (comments) stats.comments = comments;
  if (shares) stats.shares = shares;
  if (views) stats.views = views;
  return { stats, ...readKinds(holders, unread) };
}

/** Since 2026 the numbers stand at the buttons. */
function listButtons(summary: unknown): unknown[] {
  return toArray(seek(summary, 'adaptive_ufi_action_renderers')).map((entry) => seek(entry, 'feedback'));
}

const commentPlaces: string[][] = [
  ['comments_count_summary_renderer', 'feedback', 'comment_rendering_instance', 'comments', 'total_count'],
  ['comment_rendering_instance', 'comments', 'total_count'],
  ['comment_list_renderer', 'feedback', 'comment_rendering_instance', 'comments', 'total_count'],
  [
    'comment_list_renderer',
    'feedback',
    'comment_rendering_instance_for_feed_location',
    'comments',
    'total_count',
  ],
  ['total_comment_count'],
];

function atEach(holders: unknown[], ...paths: string[][]): unknown[] {
  return holders.flatMap((holder) => paths.map((path) => seek(holder, ...path)));
}

/** How often each kind of reaction was given, by Facebook's name for it in the user's language. */
function readKinds(holders: unknown[], unread: Unread): Pick<Item, 'reactionKinds'> {
  const edges = holders.map((holder) => seek(holder, 'top_reactions', 'edges')).find(Array.isArray);
  if (!edges && !holders.some((holder) => seek(holder, 'top_reactions') === null)) {
    // Newer answers leave the list out where nobody reacted or the numbers stand at the buttons.
    if (holders.some((holder) => hasKey(holder, 'reaction_count'))) unread.add('reactionKinds');
  }
  const kinds: Record<string, Count> = {};
  for (const edge of toArray(edges)) {
    const name = readPlain(seek(edge, 'node', 'localized_name'));
    const count = readCount(seek(edge, 'reaction_count')) ?? readCount(seek(edge, 'i18n_reaction_count'));
    if (name && count && name !== '__proto__') kinds[name] = count;
    else unread.add('reactionKinds');
  }
  return Object.keys(kinds).length > 0 ? { reactionKinds: kinds } : {};
}

/** The counts at the side of a reel. They come in a part of their own; `reel` is the story that has it. */
export function readReelStats(reel: unknown, unread: Unread): Stats {
  const feedback = seek(reel, 'feedback');
  const buttons = [
    seek(reel, 'fb_reel_react_button', 'story', 'feedback'),
    seek(reel, 'fb_reel_react_button', 'feedback'),
    feedback,
  ];
  const count = (field: string, places: unknown[]) => readFirst(places, { read: readCount, unread, field });
  const reactions = count('stats.reactions', [
    ...atEach(buttons, ['unified_reactors', 'count']),
    ...atEach(buttons, ['likers', 'count'], ['reaction_count', 'count'], ['reactors', 'count']),
  ]);
  // Likes alone stand in for all reactions when these are not there.
  const unified = atEach(buttons, ['unified_reactors', 'count']).map(readCount);
  const likes = atEach(buttons, ['likers', 'count']).map(readCount);
  if (likes.some(Boolean) && !unified.some(Boolean)) unread.add('stats.reactions');
  const comments = count('stats.comments', atEach([feedback], ['total_comment_count'], ...commentPlaces));
  const shares = count('stats.shares', atEach([feedback], ['share_count_reduced'], ['share_count', 'count']));
  const stats: Item['stats'] = {};
  if (reactions) stats.reactions = reactions;
  if (comments) stats.comments = comments;
  if (shares) stats.shares = shares;
  return { stats };
}

/** The counts of a photo or video by itself, as far as its page has them. */
export function readMediumStats(medium: unknown): Item['stats'] {
  const feedback = seek(medium, 'feedback');
  const holders = [feedback, ...listButtons(feedback)];
  const first = (places: unknown[]) => places.map(readCount).find((count) => count !== null);
  const reactions = first(
    atEach(holders, ['reaction_count', 'count'], ['reactors', 'count'], ['likers', 'count']),
  );
  const comments = first(atEach([feedback], ...commentPlaces));
  const shares = first(atEach(holders, ['share_count', 'count']));
  const views = first(
    atEach([medium, feedback], ['play_count'], ['video_view_count'], ['play_count_reduced']),
  );
  return {
    ...(reactions && { reactions }),
    ...(comments && { comments }),
    ...(shares && { shares }),
    ...(views && { views }),
  };
}

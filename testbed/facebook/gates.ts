import { hash32 } from '../prng.ts';
import type { Json } from './shapes/context.ts';

/**
 * Switches of the site's release. A page's script sends those of a query along with it; which they are is in the script,
 * and what they are set to depends on the account. A call that lacks one gets no data.
 */
const switches = [
  'CometUFIShareActionMigration',
  'FBReels_deprecate_short_form_video_context_gk',
  'IsWorkUser',
  'StoriesArmadilloReplyEnabled',
];

/** Queries for posts and comments. */
const ofPosts =
  /^(?:ProfileCometTimelineFeed|GroupsCometFeed|CometGroupDiscussion|CometModernHomeFeed|CometNewsFeed|CometSinglePost|CommentsList|Depth\dComments)/;

const toName = (name: string): string => `__relay_internal__pv__${name}relayprovider`;

/** The switches of one query, as the page of this account sends them. */
export function toGates(seed: number, query: string): Json {
  const names = ofPosts.test(query) ? switches : /ManagePosts/.test(query) ? switches.slice(0, 1) : [];
  return Object.fromEntries(names.map((name) => [toName(name), hash32(`${seed}/gate/${name}`) % 2 === 0]));
}

/** The first switch that a call lacks. */
export function findMissingGate(seed: number, query: string, variables: Json): string | undefined {
  return Object.keys(toGates(seed, query)).find((name) => typeof variables[name] !== 'boolean');
}

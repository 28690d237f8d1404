import type { Actor, Post } from '../catalog/model.ts';
import { toPage, toStream } from '../shapes/connection.ts';
import { type AnswerContext, canSeePost, type GraphDocument, type Json } from '../shapes/context.ts';
import { toManageStory } from '../shapes/own-story.ts';
import { toReelFeedback, toReelReminder } from '../shapes/reel.ts';
import { toStory } from '../shapes/story.ts';
import { type Query, readText } from './query.ts';

/** Lists of posts. */

const timelineLabel = 'ProfileCometTimelineFeed_user';
const timelineConnection = 'ProfileCometTimelineFeed_user_timeline_list_feed_units';
const manageLabel = 'ProfileCometManagePostsTimelineFeed_user';
const manageConnection = 'CometManagePostsFeed_user_timeline_manage_feed_units';

/** `ProfileCometTimelineFeedQuery`: the first posts of a profile, one at once and two streamed. */
export const listTimeline: Query = (context, variables) => toTimeline(context, variables, 'user');

/** `ProfileCometTimelineFeedRefetchQuery`: the next three. */
export const listMoreTimeline: Query = (context, variables) => toTimeline(context, variables, 'node');

function toTimeline(context: AnswerContext, variables: Json, root: 'user' | 'node'): GraphDocument[] {
  const actor = findActor(context, variables);
  if (!actor) return [];
  const posts = context.world.listPosts(actor).filter((post) => canSeePost(context, post));
  const page = toPage(`timeline/${actor.id}`, repeatAtBorders(posts), { variables, most: 3 });
  return toStream({
    page,
    toNode: (post) => toStory(context, post),
    toPatches: (post) => toStoryPatches(context, post),
    wrap: (list) => ({ [root]: { __typename: actor.kind, id: actor.id, timeline_list_feed_units: list } }),
    path: [root, 'timeline_list_feed_units'],
    labels: {
      stream: `${timelineLabel}$stream$${timelineConnection}`,
      pageInfo: `${timelineLabel}$defer$${timelineConnection}$page_info`,
    },
    initial: 1,
  });
}

/** `ProfileCometManagePostsTimelineRootQuery`: the owner's own posts, the newest at once. */
export const listManaged: Query = (context, variables) => toManaged(context, variables, 'user');

/** `CometManagePostsFeedRefetchQuery`. */
export const listMoreManaged: Query = (context, variables) => toManaged(context, variables, 'node');

function toManaged(context: AnswerContext, variables: Json, root: 'user' | 'node'): GraphDocument[] {
  const actor = findActor(context, variables);
  if (!actor || actor !== context.viewer) return [];
  const { after, before } = readTimes(variables);
  const posts = context.world
    .listPosts(actor)
    .filter(({ createdAtSec }) => createdAtSec >= after && createdAtSec <= before);
  const page = toPage(`manage/${actor.id}/${after}/${before}`, posts, {
    variables,
    most: root === 'user' ? 9 : 6,
  });
  return toStream({
    page,
    toNode: (post) => toManageStory(context, post),
    wrap: (list) => ({
      [root]: {
        __typename: 'User',
        timeline_manage_feed_units: list,
        id: actor.id,
        profile_pinned_post: null,
      },
    }),
    path: [root, 'timeline_manage_feed_units'],
    labels: {
      stream: `${manageLabel}$stream$${manageConnection}`,
      pageInfo: `${manageLabel}$defer$${manageConnection}$page_info`,
    },
    initial: root === 'user' ? 6 : 3,
  });
}

/** `CometGroupDiscussionRootSuccessQuery`: a group with its newest posts. */
export const listGroup: Query = (context, variables) => toGroup(context, variables, 'group');

/** `GroupsCometFeedRegularStoriesPaginationQuery`. */
export const listMoreGroup: Query = (context, variables) => toGroup(context, variables, 'node');

function toGroup(context: AnswerContext, variables: Json, root: 'group' | 'node'): GraphDocument[] {
  const group = findActor(context, variables);
  if (group?.kind !== 'Group' || !context.viewer) return [];
  const page = toPage(`group/${group.id}`, context.world.listPosts(group), { variables, most: 3 });
  return toStream({
    page,
    toNode: (post) => toStory(context, post),
    toPatches: (post) => toStoryPatches(context, post),
    wrap: (list) => ({ [root]: { __typename: 'Group', id: group.id, name: group.name, group_feed: list } }),
    path: [root, 'group_feed'],
    labels: {
      stream:
        'GroupsCometFeedRegularStories_paginationGroup$stream$GroupsCometFeedRegularStories_group_group_feed',
      pageInfo:
        'GroupsCometFeedRegularStories_paginationGroup$defer$GroupsCometFeedRegularStories_group_group_feed$page_info',
    },
    initial: 1,
  });
}

/** `CometModernHomeFeedQuery` and `CometNewsFeedPaginationQuery`: what page and group posted, mixed. */
export const listNews: Query = (context, variables) => {
  const { world, viewer } = context;
  if (!viewer) return [];
  const posts = [...world.listPosts(world.page), ...world.listPosts(world.group)].toSorted(
    (one, other) => other.createdAtSec - one.createdAtSec,
  );
  return toStream({
    page: toPage('news', posts, { variables, most: 5 }),
    toNode: (post) => toStory(context, post),
    toPatches: (post) => toStoryPatches(context, post),
    wrap: (list) => ({ viewer: { actor: { __typename: 'User', id: viewer.id }, news_feed: list } }),
    path: ['viewer', 'news_feed'],
    labels: {
      stream: 'CometNewsFeed_viewerConnection$stream$CometNewsFeed_viewer_news_feed',
      pageInfo: 'CometNewsFeed_viewerConnection$defer$CometNewsFeed_viewer_news_feed$page_info',
    },
    initial: 1,
  });
};

/** The later parts of a story: the counts of a reel, and what players want. */
export function toStoryPatches(context: AnswerContext, { attachment }: Post): GraphDocument[] {
  const styled = ['comet_sections', 'content', 'story', 'attachments', 0, 'styles', 'attachment'];
  const ads = (video: { id: string }) => ({
    id: video.id,
    instream_extra_config: null,
    instream_video_ad_breaks_comet: null,
  });
  if (attachment.kind === 'video')
    return [
      {
        label: 'VideoPlayerRelay_video$defer$InstreamVideoAdBreaksPlayer_video',
        path: [...styled, 'media'],
        data: ads(attachment.video),
      },
    ];
  if (attachment.kind !== 'reel') return [];
  const story = [...styled, 'style_infos', 0, 'fb_shorts_story'];
  return [
    {
      label: 'VideoPlayerRelay_video$defer$InstreamVideoAdBreaksPlayer_video',
      path: [...story, 'attachments', 0, 'media'],
      data: ads(attachment.video),
    },
    {
      label: 'CometFeedStoryFBReelsAttachment_story$defer$FBReelsFeedbackBar_feedback',
      path: story,
      data: { ...toReelFeedback(context, attachment.video), ...toReelReminder(attachment.video) },
    },
  ];
}

/** Every twelfth post comes a second time, at the head of the next page, as happens when something was posted in between. */
function repeatAtBorders(posts: readonly Post[]): Post[] {
  return posts.flatMap((post, place) => (place % 12 === 11 ? [post, post] : [post]));
}

function findActor({ world }: AnswerContext, variables: Json): Actor | undefined {
  const id = ['userID', 'id', 'groupID'].map((name) => readText(variables, name)).find((text) => text !== '');
  return world.actors.get(id ?? '');
}

function readTimes(variables: Json): { after: number; before: number } {
  const read = (name: string, other: number) =>
    typeof variables[name] === 'number' ? Number(variables[name]) : other;
  return { after: read('afterTime', 0), before: read('beforeTime', Number.MAX_SAFE_INTEGER) };
}

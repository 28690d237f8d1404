import type { Comment, Video } from '../catalog/model.ts';
import {
  toAppend,
  toContinuationButton,
  toContinuationCommand,
  toContinuationItem,
  toReload,
} from './continuations.ts';
import { toChannelCommand } from './endpoints.ts';
import { toResponseContext } from './envelope.ts';
import { toAvatars, toAvatarUrl } from './images.ts';
import { issueToken, type Json, type PageContext } from './page-context.ts';
import { abbreviate, formatNumber, toAge, toRuns } from './text.ts';

const pageSize = 20;
const replyPageSize = 10;

export interface CommentsPlace {
  sort: 'top' | 'newest';
  offset: number;
  /** The first page also brings the header with the count and the orders. */
  isFirst: boolean;
}

/** Threads hold keys only; the texts are in the entity mutations beside them. */
export function toCommentsPage(context: PageContext, video: Video, place: CommentsPlace): Json {
  const all = listComments(context, video, place.sort);
  const page = all.slice(place.offset, place.offset + pageSize);
  const next = place.offset + pageSize;
  const threads = page.map((comment) => ({ commentThreadRenderer: toThread(context, video, comment) }));
  const items =
    next < all.length ? [...threads, toMore(context, video, { ...place, offset: next })] : threads;
  const targetId = 'comments-section';
  const actions = place.isFirst
    ? [
        toReload(context, { id: targetId, slot: 'HEADER' }, [toHeader(context, video, place.sort)]),
        toReload(context, { id: targetId }, items),
      ]
    : [toAppend(context, targetId, items)];
  return {
    responseContext: toResponseContext(context, {}),
    trackingParams: context.track(),
    onResponseReceivedEndpoints: actions,
    frameworkUpdates: toMutations(context, video, page),
  };
}

/** Replies of one thread, ten at a time, more behind a button. */
export function toRepliesPage(
  context: PageContext,
  video: Video,
  place: { parentId: string; offset: number },
): Json {
  const { parentId, offset } = place;
  const parent = context.world.listComments(video).find(({ id }) => id === parentId);
  const replies = parent?.replies ?? [];
  const page = replies.slice(offset, offset + replyPageSize);
  const items: Json[] = page.map((reply) => ({ commentViewModel: toViewModel(context, video, reply) }));
  const next = offset + replyPageSize;
  if (next < replies.length) {
    const token = issueToken(context, { kind: 'replies', list: video.id, offset: next, extra: parentId });
    items.push(toContinuationButton(context, token, 'Show more replies'));
  }
  return {
    responseContext: toResponseContext(context, {}),
    trackingParams: context.track(),
    onResponseReceivedEndpoints: [toAppend(context, `comment-replies-item-${parentId}`, items)],
    frameworkUpdates: toMutations(context, video, page),
  };
}

/** A pinned comment is first in either order. */
function listComments(context: PageContext, video: Video, sort: CommentsPlace['sort']): Comment[] {
  const comments = context.world.listComments(video);
  if (sort === 'top') return comments;
  const newest = comments
    .filter(({ pinned }) => !pinned)
    .toSorted((one, other) => other.publishedAtMs - one.publishedAtMs);
  return [...comments.filter(({ pinned }) => pinned), ...newest];
}

function toMore(
  context: PageContext,
  video: Video,
  { sort, offset }: Pick<CommentsPlace, 'sort' | 'offset'>,
): Json {
  const token = issueToken(context, {
    kind: 'comments',
    list: video.id,
    offset,
    extra: `${sort}:more`,
  });
  return toContinuationItem(context, token, 'next');
}

function toHeader(context: PageContext, video: Video, sort: CommentsPlace['sort']): Json {
  const count = context.world.countComments(video);
  const order = (title: string, name: CommentsPlace['sort']) => {
    const token = issueToken(context, {
      kind: 'comments',
      list: video.id,
      offset: 0,
      extra: `${name}:first`,
    });
    return {
      title,
      selected: name === sort,
      serviceEndpoint: toContinuationCommand(context, token, 'next'),
      trackingParams: context.track(),
    };
  };
  return {
    commentsHeaderRenderer: {
      countText: { runs: [{ text: formatNumber(count) }, { text: count === 1 ? ' Comment' : ' Comments' }] },
      createRenderer: {
        commentSimpleboxRenderer: {
          authorThumbnail: {
            thumbnails: toAvatars(context.viewer?.channel ?? context.world.owner, [48, 88]),
          },
          placeholderText: toRuns('Add a comment…'),
          trackingParams: context.track(),
        },
      },
      sortMenu: {
        sortFilterSubMenuRenderer: {
          subMenuItems: [order('Top', 'top'), order('Newest', 'newest')],
          title: 'Sort by',
          icon: { iconType: 'SORT' },
        },
      },
      trackingParams: context.track(),
      titleText: toRuns('Comments'),
      commentsCount: toRuns(abbreviate(count)),
      showSeparator: true,
    },
  };
}

function toThread(context: PageContext, video: Video, comment: Comment): Json {
  const count = comment.replies.length;
  return {
    ...(count > 0 && { replies: { commentRepliesRenderer: toReplies(context, video, comment) } }),
    trackingParams: context.track(),
    renderingPriority: comment.pinned ? 'RENDERING_PRIORITY_PINNED_COMMENT' : 'RENDERING_PRIORITY_UNKNOWN',
    isModeratedElqComment: false,
    commentViewModel: { commentViewModel: toViewModel(context, video, comment) },
    loggingDirectives: { trackingParams: context.track(), visibility: { types: '12' } },
  };
}

function toReplies(context: PageContext, video: Video, comment: Comment): Json {
  const token = issueToken(context, { kind: 'replies', list: video.id, offset: 0, extra: comment.id });
  const text = comment.replies.length === 1 ? '1 reply' : `${comment.replies.length} replies`;
  const button = (iconType: string) => ({
    buttonRenderer: { text: toRuns(text), icon: { iconType }, trackingParams: context.track() },
  });
  return {
    contents: [toContinuationItem(context, token, 'next')],
    trackingParams: context.track(),
    viewReplies: button('EXPAND'),
    hideReplies: button('COLLAPSE'),
    targetId: `comment-replies-item-${comment.id}`,
  };
}

function toViewModel(context: PageContext, video: Video, comment: Comment): Json {
  return {
    commentKey: toKey(comment, 'KAE'),
    sharedKey: 'EgAgKygB',
    toolbarStateKey: toKey(comment, 'LCg'),
    toolbarSurfaceKey: toKey(comment, 'Rig'),
    ...(comment.pinned && { pinnedText: `Pinned by ${video.channel.handle}` }),
    commentId: comment.id,
    commentSurfaceKey: toKey(comment, 'Tyg'),
    inlineRepliesKey: 'empty_inline_replies',
    rendererContext: {
      loggingContext: { loggingDirectives: { trackingParams: context.track(), visibility: { types: '12' } } },
    },
  };
}

function toKey(comment: Comment, suffix: string): string {
  return `${Buffer.from(`\u0012\u001a${comment.id} `).toString('base64url')}${suffix}%3D`;
}

/** The texts come after other mutations and not in the order of the threads. */
function toMutations(context: PageContext, video: Video, comments: readonly Comment[]): Json {
  const type = 'ENTITY_MUTATION_TYPE_REPLACE';
  const shared = {
    key: 'EgAgKygB',
    strings: { expandText: 'Read more', collapseText: 'Show less', replyButtonText: 'Reply' },
  };
  const states = comments.map((comment) => {
    const key = toKey(comment, 'LCg');
    const heartState = comment.hearted ? 'TOOLBAR_HEART_STATE_HEARTED' : 'TOOLBAR_HEART_STATE_UNHEARTED';
    const payload = {
      engagementToolbarStateEntityPayload: { key, likeState: 'TOOLBAR_LIKE_STATE_INDIFFERENT', heartState },
    };
    return { entityKey: key, type, payload };
  });
  const texts = comments.toReversed().map((comment) => ({
    entityKey: toKey(comment, 'KAE'),
    type,
    payload: { commentEntityPayload: toEntity(context, video, comment) },
  }));
  const first = { entityKey: 'EgAgKygB', type, payload: { commentSharedEntityPayload: shared } };
  return {
    entityBatchUpdate: {
      mutations: [first, ...states, ...texts],
      timestamp: { seconds: String(Math.floor(context.nowMs / 1000)), nanos: 12_345 },
    },
  };
}

function toEntity(context: PageContext, video: Video, comment: Comment): Json {
  const { author } = comment;
  const likes = comment.likes > 0 ? abbreviate(comment.likes) : ' ';
  const replies = comment.replies.length;
  return {
    key: toKey(comment, 'KAE'),
    properties: {
      commentId: comment.id,
      content: { content: comment.text },
      publishedTime: `${toAge(Math.min(comment.publishedAtMs, context.nowMs - 1000), context.nowMs)}${comment.edited ? ' (edited)' : ''}`,
      replyLevel: comment.parentId === null ? 0 : 1,
      authorButtonA11y: author.handle,
      toolbarStateKey: toKey(comment, 'LCg'),
    },
    author: {
      channelId: author.id,
      displayName: author.handle,
      avatarThumbnailUrl: toAvatarUrl(author, 88),
      isVerified: author.verified,
      isCurrentUser: context.viewer?.channel?.id === author.id,
      isCreator: author.id === video.channel.id,
      channelCommand: { innertubeCommand: toChannelCommand(context, author) },
      isArtist: false,
    },
    toolbar: {
      likeCountLiked: likes,
      likeCountNotliked: likes,
      ...(replies > 0 && { replyCount: String(replies) }),
      likeCountA11y: comment.likes > 0 ? `${abbreviate(comment.likes)} likes` : '0 likes',
      replyCountA11y: `${replies} replies`,
      likeInactiveTooltip: 'Like',
      ...(comment.hearted && { heartActiveTooltip: `❤ by ${video.channel.handle}` }),
    },
    avatar: { image: { sources: toAvatars(author, [88]) }, accessibilityText: author.handle },
  };
}

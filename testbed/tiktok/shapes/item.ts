import type { Post } from '../catalog/model.ts';
import { toAuthor } from './author.ts';
import { toChallenges, toContents, toDescription, toTextExtra } from './caption.ts';
import { type AnswerContext, type Form, type Json, toNumberIn } from './context.ts';
import { toImagePost } from './image-post.ts';
import { toMusic } from './music.ts';
import { toPostStats, toUserStats } from './stats.ts';
import { toVideo } from './video.ts';

/** A post as pages and calls hold it (`itemStruct`). */
export function toItem(context: AnswerContext, post: Post, form: Form): Json {
  const { author, caption } = post;
  const { world, viewer } = context;
  const authorStats = toUserStats(world, author, viewer);
  const isOwner = viewer === world.owner;
  const isIn = (entries: readonly { postId: string }[]) =>
    isOwner && entries.some(({ postId }) => postId === post.id);
  return {
    id: post.id,
    desc: toDescription(caption),
    createTime: toNumberIn(form, Math.floor(post.createdAtMs / 1000)),
    ...(form === 'page' && { scheduleTime: 0 }),
    video: toVideo(context, post, form),
    author: toAuthor(context, author, form),
    music: toMusic(context, post, form),
    challenges: toChallenges(caption),
    ...toPostStats(post, form),
    warnInfo: [],
    originalItem: false,
    officalItem: false,
    textExtra: toTextExtra(caption),
    secret: post.audience === 'private',
    forFriend: post.audience === 'friends',
    digged: isIn(world.liked),
    itemCommentStatus: 0,
    ...(form === 'page' && { takeDown: 0, diversificationLabels: ['DIY'], IsAigc: false }),
    effectStickers: [],
    authorStats: authorStats.stats,
    privateItem: post.audience === 'private',
    duetEnabled: true,
    stitchEnabled: true,
    stickersOnItem: [],
    isAd: false,
    ...(form === 'list' && post.isPinned && { isPinnedItem: true }),
    shareEnabled: true,
    comments: [],
    duetDisplay: 0,
    stitchDisplay: 0,
    indexEnabled: true,
    locationCreated: 'NL',
    suggestedWords: [],
    contents: toContents(caption),
    collected: isIn(world.favourites),
    channelTags: [],
    item_control: { can_share: true, can_comment: true, can_repost: true },
    AIGCDescription: '',
    backendSourceEventTracking: '',
    CategoryType: 111,
    textLanguage: 'en',
    textTranslatable: true,
    authorStatsV2: authorStats.statsV2,
    isReviewing: false,
    creatorAIComment: { hasAITopic: false, eligibleVideo: false, notEligibleReason: 101 },
    ...(post.kind === 'photo' && { imagePost: toImagePost(context, post) }),
  };
}

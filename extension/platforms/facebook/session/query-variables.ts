/** What the page sends with each query beside the name of the list and the place in it. */
import type { Json } from '../../../core/json.ts';

const posts = {
  count: 3,
  feedbackSource: 0,
  focusCommentID: null,
  privacySelectorRenderLocation: 'COMET_STREAM',
  scale: 1,
  useDefaultActor: false,
};

const comments = {
  feedLocation: 'POST_PERMALINK_DIALOG',
  focusCommentID: null,
  scale: 1,
  useDefaultActor: false,
};

/** "Manage posts" without any of its filters. */
const managed = {
  afterTime: null,
  beforeTime: null,
  gridMediaWidth: 230,
  includeGroupScheduledPosts: false,
  includeScheduledPosts: false,
  omitPinnedPost: false,
  postedBy: null,
  privacy: null,
  privacySelectorRenderLocation: 'COMET_STREAM',
  renderLocation: 'timeline',
  scale: 1,
  taggedInOnly: null,
};

/** By the query's name; those that depend on the account are the page's. */
export const queryVariables: Record<string, Json> = {
  ProfileCometTimelineFeedRefetchQuery: {
    ...posts,
    afterTime: null,
    beforeTime: null,
    feedLocation: 'TIMELINE',
    memorializedSplitTimeFilter: null,
    omitPinnedPost: true,
    postedBy: null,
    privacy: null,
    renderLocation: 'timeline',
    stream_count: 1,
    taggedInOnly: null,
  },
  GroupsCometFeedRegularStoriesPaginationQuery: {
    ...posts,
    feedLocation: 'GROUP',
    feedType: 'DISCUSSION',
    filterTopicId: null,
    renderLocation: 'group',
    sortingSetting: 'CHRONOLOGICAL',
    stream_initial_count: 1,
  },
  ProfileCometManagePostsTimelineRootQuery: managed,
  CometManagePostsFeedRefetchQuery: { ...managed, count: 6 },
  ProfileCometAppCollectionPhotosRendererPaginationQuery: { count: 8, scale: 1 },
  ProfileCometAppCollectionAlbumsRendererPaginationQuery: { count: 8, scale: 1 },
  ProfileCometAppCollectionVideosRendererPaginationQuery: { count: 8, scale: 1 },
  ProfileCometAppCollectionReelsRendererPaginationQuery: { count: 10, scale: 1 },
  CometAlbumPhotoCollagePaginationQuery: { count: 14, renderLocation: 'permalink', scale: 1 },
  CometMediaSetPaginationQuery: { count: 14, scale: 1 },
  StoriesArchiveGridPaginationQuery: { count: 8, scale: 1 },
  CommentsListComponentsPaginationQuery: {
    ...comments,
    commentsAfterCount: -1,
    commentsAfterCursor: null,
    commentsBeforeCount: null,
    commentsBeforeCursor: null,
    // "All comments": without it those that the site thinks are spam or dull are left out.
    commentsIntentToken: 'RANKED_UNFILTERED_CHRONOLOGICAL_REPLIES_INTENT_V1',
  },
  Depth1CommentsListPaginationQuery: {
    ...comments,
    clientKey: null,
    repliesAfterCount: null,
    repliesAfterCursor: null,
    repliesBeforeCount: null,
    repliesBeforeCursor: null,
  },
  Depth2CommentsListPaginationQuery: {
    ...comments,
    clientKey: null,
    subRepliesAfterCount: null,
    subRepliesAfterCursor: null,
    subRepliesBeforeCount: null,
    subRepliesBeforeCursor: null,
  },
  CometSaveCollectionAllItemsPaginationQuery: {
    count: 10,
    feedLocation: 'SAVED_DASHBOARD',
    focusCommentID: null,
    scale: 1,
    useDefaultActor: false,
  },
  CometSaveDashboardAllItemsPaginationQuery: { content_filter: null, count: 10, scale: 1 },
};

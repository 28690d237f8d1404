import { hash32 } from '../../prng.ts';
import { listSaved, listSavedList, listStories } from './collected.ts';
import { listMoreAlbum, readAlbum, readMediaSet, readPhoto } from './photos.ts';
import { listComments, listReplies, readPost } from './posts.ts';
import { listCollection, readHeader, readSection } from './profile.ts';
import type { Query } from './query.ts';
import {
  listGroup,
  listManaged,
  listMoreGroup,
  listMoreManaged,
  listMoreTimeline,
  listNews,
  listTimeline,
} from './timeline.ts';
import { readReel, readVideo } from './videos.ts';

/** Every query of the site by its friendly name. */
export const queries: Readonly<Record<string, Query>> = {
  ProfileCometHeaderQuery: readHeader,
  ProfileCometTimelineFeedQuery: listTimeline,
  ProfileCometTimelineFeedRefetchQuery: listMoreTimeline,
  ProfileCometManagePostsTimelineRootQuery: listManaged,
  CometManagePostsFeedRefetchQuery: listMoreManaged,
  ProfileCometTopAppSectionQuery: readSection,
  ProfileCometAppCollectionPhotosRendererPaginationQuery: listCollection,
  ProfileCometAppCollectionAlbumsRendererPaginationQuery: listCollection,
  ProfileCometAppCollectionVideosRendererPaginationQuery: listCollection,
  ProfileCometAppCollectionReelsRendererPaginationQuery: listCollection,
  CometPhotoAlbumQuery: readAlbum,
  CometAlbumPhotoCollagePaginationQuery: listMoreAlbum,
  CometMediaSetQuery: readMediaSet,
  CometMediaSetPaginationQuery: readMediaSet,
  CometPhotoRootContentQuery: readPhoto,
  FBReelsRootWithEntrypointQuery: readReel,
  CometTahoeRootQuery: readVideo,
  CometSinglePostDialogContentQuery: readPost,
  CommentsListComponentsPaginationQuery: listComments,
  Depth1CommentsListPaginationQuery: listReplies,
  CometGroupDiscussionRootSuccessQuery: listGroup,
  GroupsCometFeedRegularStoriesPaginationQuery: listMoreGroup,
  CometModernHomeFeedQuery: listNews,
  CometNewsFeedPaginationQuery: listNews,
  CometSaveDashboardRootQuery: listSaved,
  CometSaveDashboardAllItemsPaginationQuery: listSaved,
  CometSaveCollectionRootQuery: listSavedList,
  CometSaveCollectionAllItemsPaginationQuery: listSavedList,
  StoriesArchiveGridQuery: listStories,
  StoriesArchiveGridPaginationQuery: listStories,
};

/** The number under which a query is asked for: it changes with every release of the site, and with the seed here. */
export function toDocId(seed: number, name: string): string {
  return `2${String(hash32(`${seed}/doc/${name}`)).padStart(10, '0')}${String(hash32(name) % 1_000_000).padStart(6, '0')}`;
}

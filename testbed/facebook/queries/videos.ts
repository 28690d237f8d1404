import { toVideoStoryId } from '../catalog/ids.ts';
import type { Video } from '../catalog/model.ts';
import { toVideoUrl } from '../catalog/posts.ts';
import { toOwner } from '../shapes/actor.ts';
import { type AnswerContext, canSeeVideo, type GraphDocument } from '../shapes/context.ts';
import { toReelFeedback, toReelLog, toReelStory } from '../shapes/reel.ts';
import { toUfiSummary } from '../shapes/ufi.ts';
import { toVideo } from '../shapes/video.ts';
import { type Query, readText } from './query.ts';

/** Single videos and reels. */

/** `FBReelsRootWithEntrypointQuery`: a reel and five more; all counts come later. */
export const readReel: Query = (context, variables) => {
  const video = findVideo(context, readText(variables, 'initial_node_id'));
  if (video?.kind !== 'reel') return [];
  const more = context.world
    .listVideos('reel')
    .filter((other) => other !== video && canSeeVideo(context, other))
    .slice(0, 5);
  const label = 'FBReelsMediaTransitionContainer_initial_reels$defer$';
  const toPatches = (about: Video, path: (string | number)[]): GraphDocument[] => [
    { label: `${label}FBReelsFeedbackBar_feedback`, path, data: toReelFeedback(context, about) },
    { label: `${label}useFBReelsScrollLogging_reel`, path, data: toReelLog(about) },
  ];
  const edges = more.map((other, place) => ({
    node: { __typename: 'Story', ...toReelStory(context, other) },
    cursor: String(place),
    id: toVideoStoryId(other.owner.id, other.id),
  }));
  const actor = context.viewer ? toOwner(context.viewer) : { __typename: 'LoggedOutUser', id: '0' };
  const feed = { edges, page_info: { end_cursor: String(edges.length), has_next_page: false } };
  return [
    {
      data: {
        video: { creation_story: toReelStory(context, video), id: video.id },
        viewer: { actor, lasso_blue_feed: feed },
      },
    },
    ...toPatches(video, ['video', 'creation_story']),
    ...more.flatMap((other, place) =>
      toPatches(other, ['viewer', 'lasso_blue_feed', 'edges', place, 'node']),
    ),
  ];
};

/** `CometTahoeRootQuery`: the page of a video. */
export const readVideo: Query = (context, variables) => {
  const video = findVideo(context, readText(variables, 'videoID'));
  if (!video) return [];
  const counts = { ...video.counts, comments: context.world.countComments(video.postId) };
  const { feedback } = toUfiSummary(context, { id: video.postId, counts, plays: video.plays });
  return [
    {
      data: {
        video: {
          ...toVideo(context, video),
          name: video.title === '' ? null : video.title,
          title: video.title === '' ? null : { text: video.title },
          owner: { ...toOwner(video.owner), __isVideoOwner: video.owner.kind },
          savable_description: video.text === '' ? null : { text: video.text },
          message: video.text === '' ? null : { text: video.text },
          post_id: video.postId,
          creation_story: {
            id: toVideoStoryId(video.owner.id, video.id),
            attachments: [{ media: { __typename: 'Video', id: video.id, owner: toOwner(video.owner) } }],
            creation_time: video.createdAtSec,
            url: toVideoUrl(video),
          },
        },
      },
    },
    {
      label: 'CometTahoeRootQuery$defer$CometTahoeUFI_feedback',
      path: ['video'],
      data: { feedback, id: video.id },
    },
  ];
};

function findVideo(context: AnswerContext, id: string): Video | undefined {
  const video = context.world.videos.get(id);
  return video && canSeeVideo(context, video) ? video : undefined;
}

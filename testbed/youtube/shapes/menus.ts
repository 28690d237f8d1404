import { toPostCommand, toWatchCommand } from './endpoints.ts';
import type { Json, PageContext } from './page-context.ts';
import { toLabel, toRuns } from './text.ts';

/** What the three dots open. It names the video again in several places: a reader that collects ids from anywhere counts it twice. */
export function toQueueAction(context: PageContext, videoId: string): Json {
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toPostCommand(),
    signalServiceEndpoint: {
      signal: 'CLIENT_SIGNAL',
      actions: [
        {
          clickTrackingParams: context.track(),
          addToPlaylistCommand: {
            openMiniplayer: true,
            videoId,
            listType: 'PLAYLIST_EDIT_LIST_TYPE_QUEUE',
            onCreateListCommand: {
              clickTrackingParams: context.track(),
              commandMetadata: toPostCommand('/youtubei/v1/playlist/create'),
              createPlaylistServiceEndpoint: { videoIds: [videoId], params: 'CAQ%3D' },
            },
            videoIds: [videoId],
            videoCommand: toWatchCommand(context, videoId),
          },
        },
      ],
    },
  };
}

function toWatchLaterAction(context: PageContext, videoId: string): Json {
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toPostCommand('/youtubei/v1/browse/edit_playlist'),
    playlistEditEndpoint: {
      playlistId: 'WL',
      actions: [{ addedVideoId: videoId, action: 'ACTION_ADD_VIDEO' }],
    },
  };
}

/** The menu of the older renderers. */
export function toMenuRenderer(
  context: PageContext,
  videoId: string,
  removal?: { playlistId: string; setVideoId: string },
): Json {
  const items = [
    toServiceItem(
      context,
      { text: 'Add to queue', iconType: 'ADD_TO_QUEUE_TAIL' },
      toQueueAction(context, videoId),
    ),
    toServiceItem(
      context,
      { text: 'Save to Watch later', iconType: 'WATCH_LATER' },
      toWatchLaterAction(context, videoId),
    ),
    ...(removal
      ? [
          toServiceItem(
            context,
            { text: 'Remove from playlist', iconType: 'DELETE' },
            toRemoval(context, removal),
          ),
        ]
      : []),
  ];
  return { menuRenderer: { items, trackingParams: context.track(), accessibility: toLabel('Action menu') } };
}

/** The button of the newer view models, whose sheet is in the answer already. */
export function toMenuButton(
  context: PageContext,
  videoId: string,
  removal?: { playlistId: string; setVideoId: string },
): Json {
  const listItems = [
    toListItem(
      context,
      { title: 'Add to queue', imageName: 'ADD_TO_QUEUE_TAIL' },
      toQueueAction(context, videoId),
    ),
    toListItem(
      context,
      { title: 'Save to Watch later', imageName: 'WATCH_LATER' },
      toWatchLaterAction(context, videoId),
    ),
    ...(removal
      ? [
          toListItem(
            context,
            { title: 'Remove from playlist', imageName: 'DELETE' },
            toRemoval(context, removal),
          ),
        ]
      : []),
  ];
  return {
    buttonViewModel: {
      iconName: 'MORE_VERT',
      onTap: {
        innertubeCommand: { clickTrackingParams: context.track(), showSheetCommand: toSheet(listItems) },
      },
      accessibilityText: 'More actions',
      style: 'BUTTON_VIEW_MODEL_STYLE_MONO',
      trackingParams: context.track(),
      type: 'BUTTON_VIEW_MODEL_TYPE_TEXT',
      buttonSize: 'BUTTON_VIEW_MODEL_SIZE_DEFAULT',
      state: 'BUTTON_VIEW_MODEL_STATE_ACTIVE',
    },
  };
}

export function toSheet(listItems: Json[]): Json {
  return {
    panelLoadingStrategy: {
      inlineContent: { sheetViewModel: { content: { listViewModel: { listItems } } } },
    },
  };
}

export function toListItem(
  context: PageContext,
  { title, imageName }: { title: string; imageName: string },
  command: Json,
): Json {
  return {
    listItemViewModel: {
      title: { content: title },
      leadingImage: { sources: [{ clientResource: { imageName } }] },
      rendererContext: {
        loggingContext: toLogging(context),
        commandContext: { onTap: { innertubeCommand: command } },
      },
    },
  };
}

export function toLogging(context: PageContext): Json {
  return { loggingDirectives: { trackingParams: context.track(), visibility: { types: '12' } } };
}

function toServiceItem(
  context: PageContext,
  { text, iconType }: { text: string; iconType: string },
  serviceEndpoint: Json,
): Json {
  return {
    menuServiceItemRenderer: {
      text: toRuns(text),
      icon: { iconType },
      serviceEndpoint,
      trackingParams: context.track(),
    },
  };
}

function toRemoval(
  context: PageContext,
  { playlistId, setVideoId }: { playlistId: string; setVideoId: string },
): Json {
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toPostCommand('/youtubei/v1/browse/edit_playlist'),
    playlistEditEndpoint: {
      playlistId,
      actions: [{ setVideoId, action: 'ACTION_REMOVE_VIDEO' }],
      params: 'CAE%3D',
    },
  };
}

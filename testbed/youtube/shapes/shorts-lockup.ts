import type { Video } from '../catalog/model.ts';
import { toReelCommand } from './endpoints.ts';
import { toUprightThumbnails } from './images.ts';
import { toListItem, toQueueAction, toSheet } from './menus.ts';
import type { Json, PageContext } from './page-context.ts';
import { spellCount, toShortViewsText } from './text.ts';

/** A short: no duration, no date, and the views only rounded. */
export function toShortsLockup(context: PageContext, video: Video, index: number): Json {
  return {
    shortsLockupViewModel: {
      entityId: `shorts-shelf-item-${video.id}`,
      accessibilityText: `${video.title}, ${spellCount(video.views)} views – play Short`,
      onTap: { innertubeCommand: toReelCommand(context, video) },
      menuOnTap: {
        innertubeCommand: {
          clickTrackingParams: context.track(),
          showSheetCommand: toSheet([
            toListItem(
              context,
              { title: 'Add to queue', imageName: 'ADD_TO_QUEUE_TAIL' },
              toQueueAction(context, video.id),
            ),
          ]),
        },
      },
      indexInCollection: index,
      menuOnTapA11yLabel: 'More actions',
      overlayMetadata: {
        primaryText: { content: video.title },
        secondaryText: { content: toShortViewsText(video.views) },
      },
      thumbnailViewModel: { thumbnailViewModel: { image: { sources: toUprightThumbnails(video.id) } } },
      stackedFrameData: {},
      titleTruncationStyle: 'SHORTS_LOCKUP_TITLE_TRUNCATION_STYLE_UNKNOWN',
      inlinePopStateEntityKey: Buffer.from(`shorts-shelf-item-${video.id}`).toString('base64'),
      loggingDirectives: {
        trackingParams: context.track(),
        visibility: { types: '12' },
        gestures: { types: '2' },
      },
    },
  };
}

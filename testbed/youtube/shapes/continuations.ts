import { toPostCommand } from './endpoints.ts';
import type { Json, PageContext } from './page-context.ts';

type ApiName = 'browse' | 'next';
const requests = { browse: 'CONTINUATION_REQUEST_TYPE_BROWSE', next: 'CONTINUATION_REQUEST_TYPE_WATCH_NEXT' };

export function toContinuationCommand(context: PageContext, token: string, api: ApiName = 'browse'): Json {
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toPostCommand(`/youtubei/v1/${api}`),
    continuationCommand: { token, request: requests[api] },
  };
}

/** The last sibling of a list's items, when there is more. */
export function toContinuationItem(context: PageContext, token: string, api: ApiName = 'browse'): Json {
  return {
    continuationItemRenderer: {
      trigger: 'CONTINUATION_TRIGGER_ON_ITEM_SHOWN',
      continuationEndpoint: toContinuationCommand(context, token, api),
    },
  };
}

/** The same in the shape that playlists have since July 2026. */
export function toContinuationViewModel(context: PageContext, token: string): Json {
  return {
    continuationItemViewModel: {
      trigger: 'CONTINUATION_TRIGGER_ON_ITEM_SHOWN',
      continuationCommand: { innertubeCommand: toContinuationCommand(context, token) },
    },
  };
}

/** "Show more replies": a continuation behind a button. */
export function toContinuationButton(context: PageContext, token: string, text: string): Json {
  return {
    continuationItemRenderer: {
      button: {
        buttonRenderer: {
          text: { runs: [{ text }] },
          icon: { iconType: 'SUBDIRECTORY_ARROW_RIGHT' },
          trackingParams: context.track(),
          command: toContinuationCommand(context, token, 'next'),
        },
      },
    },
  };
}

export function toAppend(context: PageContext, targetId: string, continuationItems: Json[]): Json {
  return {
    clickTrackingParams: context.track(),
    appendContinuationItemsAction: { continuationItems, targetId },
  };
}

export function toReload(
  context: PageContext,
  target: { id: string; slot?: 'BODY' | 'HEADER' },
  continuationItems: Json[],
): Json {
  const slot = `RELOAD_CONTINUATION_SLOT_${target.slot ?? 'BODY'}`;
  return {
    clickTrackingParams: context.track(),
    reloadContinuationItemsCommand: { targetId: target.id, continuationItems, slot },
  };
}

import { type ApiAnswer, badRequest, ok } from './api-answer.ts';
import { type SortOrder, toTabContinuation } from './shapes/channel-page.ts';
import type { ChannelTab } from './shapes/channel-tabs.ts';
import { toCommentsPage, toRepliesPage } from './shapes/comments-page.ts';
import { toHistoryContinuation, toSubscriptionsContinuation } from './shapes/feeds.ts';
import type { Json, PageContext } from './shapes/page-context.ts';
import { toPlaylistContinuation } from './shapes/playlist-page.ts';
import { toRelatedContinuation } from './shapes/watch-next.ts';
import type { TokenPayload } from './tokens.ts';

/** Answers a continuation. A token that is stale, changed, or was given to somebody else is a bad request. */
export function answerContinuation(context: PageContext, token: string): ApiAnswer {
  const payload = context.tokens.open(token);
  if (payload === null || payload.account !== (context.viewer?.id ?? null)) return badRequest();
  const body = continueList(context, payload);
  return body === null ? badRequest() : ok(body);
}

function continueList(context: PageContext, payload: TokenPayload): Json | null {
  const { world } = context;
  const { list, offset } = payload;
  const [first = '', second = ''] = (payload.extra ?? '').split(':');
  switch (payload.kind) {
    case 'tab':
    case 'sort': {
      const channel = world.channels.get(list);
      const place = {
        tab: first as ChannelTab,
        sort: second as SortOrder,
        offset,
        reload: payload.kind === 'sort',
      };
      return channel ? toTabContinuation(context, channel, place) : null;
    }
    case 'playlist': {
      const playlist = world.playlists.get(list);
      return playlist
        ? toPlaylistContinuation(context, playlist, { offset, showUnavailable: first === 'all' })
        : null;
    }
    case 'comments': {
      const video = world.videos.get(list);
      const place = {
        sort: first === 'newest' ? ('newest' as const) : ('top' as const),
        offset,
        isFirst: second === 'first',
      };
      return video ? toCommentsPage(context, video, place) : null;
    }
    case 'replies': {
      const video = world.videos.get(list);
      return video ? toRepliesPage(context, video, { parentId: payload.extra ?? '', offset }) : null;
    }
    case 'related': {
      const video = world.videos.get(list);
      return video ? toRelatedContinuation(context, video) : null;
    }
    case 'history':
      return toHistoryContinuation(context, offset);
    case 'channels':
      return toSubscriptionsContinuation(context, offset);
    default:
      return null;
  }
}

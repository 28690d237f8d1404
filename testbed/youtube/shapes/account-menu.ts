import { toBrowseCommand, toChannelCommand } from './endpoints.ts';
import { toResponseContext } from './envelope.ts';
import { toAvatars } from './images.ts';
import type { Json, PageContext } from './page-context.ts';
import { toLabel, toRuns, toSimple } from './text.ts';

/** What opens under the avatar: who is logged in, and the way to their channel. */
export function toAccountMenu(context: PageContext): Json {
  const { viewer } = context;
  const items = viewer?.channel
    ? [toLink(context, 'View your channel', toChannelCommand(context, viewer.channel))]
    : [];
  const header = viewer && {
    header: {
      activeAccountHeaderRenderer: {
        accountName: toSimple(viewer.name),
        accountPhoto: { thumbnails: toAvatars(viewer.channel ?? context.world.owner, [88]) },
        email: toRuns(viewer.email),
        ...(viewer.channel && { channelHandle: toSimple(viewer.channel.handle) }),
      },
    },
  };
  const menu = {
    ...header,
    sections: [{ multiPageMenuSectionRenderer: { items, trackingParams: context.track() } }],
    trackingParams: context.track(),
    style: 'MULTI_PAGE_MENU_STYLE_TYPE_ACCOUNT',
  };
  const popup = { multiPageMenuRenderer: menu };
  return {
    responseContext: toResponseContext(context, {}),
    actions: [{ clickTrackingParams: context.track(), openPopupAction: { popup, popupType: 'DROPDOWN' } }],
    trackingParams: context.track(),
  };
}

/** The left column. */
export function toGuide(context: PageContext): Json {
  const entries: [string, string, string][] = [
    ['Home', '/', 'FEwhat_to_watch'],
    ['Subscriptions', '/feed/subscriptions', 'FEsubscriptions'],
    ['History', '/feed/history', 'FEhistory'],
    ['Playlists', '/feed/playlists', 'FEplaylist_aggregation'],
  ];
  const items = entries.map(([title, url, browseId]) => ({
    guideEntryRenderer: {
      navigationEndpoint: toBrowseCommand(context, { url, type: 'BROWSE', rootVe: 6827 }, { browseId }),
      icon: { iconType: `TAB_${title.toUpperCase()}` },
      trackingParams: context.track(),
      formattedTitle: toSimple(title),
      accessibility: toLabel(title),
      isPrimary: true,
    },
  }));
  return {
    responseContext: toResponseContext(context, {}),
    items: [{ guideSectionRenderer: { items, trackingParams: context.track() } }],
    trackingParams: context.track(),
  };
}

function toLink(context: PageContext, title: string, navigationEndpoint: Json): Json {
  return {
    compactLinkRenderer: {
      icon: { iconType: 'ACCOUNT_BOX' },
      title: toRuns(title),
      navigationEndpoint,
      trackingParams: context.track(),
    },
  };
}

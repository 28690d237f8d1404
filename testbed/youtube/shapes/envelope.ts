import { clientVersion, visitorData } from '../client-config.ts';
import { toBrowseCommand, toSignInCommand } from './endpoints.ts';
import { toAvatars } from './images.ts';
import type { Json, PageContext } from './page-context.ts';
import { toLabel, toRuns } from './text.ts';

/** What stands round every answer: who was answered, and pages of service parameters. */
export function toResponseContext(context: PageContext, params: Record<string, string> = {}): Json {
  const loggedIn = context.viewer === null ? '0' : '1';
  const toParams = (values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => ({ key, value }));
  return {
    visitorData: visitorData(context.world.seed),
    serviceTrackingParams: [
      { service: 'GFEEDBACK', params: toParams({ ...params, logged_in: loggedIn }) },
      { service: 'CSI', params: toParams({ c: 'WEB', cver: clientVersion, yt_li: loggedIn }) },
      { service: 'GUIDED_HELP', params: toParams({ logged_in: loggedIn }) },
      {
        service: 'ECATCHER',
        params: toParams({ 'client.version': clientVersion.slice(2), 'client.name': 'WEB' }),
      },
    ],
    maxAgeSeconds: 300,
    mainAppWebResponseContext: {
      ...(context.viewer && { datasyncId: `${context.viewer.userSessionId}||` }),
      loggedOut: context.viewer === null,
      trackingParam: context.track(),
    },
    responseId: context.track(),
    webResponseContextExtensionData: {
      webResponseContextPreloadData: {
        preloadMessageNames: ['richItemRenderer', 'lockupViewModel', 'buttonViewModel'],
      },
      hasDecorated: true,
    },
  };
}

/** The bar on top; logged in it holds the avatar, logged out the way to log in. */
export function toTopbar(context: PageContext, next: string): Json {
  return {
    desktopTopbarRenderer: {
      logo: {
        topbarLogoRenderer: {
          iconImage: { iconType: 'YOUTUBE_LOGO' },
          tooltipText: toRuns('YouTube Home'),
          endpoint: toBrowseCommand(
            context,
            { url: '/', type: 'BROWSE', rootVe: 3854 },
            { browseId: 'FEwhat_to_watch' },
          ),
          trackingParams: context.track(),
        },
      },
      searchbox: {
        fusionSearchboxRenderer: {
          icon: { iconType: 'SEARCH' },
          placeholderText: toRuns('Search'),
          config: {
            webSearchboxConfig: { requestLanguage: 'en', requestDomain: 'de', focusSearchbox: true },
          },
          trackingParams: context.track(),
        },
      },
      trackingParams: context.track(),
      countryCode: 'DE',
      topbarButtons: [context.viewer ? toAvatarButton(context) : toSignInButton(context, next)],
      hotkeyDialog: {
        hotkeyDialogRenderer: {
          title: toRuns('Keyboard shortcuts'),
          sections: [],
          trackingParams: context.track(),
        },
      },
    },
  };
}

export function toSignInButton(context: PageContext, next: string): Json {
  return {
    buttonRenderer: {
      style: 'STYLE_SUGGESTIVE',
      size: 'SIZE_SMALL',
      text: toRuns('Sign in'),
      icon: { iconType: 'AVATAR_LOGGED_OUT' },
      navigationEndpoint: toSignInCommand(context, next),
      trackingParams: context.track(),
      targetId: 'topbar-signin',
    },
  };
}

function toAvatarButton(context: PageContext): Json {
  const channel = context.viewer?.channel ?? context.world.owner;
  return {
    topbarMenuButtonRenderer: {
      avatar: {
        thumbnails: toAvatars(channel, [88]),
        accessibility: toLabel('Avatar image'),
        webThumbnailDetailsExtensionData: { isPreloaded: true },
      },
      menuRequest: {
        clickTrackingParams: context.track(),
        commandMetadata: {
          webCommandMetadata: { sendPost: true, apiUrl: '/youtubei/v1/account/account_menu' },
        },
        signalServiceEndpoint: { signal: 'GET_ACCOUNT_MENU', actions: [] },
      },
      trackingParams: context.track(),
      accessibility: toLabel('Account'),
      tooltip: 'Account',
    },
  };
}

/** The answer to a call that makes no sense. */
export function toApiError(status: 400 | 404, why: 'INVALID_ARGUMENT' | 'NOT_FOUND'): Json {
  const message =
    why === 'INVALID_ARGUMENT' ? 'Request contains an invalid argument.' : 'Requested entity was not found.';
  const reason = why === 'INVALID_ARGUMENT' ? 'badRequest' : 'notFound';
  return { error: { code: status, message, errors: [{ message, domain: 'global', reason }], status: why } };
}

export function toErrorAlert(text: string, shape: 'simple' | 'runs' = 'simple'): Json {
  return { alertRenderer: { type: 'ERROR', text: shape === 'simple' ? { simpleText: text } : toRuns(text) } };
}

export function toInfoAlert(context: PageContext, text: string): Json {
  return {
    alertWithButtonRenderer: {
      type: 'INFO',
      text: { simpleText: text },
      dismissButton: {
        buttonRenderer: {
          style: 'STYLE_DEFAULT',
          size: 'SIZE_DEFAULT',
          isDisabled: false,
          icon: { iconType: 'CLOSE' },
          trackingParams: context.track(),
          accessibilityData: toLabel('Dismiss'),
        },
      },
    },
  };
}

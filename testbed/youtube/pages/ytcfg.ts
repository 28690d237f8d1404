import type { Account } from '../accounts.ts';
import {
  apiKey,
  buildLabel,
  clientVersion,
  playerPath,
  signatureTimestamp,
  visitorData,
} from '../client-config.ts';
import type { Json, PageContext } from '../shapes/page-context.ts';

/** What a page tells its scripts about the client, the session and the API. */
export function toYtcfg(context: PageContext, url: URL): Json {
  const { viewer } = context;
  const client = {
    hl: 'en',
    gl: 'DE',
    remoteHost: context.userIp,
    deviceMake: '',
    deviceModel: '',
    visitorData: visitorData(context.world.seed),
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36,gzip(gfe)',
    clientName: 'WEB',
    clientVersion,
    osName: 'X11',
    osVersion: '',
    originalUrl: url.href,
    platform: 'DESKTOP',
    clientFormFactor: 'UNKNOWN_FORM_FACTOR',
    browserName: 'Chrome',
    browserVersion: '156.0.0.0',
  };
  return {
    CLIENT_CANARY_STATE: 'none',
    DEVICE: 'ceng=WEBKIT&cos=X11&cplatform=DESKTOP',
    EVENT_ID: context.track(),
    GL: 'DE',
    HL: 'en',
    HTML_DIR: 'ltr',
    HTML_LANG: 'en',
    INNERTUBE_API_KEY: apiKey,
    INNERTUBE_API_VERSION: 'v1',
    INNERTUBE_CLIENT_NAME: 'WEB',
    INNERTUBE_CLIENT_VERSION: clientVersion,
    INNERTUBE_CONTEXT: {
      client,
      user: { lockedSafetyMode: false },
      request: { useSsl: true },
      clickTracking: { clickTrackingParams: context.track() },
    },
    INNERTUBE_CONTEXT_CLIENT_NAME: 1,
    INNERTUBE_CONTEXT_CLIENT_VERSION: clientVersion,
    INNERTUBE_CONTEXT_GL: 'DE',
    INNERTUBE_CONTEXT_HL: 'en',
    LOGGED_IN: viewer !== null,
    PAGE_BUILD_LABEL: buildLabel,
    SERVER_NAME: 'WebFE',
    SERVER_VERSION: 'prod',
    VISITOR_DATA: visitorData(context.world.seed),
    XSRF_FIELD_NAME: 'session_token',
    XSRF_TOKEN: context.track(),
    ...toSession(viewer, context),
    ROOT_VE_TYPE: 3611,
    CLIENT_PROTOCOL: 'h2',
    TIME_CREATED_MS: context.nowMs,
    PLAYER_JS_URL: playerPath,
    STS: signatureTimestamp,
    WEB_PLAYER_CONTEXT_CONFIGS: {
      WEB_PLAYER_CONTEXT_CONFIG_ID_KEVLAR_WATCH: {
        rootElementId: 'movie_player',
        jsUrl: playerPath,
        contextId: 'WEB_PLAYER_CONTEXT_CONFIG_ID_KEVLAR_WATCH',
      },
    },
  };
}

/** Who is logged in; logged out the datasync id is one of the visitor's. */
function toSession(viewer: Account | null, context: PageContext): Json {
  if (viewer === null) return { DATASYNC_ID: `V${context.world.seed.toString(16).padStart(8, '0')}||` };
  return {
    DATASYNC_ID: `${viewer.userSessionId}||`,
    SESSION_INDEX: String(viewer.sessionIndex),
    USER_SESSION_ID: viewer.userSessionId,
    ...(viewer.channel && { CHANNEL_ID: viewer.channel.id }),
  };
}

/** The embedded player has a client of its own. */
export function toEmbedYtcfg(context: PageContext, url: URL): Json {
  const config = toYtcfg(context, url);
  const base = config.INNERTUBE_CONTEXT as { client: Json };
  const version = '1.20261118.01.00';
  return {
    ...config,
    INNERTUBE_CLIENT_NAME: 'WEB_EMBEDDED_PLAYER',
    INNERTUBE_CLIENT_VERSION: version,
    INNERTUBE_CONTEXT: {
      ...base,
      client: {
        ...base.client,
        clientName: 'WEB_EMBEDDED_PLAYER',
        clientVersion: version,
        clientScreen: 'EMBED',
      },
      thirdParty: { embedUrl: 'https://www.reddit.com/' },
    },
    INNERTUBE_CONTEXT_CLIENT_NAME: 56,
    INNERTUBE_CONTEXT_CLIENT_VERSION: version,
    WEB_PLAYER_CONTEXT_CONFIGS: {
      WEB_PLAYER_CONTEXT_CONFIG_ID_EMBEDDED_PLAYER: {
        rootElementId: 'player',
        jsUrl: playerPath,
        encryptedHostFlags: context.track(),
        contextId: 'WEB_PLAYER_CONTEXT_CONFIG_ID_EMBEDDED_PLAYER',
      },
    },
  };
}

/** What YouTube's pages have in common, in its shapes, written by hand: only what the readers look at, with made-up content. */

export type Json = Record<string, unknown>;

export const channelId = 'UCaaaaaaaaaaaaaaaaaaaaaa';
export const videoId = (number: number): string => `vid${String(number).padStart(8, '0')}`;

export const context = (facts: Record<string, string> = {}, loggedOut = true): Json => ({
  serviceTrackingParams: [
    { service: 'GFEEDBACK', params: Object.entries(facts).map(([key, value]) => ({ key, value })) },
  ],
  mainAppWebResponseContext: { loggedOut },
});

export const browse = (id: string, path?: string): Json => ({ browseEndpoint: { browseId: id, ...(path ? { canonicalBaseUrl: path } : {}) } });

export const byline = (name = 'Some Channel'): Json => ({
  runs: [{ text: name, navigationEndpoint: browse(channelId, '/@some') }],
});

export const more = (token: string): Json => ({
  continuationItemRenderer: { continuationEndpoint: { continuationCommand: { token } } },
});
export const moreModel = (token: string): Json => ({
  continuationItemViewModel: { continuationCommand: { innertubeCommand: { continuationCommand: { token } } } },
});

export const toHtml = (data: Json, { player = null as Json | null, loggedIn = false } = {}): string => `<!DOCTYPE html><html><head>
<script>ytcfg.set({"INNERTUBE_CONTEXT":{"client":{"clientName":"WEB","clientVersion":"2.20260101"}},"INNERTUBE_CONTEXT_CLIENT_NAME":1,"VISITOR_DATA":"visitor","LOGGED_IN":${loggedIn},"SESSION_INDEX":"1","DELEGATED_SESSION_ID":"page-7","STS":20771});</script>
</head><body><script nonce="x">var ytInitialData = ${JSON.stringify(data)};</script>
${player ? `<script>var ytInitialPlayerResponse = ${JSON.stringify(player)};</script>` : ''}</body></html>`;

import { escapeHtml } from '../../html-text.ts';
import { toTokens } from '../accounts.ts';
import type { RouteAnswer } from '../route-answer.ts';
import type { AnswerContext, Json } from '../shapes/context.ts';

/** Where the page's own scripts and styles are served. */
export const assetHost = 'static.xx.fbcdn.net';
export const assetPath = '/rsrc.php/v4/yT/r/';

/** A tag of the head: name and content. */
export type MetaTag = readonly [property: string, content: string];

export interface DocumentParts {
  title: string;
  route: Json;
  answer: RouteAnswer | null;
  meta: readonly MetaTag[];
}

/** A whole page. Data stand in scripts of their own, one per line, in the order in which they became ready. */
export function toDocument(context: AnswerContext, parts: DocumentParts): string {
  const assets = `https://${assetHost}${assetPath}`;
  const answer = parts.answer;
  const data = (answer?.preloaders ?? []).flatMap(({ id, documents }) =>
    documents.map((result, place) =>
      toServerScript({
        require: [
          toPrefetched(id, { complete: place === documents.length - 1, result, sequence_number: place }),
        ],
      }),
    ),
  );
  const start = {
    initialRouteInfo: { route: parts.route },
    expectedPreloaders: answer?.expectedPreloaders ?? [],
    ssrEnabled: false,
  };
  return `<!DOCTYPE html>\n<html id="facebook" class="_9dls __fb-light-mode" lang="en" dir="ltr"><head>${[
    '<meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />',
    `<title>${escapeHtml(parts.title)}</title>`,
    ...parts.meta.map(([name, content]) => `<meta property="${name}" content="${escapeHtml(content)}" />`),
    ...['main', 'posts'].map(
      (name) => `<link rel="stylesheet" href="${assets}${name}.css" crossorigin="anonymous" />`,
    ),
    `<script src="${assets}operations.js" crossorigin="anonymous"></script>`,
  ].join('')}</head><body class="_6s5d _71pn system-fonts--body">\n${[
    '<div id="mount_0_0_Ae"></div>',
    toServerScript({ define: toDefines(context) }),
    toServerScript({ require: [['CometPlatformRootClient', 'init', [], [start]]] }),
    ...data,
    `<script type="module" src="${assets}main.js" crossorigin="anonymous"></script>`,
  ].join('\n')}\n</body></html>`;
}

/** What every page defines before anything else: who is there, and the secrets of its calls. */
function toDefines(context: AnswerContext): unknown[] {
  const { viewer, world } = context;
  const { dtsg, lsd } = toTokens(world.seed, viewer);
  const id = viewer?.id ?? '0';
  return [
    [
      'CurrentUserInitialData',
      [],
      {
        ACCOUNT_ID: id,
        USER_ID: id,
        NAME: viewer?.name ?? '',
        SHORT_NAME: viewer?.name.split(' ')[0] ?? null,
        IS_BUSINESS_PERSON_ACCOUNT: false,
        IS_FACEBOOK_WORK_ACCOUNT: false,
        APP_ID: '2220391788200892',
      },
      270,
    ],
    ['DTSGInitialData', [], viewer ? { token: dtsg } : {}, 258],
    ['LSD', [], { token: lsd }, 323],
    [
      'SiteData',
      [],
      {
        server_revision: 1049110567,
        client_revision: 1049110567,
        pkg_cohort: 'EXP2:comet_pkg',
        hsi: '7503695964000053774',
        is_rtl: false,
      },
      317,
    ],
    ['SprinkleConfig', [], { param_name: 'jazoest', version: 2, should_randomize: false }, 2111],
    [
      'RelayAPIConfigDefaults',
      [],
      { accessToken: '', actorID: id, graphURI: '/api/graphql/', fetchTimeout: 30_000 },
      926,
    ],
  ];
}

function toPrefetched(id: string, box: Json): unknown[] {
  return ['RelayPrefetchedStreamCache', 'next', [], [id, { __bbox: box }]];
}

/** A script of data. What could end it is written as an escape. */
function toServerScript(content: { define?: unknown[]; require?: unknown[] }): string {
  const json = JSON.stringify({ require: [['ScheduledServerJS', 'handle', null, [{ __bbox: content }]]] })
    .replaceAll('<', '\\u003c')
    .replaceAll('/', '\\/');
  return `<script type="application/json"  data-content-len="${json.length}" data-sjs>${json}</script>`;
}

/** Small pages in Facebook's wrappings: lines of an answer, scripts of a document, answers to navigation. */
import { type Json, ownerId } from './stories.ts';

export const pageInfo = (cursor: string | null): Json => ({ has_next_page: cursor !== null, end_cursor: cursor });

export const list = (nodes: Json[], cursor: string | null = null): Json => ({
  edges: nodes.map((node) => ({ node, cursor: 'c' })),
  page_info: pageInfo(cursor),
});

/** The data of an answer with one thing at a path; a number in the path is a place in a list. */
export const at = (path: string, value: unknown): Json =>
  path.split('.').reduceRight<unknown>((inner, key) => (/^\d+$/.test(key) ? [inner] : { [key]: inner }), value) as Json;

/** What was met and not known, as `name count`. */
export const toDrift = (unknown: Record<string, number>): string[] =>
  Object.entries(unknown).map(([name, count]) => `${name} ${count}`);

export interface Part {
  data: unknown;
  label?: string;
  path?: (string | number)[];
}

/** Documents as `/api/graphql/` sends them, the last of them marked. */
export const toLines = (parts: Part[], guard = ''): string =>
  parts
    .map((part, index) => guard + JSON.stringify({ ...part, extensions: { is_final: index === parts.length - 1 } }))
    .join('\n');

/** One document, whole. */
export const answer = (data: unknown): string => toLines([{ data }]);

/** A timeline as it is streamed: one post in the base, the others and the end after it. */
export const streamedTimeline = (nodes: Json[], cursor: string | null, late: Part[] = []): Part[] => {
  const place = ['node', 'timeline_list_feed_units'];
  const [first, ...rest] = nodes;
  const feed = 'ProfileCometTimelineFeed_user_timeline_list_feed_units';
  return [
    { data: at('node.timeline_list_feed_units', { edges: first ? [{ node: first, cursor: 'c' }] : [] }) },
    ...rest.map((node, index) => ({
      label: `ProfileCometTimelineFeed_user$stream$${feed}`,
      path: [...place, 'edges', index + 1],
      data: { node, cursor: 'c' },
    })),
    ...late,
    {
      label: `ProfileCometTimelineFeed_user$defer$${feed}$page_info`,
      path: place,
      data: { page_info: pageInfo(cursor) },
    },
  ];
};

interface Html {
  roots?: string[];
  url?: string;
  persona?: string;
  title?: string;
  query?: string;
}

/** A document with the parts of one query in its scripts. */
export const toHtml = (parts: Part[], { roots = ['SomeRoot.react'], url = '/', persona = ownerId, ...more }: Html = {}): string => {
  const name = `adp_${more.query ?? 'SomeQuery'}RelayPreloader_66aa`;
  const scripts = parts.map((part, index) => ({
    require: [
      [
        'ScheduledServerJS',
        'handle',
        null,
        [
          {
            __bbox: {
              require: [
                [
                  'RelayPrefetchedStreamCache',
                  'next',
                  [],
                  [name, { __bbox: { complete: index === parts.length - 1, result: { ...part, extensions: {} }, sequence_number: index } }],
                ],
              ],
            },
          },
        ],
      ],
    ],
  }));
  const route = {
    require: [
      [
        'CometPlatformRootClient',
        'init',
        [],
        [
          {
            initialRouteInfo: {
              route: { rootView: { allResources: roots.map((__dr) => ({ __dr })), props: { title: more.title } }, url },
            },
          },
        ],
      ],
    ],
  };
  return `<!DOCTYPE html><html id="facebook" lang="en"><head></head><body>
<script>requireLazy([],[],{"define":[["CurrentUserInitialData",[],{"ACCOUNT_ID":"${persona}","USER_ID":"${persona}","NAME":"Ada Example"},270],["DTSGInitialData",[],{"token":"SECRET-TOKEN"},258]]});</script>
${[...scripts, route].map((value) => `<script type="application/json" data-content-len="1" data-sjs>${JSON.stringify(value).replaceAll('</', '<\\/')}</script>`).join('\n')}
</body></html>`;
};

/** An answer to navigation within the page: a line for the route, and one for each query. */
export const toNavigation = (results: [query: string, data: unknown][]): string =>
  [
    { __type: 'first_response', payload: { payload: {} } },
    ...results.map(([query, data]) => ({
      __type: 'preloader',
      id: `adp_${query}RelayPreloader_66aa`,
      result: { complete: true, result: { data, extensions: { is_final: true } } },
    })),
  ]
    .map((line) => `for (;;);${JSON.stringify(line)}`)
    .join('\n');

import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { SiteRequest, SiteResponse } from '../site.ts';
import { toTokens } from './accounts.ts';
import { findRefusal } from './answer-graphql.ts';
import { toShareToken } from './catalog/ids.ts';
import { toActorUrl, toPostUrl, toVideoUrl } from './catalog/posts.ts';
import type { World } from './catalog/world.ts';
import { toRefusal } from './documents.ts';
import { toGates } from './gates.ts';
import { assetPath, type MetaTag, toDocument } from './pages/document.ts';
import { toCheckpointPage, toLoginPage } from './pages/interstitials.ts';
import { queries, toDocId } from './queries/index.ts';
import { buildErrorRoute, buildRouteAnswer } from './route-answer.ts';
import { parseRoute, type Route, toRootName } from './routes.ts';
import type { AnswerContext, Json } from './shapes/context.ts';

/** Answers everything under the names of the site itself that is neither a call nor a route. */
export function answerPage(
  context: AnswerContext,
  request: SiteRequest,
  loggedOut: 'open' | 'shells',
): SiteResponse {
  const { url } = request;
  const moved = findMoved(context, url);
  if (moved === '') return { status: 404, body: '' };
  if (moved !== null) return { status: 302, headers: { location: moved }, body: '' };
  if (/^\/(?:favicon\.ico|robots\.txt|ajax\/|security\/|a\/bz)/.test(url.pathname)) return { status: 204 };
  const route = parseRoute(context.world, url);
  const { lsd } = toTokens(context.world.seed, context.viewer);
  if (route.page === 'login') return toHtml(toLoginPage(lsd, url.searchParams.get('next') ?? ''));
  if (route.page === 'checkpoint') return toHtml(toCheckpointPage());
  if (!context.viewer) {
    if (route.page === 'home') return toHtml(toLoginPage(lsd, url.href));
    const shell = toShell(context, route, loggedOut);
    if (shell === 'login') {
      const location = `${url.origin}/login/?next=${encodeURIComponent(url.href)}`;
      return { status: 302, headers: { location }, body: '' };
    }
    if (shell) return toHtml(toDocument(context, { ...shell, answer: null }));
  }
  const built = buildRouteAnswer(context, route, url);
  // What a script fetches comes without the data of who goes there.
  const isVisit = (request.headers['sec-fetch-mode'] ?? 'navigate') === 'navigate';
  const answer = built && (isVisit ? built : { ...built, expectedPreloaders: [], preloaders: [] });
  const meta = context.viewer ? [] : toMeta(context, route);
  if (!answer)
    return toHtml(
      toDocument(context, { title: 'Facebook', route: buildErrorRoute(context, url), answer, meta: [] }),
    );
  return toHtml(toDocument(context, { title: toTitle(route), route: answer.route, answer, meta }));
}

/** `POST /ajax/route-definition/`: a page of in-page navigation. Every line has its own guard; the first says what draws the page. */
export function answerRoute(context: AnswerContext, request: SiteRequest): SiteResponse {
  const headers = { 'content-type': 'application/x-javascript; charset=utf-8' };
  const form = new URLSearchParams(request.body.toString('utf8'));
  const refusal = findRefusal(context, request, form);
  if (refusal !== null) return { headers, body: toRefusal(refusal) };
  const path = form.get('route_url') ?? '/';
  const url = new URL(path, request.url.origin);
  const answer = buildRouteAnswer(context, parseRoute(context.world, url), url);
  const route = answer?.route ?? buildErrorRoute(context, url);
  const result = {
    type: 'route_definition',
    exports: route,
    expectedPreloaders: answer?.expectedPreloaders ?? [],
  };
  const lines: Json[] = [
    {
      __ar: 1,
      rid: 'AtestbedRoute',
      payload: { error: false, result, payloads: { [path]: { error: false, result } } },
      lid: '7503',
    },
    ...(answer?.preloaders ?? []).flatMap(({ id, documents }) =>
      documents.map((document, place) => ({
        __type: 'preloader',
        id,
        result: { complete: place === documents.length - 1, result: document },
      })),
    ),
  ];
  return {
    headers,
    body: Readable.from(lines.map((line) => Buffer.from(`for (;;);${JSON.stringify(line)}\n`))),
  };
}

/** Other names lead to the one page. An empty text is an address that leads nowhere, null one that stays. */
function findMoved({ world, viewer }: AnswerContext, url: URL): string | null {
  const { hostname, pathname, search } = url;
  if (hostname === 'facebook.com') return `https://www.facebook.com${pathname}${search}`;
  if (hostname === 'l.facebook.com') return url.searchParams.get('u') ?? '';
  if (hostname === 'fb.watch') {
    const video = world.videos.get(pathname.replaceAll('/', ''));
    return video ? toVideoUrl(video) : '';
  }
  const [, token] = /^\/share\/[pvr]\/(\w+)\/?$/.exec(pathname) ?? [];
  if (token !== undefined) return findShared(world, token);
  if (/^\/me(\/|$)/.test(pathname) && viewer)
    return `${toActorUrl(viewer)}${pathname.slice('/me'.length)}${search}`;
  return null;
}

function findShared({ posts, videos }: World, token: string): string {
  const post = [...posts.values()].find(({ id }) => toShareToken(id) === token);
  const video = [...videos.values()].find(({ id }) => toShareToken(id) === token);
  const url = post ? toPostUrl(post) : video ? toVideoUrl(video) : '';
  return url === '' ? '' : `${url}${url.includes('?') ? '&' : '?'}rdid=${token}`;
}

/** What a stranger sees instead of a page; null where there is the page itself. */
function toShell(
  context: AnswerContext,
  route: Route,
  loggedOut: 'open' | 'shells',
): 'login' | { title: string; route: Json; meta: readonly MetaTag[] } | null {
  const meta = toMeta(context, route);
  const shell = (name: string, title: string) => {
    const resource = { __dr: `${name}.react` };
    const rootView = {
      allResources: [resource],
      resource,
      props: {},
      entryPoint: { __dr: `${name}.entrypoint` },
    };
    return { title, meta, route: { actorID: '0', rootView, tracePolicy: 'comet.loggedout' } };
  };
  if (route.page === 'video') {
    if (loggedOut === 'open') return null;
    const name = route.video.kind === 'reel' ? 'FBReelsRoot' : 'CometVideoHomeLOEVideoPermalinkRoot';
    return shell(name, 'Facebook');
  }
  if (route.page === 'post') return loggedOut === 'open' ? null : 'login';
  if (route.page === 'profile' && route.actor.kind === 'Page')
    return shell('ProfilePlusCometLoggedOutRoot', route.actor.name);
  return route.page === 'missing' ? null : 'login';
}

/** What other sites are told of a page: to strangers alone, and shortened. */
function toMeta({ media }: AnswerContext, route: Route): MetaTag[] {
  const tags = (title: string, description: string, image: string): MetaTag[] => [
    ...([
      ['og:type', 'video.other'],
      ['og:locale', 'en_US'],
    ] as const),
    ...([
      ['og:title', title],
      ['og:description', description.slice(0, 160)],
      ['og:image', image],
    ] as const),
  ];
  if (route.page === 'video') {
    const { video } = route;
    const image = media.buildScaled({ id: `video/${video.id}`, width: 720, height: 720 }, 600).uri;
    return tags(`${video.plays} views | ${video.text} | ${video.owner.name}`, video.text, image);
  }
  if (route.page === 'profile')
    return tags(route.actor.name, `${route.actor.name}. 2,419 likes.`, media.buildAvatar(route.actor, 320));
  if (route.page === 'post')
    return tags(route.post.actor.name, route.post.text, media.buildAvatar(route.post.actor, 320));
  return [];
}

function toTitle(route: Route): string {
  if (route.page === 'profile' || route.page === 'collection') return `${route.actor.name} | Facebook`;
  return `${toRootName(route).replace('Root', '')} | Facebook`;
}

const assetTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** Scripts and styles of the page's app. The numbers of the queries are in a script, each in a module of its own. */
export async function answerAsset(seed: number, url: URL): Promise<SiteResponse> {
  const name = url.pathname.slice(assetPath.length);
  const headers = (type: string) => ({
    'content-type': assetTypes[type] ?? 'text/plain',
    'access-control-allow-origin': '*',
  });
  if (name === 'operations.js') return { headers: headers('js'), body: toOperations(seed) };
  const match = /^[\w-]+\.(js|css)$/.exec(name);
  const body =
    match && (await readFile(new URL(`page-app/${name}`, import.meta.url), 'utf8').catch(() => null));
  return body === null ? { status: 404, body: '' } : { headers: headers(match?.[1] ?? ''), body };
}

function toOperations(seed: number): string {
  const registry =
    'window.__modules=window.__modules||{};window.__d=function(name,dependencies,factory){var module={exports:{}};factory(0,0,0,0,module);window.__modules[name]=module.exports};';
  const modules = Object.keys(queries).map(
    (name) =>
      `__d("${name}_facebookRelayOperation",[],(function(t,n,r,o,a,i){a.exports="${toDocId(seed, name)}"}),null);__d("${name}$Parameters",[],(function(t,n,r,o,a,i){a.exports=${JSON.stringify(toGates(seed, name))}}),null);`,
  );
  return [registry, ...modules].join('\n');
}

function toHtml(body: string, status = 200): SiteResponse {
  const headers = {
    'content-type': 'text/html; charset="utf-8"',
    'cache-control': 'private, no-cache, no-store',
    'x-frame-options': 'DENY',
  };
  return { status, headers, body };
}

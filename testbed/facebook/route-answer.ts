import { hash32 } from '../prng.ts';
import { toWire } from './documents.ts';
import { toGates } from './gates.ts';
import { queries, toDocId } from './queries/index.ts';
import { listShownVideos } from './queries/shown-videos.ts';
import { buildPreloads, type Preload, type Route, toRootName } from './routes.ts';
import type { AnswerContext, Json } from './shapes/context.ts';

/** A page as data: what draws it, what it asks for, and the answers to that. */
export interface RouteAnswer {
  route: Json;
  /** How the page's script would ask for the same. */
  expectedPreloaders: Json[];
  preloaders: { id: string; documents: Json[] }[];
}

const unavailable = "This content isn't available right now";

/** Null is a page that is not there for the asker. */
export function buildRouteAnswer(context: AnswerContext, route: Route, url: URL): RouteAnswer | null {
  const preloads = buildPreloads(route);
  const answered = preloads.map((preload) => ({ preload, documents: answerPreload(context, preload) }));
  if (preloads.length === 0 || answered.some(({ documents }) => documents.length === 0)) return null;
  const loaders = answered.map(({ preload, documents }) => {
    const hash = hash32(`${preload.name}/${url.href}`).toString(16);
    return { preload, documents, id: `adp_${preload.name}RelayPreloader_${hash}` };
  });
  return {
    route: toRoute(context, route, { url }),
    expectedPreloaders: loaders.map(({ id, preload }) => ({
      actorID: context.viewer?.id ?? '0',
      preloaderID: id,
      queryID: toDocId(context.world.seed, preload.name),
      variables: { ...preload.variables, ...toGates(context.world.seed, preload.name) },
      queryName: preload.name,
    })),
    preloaders: loaders.map(({ id, documents }) => ({ id, documents })),
  };
}

/** A page that says that there is nothing, or that there is too much of the asker. */
export function buildErrorRoute(context: AnswerContext, url: URL, title: string | null = unavailable): Json {
  return toRoute(context, { page: 'missing' }, title === null ? { url } : { url, title });
}

function answerPreload(context: AnswerContext, { name, variables }: Preload): Json[] {
  const documents = queries[name]?.(context, variables) ?? [];
  return toWire(documents, listShownVideos(context, documents));
}

function toRoute(context: AnswerContext, route: Route, { url, title }: { url: URL; title?: string }): Json {
  const resource = { __dr: `${toRootName(route)}.react` };
  const props =
    title === undefined
      ? toProps(context, route)
      : { title, body: 'When this happens, it’s usually because…' };
  return {
    actorID: context.viewer?.id ?? '0',
    rootView: {
      allResources: [resource],
      resource,
      props,
      entryPoint: { __dr: `${toRootName(route)}.entrypoint` },
    },
    tracePolicy: `comet.${route.page}`,
    meta: { title: null, accessory: null, favicon: null },
    canonicalRouteName: `comet.fbweb.${toRootName(route)}Route`,
    url: url.pathname + url.search,
  };
}

function toProps({ viewer }: AnswerContext, route: Route): Json {
  const viewerID = viewer?.id ?? '0';
  if (route.page === 'profile' || route.page === 'collection')
    return { userID: route.actor.id, userVanity: route.actor.vanity ?? '', viewerID };
  if (route.page === 'group') return { groupID: route.group.id, viewerID };
  if (route.page === 'video') return { v: route.video.id, viewerID };
  if (route.page === 'post') return { storyID: route.post.id, viewerID };
  return { viewerID };
}

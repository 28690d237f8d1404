/** Reads what the server wrote into the page: definitions, the route, and the first answers by the name of their loader. */
const boxes = [...document.querySelectorAll('script[data-sjs]')].flatMap((script) =>
  JSON.parse(script.textContent).require.map((call) => call[3][0].__bbox),
);
const defines = new Map(boxes.flatMap(({ define }) => define ?? []).map(([name, , value]) => [name, value]));
const calls = boxes.flatMap(({ require }) => require ?? []);

export const me = defines.get('CurrentUserInitialData');
export const tokens = {
  dtsg: defines.get('DTSGInitialData').token ?? '',
  lsd: defines.get('LSD').token,
  revision: String(defines.get('SiteData').client_revision),
};

/** The page the address stands for, as the views take it. */
export const firstRoute = toRoute(
  calls.find(([name]) => name === 'CometPlatformRootClient')[3][0],
  calls
    .filter(([name]) => name === 'RelayPrefetchedStreamCache')
    .map(([, , , [id, { __bbox }]]) => ({ id, document: __bbox.result })),
);

function toRoute({ initialRouteInfo, expectedPreloaders }, documents) {
  return buildRoute(initialRouteInfo.route, expectedPreloaders, documents);
}

/** Documents are put together by the name of the query they answer. */
export function buildRoute(route, expectedPreloaders, documents) {
  const answers = {};
  for (const { preloaderID, queryName, variables } of expectedPreloaders) {
    const own = documents.filter(({ id }) => id === preloaderID).map(({ document }) => document);
    answers[queryName] = { data: mergeDocuments(own), variables };
  }
  return { root: route.rootView.resource.__dr.replace('.react', ''), props: route.rootView.props, answers };
}

/** One tree of all documents of an answer: later ones belong where their path says. */
export function mergeDocuments(documents) {
  const root = {};
  for (const { data, path = [] } of documents) {
    let place = root;
    for (const step of path.slice(0, -1)) place = place[step] ??= {};
    if (path.length === 0) merge(root, data ?? {});
    else if (place[path.at(-1)] === undefined) place[path.at(-1)] = data;
    else merge(place[path.at(-1)], data);
  }
  return root;
}

function merge(into, from) {
  for (const [key, value] of Object.entries(from)) {
    const isTree =
      value !== null && typeof value === 'object' && typeof into[key] === 'object' && into[key] !== null;
    if (isTree) merge(into[key], value);
    else into[key] = value;
  }
}

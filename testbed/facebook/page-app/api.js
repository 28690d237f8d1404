import { buildRoute, me, mergeDocuments, tokens } from './boot.js';

/** Calls as the page makes them: its own secrets, a number that counts up, the current number of the query. */
let made = 0;

function buildForm(more) {
  made += 1;
  const jazoest = `2${[...(tokens.dtsg || tokens.lsd)].reduce((sum, character) => sum + character.charCodeAt(0), 0)}`;
  return new URLSearchParams({
    av: me.USER_ID,
    __user: me.USER_ID,
    __a: '1',
    __req: made.toString(36),
    __hs: '20413.HYP:comet_pkg.2.1...0',
    dpr: String(devicePixelRatio),
    __ccg: 'EXCELLENT',
    __rev: tokens.revision,
    __comet_req: '15',
    ...(tokens.dtsg && { fb_dtsg: tokens.dtsg }),
    jazoest,
    lsd: tokens.lsd,
    ...more,
  });
}

/** Sends a form and gives its text. The site uses XMLHttpRequest, and so does this one. */
function post(path, form, headers) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.addEventListener('load', () => resolve(request.responseText));
    request.addEventListener('error', () => reject(new Error(`${path} failed`)));
    request.send(form.toString());
  });
}

/** Asks a query; null where there is no answer. */
export async function ask(name, variables) {
  const form = buildForm({
    fb_api_caller_class: 'RelayModern',
    fb_api_req_friendly_name: name,
    variables: JSON.stringify({ ...variables, ...window.__modules[`${name}$Parameters`] }),
    server_timestamps: 'true',
    doc_id: window.__modules[`${name}_facebookRelayOperation`],
  });
  const headers = { 'X-FB-Friendly-Name': name, 'X-FB-LSD': tokens.lsd, 'X-ASBD-ID': '359341' };
  const text = await post('/api/graphql/', form, headers);
  if (text === '' || text.startsWith('for (;;);')) return leaveIfStopped(text);
  try {
    const documents = text.split('\n').map((line) => JSON.parse(line));
    return documents.some(({ data }) => data) && documents.at(-1).extensions.is_final
      ? mergeDocuments(documents)
      : null;
  } catch {
    return null;
  }
}

/** Asks what is behind an address of the site. */
export async function askRoute(path) {
  const text = await post(
    '/ajax/route-definition/',
    buildForm({ route_url: path, routing_namespace: 'fb_comet' }),
    {
      'X-FB-LSD': tokens.lsd,
    },
  );
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line.replace('for (;;);', '')));
  const [{ payload }, ...rest] = lines;
  if (!payload) {
    leaveIfStopped(text);
    return null;
  }
  const { exports, expectedPreloaders } = payload.result;
  return buildRoute(
    exports,
    expectedPreloaders,
    rest.map(({ id, result }) => ({ id, document: result.result })),
  );
}

/** A call may answer with where the account has to go first. */
function leaveIfStopped(text) {
  const answer = text === '' ? {} : JSON.parse(text.replace('for (;;);', ''));
  if (answer.redirect) location.href = answer.redirect;
  return null;
}

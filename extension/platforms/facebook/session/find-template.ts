/**
 * How the page asks a query. Best is a request that the page made itself; the page's scripts have at least the query's
 * number, and the queries that the page came with have the variables that depend on the account.
 */
import { AppError } from '../../../../shared/app-error.ts';
import type { Json } from '../../../core/json.ts';
import { readBoundedText } from '../../../core/read-bounded-text.ts';
import { readScripts } from '../documents/html.ts';
import { type Preload, readPreloads } from '../documents/preloads.ts';
import type { Desk, Template } from './desk.ts';
import { toSessionForm } from './session-form.ts';

/** Scripts are looked through until the number is found, and no more than so many: a page has about two hundred. */
const maxScripts = 600;
const scriptPattern =
  /https:(?:\\?\/){2}static\.[\w.-]*fbcdn\.net(?:\\?\/)rsrc\.php(?:\\?\/)[^"'\s<>]+?\.js/g;

/** Keeps what a page says of its queries. What is known from a request of the page is better and stays. */
export function learnPreloads({ templates }: Desk, preloads: readonly Preload[]): void {
  for (const { name, docId, variables } of preloads)
    if (!templates.get(name)?.isWhole) templates.set(name, { docId, variables, isWhole: true });
}

/** The document that is open, whatever it shows, has much of what its scripts ask with. */
function learnDocument(desk: Desk): void {
  if (desk.isLearnt) return;
  desk.isLearnt = true;
  learnPreloads(desk, readPreloads(readScripts(desk.page.html()).values));
}

/** Keeps what a request of the page shows. */
export function learnRequest(desk: Desk, body: URLSearchParams): void {
  const { templates } = desk;
  const form = toSessionForm(body);
  if (form) desk.form = { ...form, accountId: desk.form?.accountId ?? null };
  const name = body.get('fb_api_req_friendly_name');
  const docId = body.get('doc_id');
  const variables = readVariables(body.get('variables'));
  if (name !== null && docId !== null && variables) templates.set(name, { docId, variables, isWhole: true });
}

/** Throws `platform.page_changed` where nothing of the page has the query's number. */
export async function findTemplate(desk: Desk, name: string): Promise<Template> {
  learnDocument(desk);
  const known = desk.templates.get(name) ?? (await searchScripts(desk, name));
  if (!known)
    throw new AppError('platform.page_changed', 'The page does not say how this list is asked for.', {
      context: { query: name },
    });
  return known.isWhole ? known : { ...known, variables: listGates(desk) };
}

/** Variables of the site's releases: each query names those that it needs, and is not hurt by others. */
function listGates({ templates }: Desk): Json {
  const all = [...templates.values()].flatMap(({ variables }) => Object.entries(variables));
  return Object.fromEntries(all.filter(([key]) => key.startsWith('__relay_internal__') || key === 'scale'));
}

/** Scripts come from the browser's cache, and are asked for without the account. */
async function searchScripts({ page, templates }: Desk, wanted: string): Promise<Template | null> {
  const stated = page.html().match(scriptPattern) ?? [];
  const addresses = [...page.requestUrls().filter((url) => url.match(scriptPattern)), ...stated];
  const scripts = new Set(addresses.map((address) => address.replaceAll('\\/', '/')));
  for (const script of [...scripts].slice(0, maxScripts)) {
    const response = await page
      .fetch(script, { cache: 'force-cache', credentials: 'omit' })
      .catch(() => null);
    const text = response?.ok ? await readBoundedText(response) : null;
    for (const [name, docId] of readNumbers(text ?? ''))
      if (!templates.has(name)) templates.set(name, { docId, variables: {}, isWhole: false });
    const found = templates.get(wanted);
    if (found) return found;
  }
  return null;
}

/** The numbers of the queries in a script: each stands in a module of its own. */
function readNumbers(script: string): [name: string, docId: string][] {
  const modules = script.matchAll(
    /__d\("(\w+)_facebookRelayOperation",\[\],\(?function\([^)]*\)\{[^}]{0,80}\.exports\s*=\s*"(\d{5,30})"/g,
  );
  return [...modules].map(([, name = '', docId = '']) => [name, docId]);
}

/** The variables of a request, or null. */
export function readVariables(text: string | null): Json | null {
  try {
    return JSON.parse(text ?? '') as Json;
  } catch {
    // Not what a query looks like: then nothing is learnt from it.
    return null;
  }
}

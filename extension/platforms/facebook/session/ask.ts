/** Asks the site through the page's own `fetch`, in the form in which the page asks: its session, its queries. */
import { AppError } from '../../../../shared/app-error.ts';
import type { Json } from '../../../core/json.ts';
import { openTap } from '../../../core/pages/open-tap.ts';
import { throwRefusal } from '../../../core/pages/throw-refusal.ts';
import type { StoredPage } from '../../platform.ts';
import type { Desk } from './desk.ts';
import { fetchDocument } from './fetch-document.ts';
import { findTemplate } from './find-template.ts';
import { queryVariables } from './query-variables.ts';
import { readSessionForm, type SessionForm } from './session-form.ts';
import { throwSessionRefusal } from './session-refusal.ts';

/** Paths of the questions; the definition has them too, and the tap lets nothing else through. */
export const tapPaths = ['/api/graphql/', '/ajax/route-definition/'];

/** One query: the name by which the site knows it, and those of its variables that say what is asked for. */
export interface Query {
  name: string;
  variables: Json;
}

/** Asks one query. Throws AppError: refusals that are none of the answer's, `platform.no_answer` for one without a word. */
export async function askGraphql(desk: Desk, { name, variables }: Query): Promise<StoredPage> {
  const template = await findTemplate(desk, name);
  return post(desk, '/api/graphql/', {
    fb_api_caller_class: 'RelayModern',
    fb_api_req_friendly_name: name,
    variables: JSON.stringify({ ...queryVariables[name], ...template.variables, ...variables }),
    server_timestamps: 'true',
    doc_id: template.docId,
  });
}

/** Asks what the page would show at an address of the site, as it does when a link in it is followed. */
export async function askRoute(desk: Desk, path: string): Promise<StoredPage> {
  const stored = await post(desk, '/ajax/route-definition/', {
    route_url: path,
    routing_namespace: 'fb_comet',
  });
  return { ...stored, url: new URL(path, desk.page.url()).href };
}

/** Whose session the page is in; null is nobody's. */
export async function openSession(desk: Desk): Promise<SessionForm> {
  const { page } = desk;
  desk.form ??= readSessionForm(page.html());
  if (desk.form) return desk.form;
  throwSessionRefusal({ url: page.url().href, status: null, body: page.html() });
  // A page may have thrown away what it began with.
  desk.form = readSessionForm((await fetchDocument(page, page.url().origin)).text);
  if (desk.form) return desk.form;
  throw new AppError('platform.tab_lost', 'The tab shows no page of the site; open one.');
}

/** Secrets of a page that is long open are not good for ever: refused with them, it is asked once more with new ones. */
async function post(desk: Desk, path: string, question: Record<string, string>): Promise<StoredPage> {
  const stored = await postOnce(desk, path, question);
  if (!isSessionRefused(stored.body)) return stored;
  await renewSession(desk);
  return postOnce(desk, path, question);
}

async function postOnce(desk: Desk, path: string, question: Record<string, string>): Promise<StoredPage> {
  const tap = openTap(desk.page, tapPaths);
  const { fields } = await openSession(desk);
  desk.asked += 1;
  const form = new URLSearchParams({ ...fields, __req: desk.asked.toString(36), ...question });
  const { fb_api_req_friendly_name: name } = question;
  const answer = await tap.ask({
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(name !== undefined && { 'x-fb-friendly-name': name }),
      'x-fb-lsd': fields.lsd ?? '',
    },
    body: form.toString(),
    wantedHeaders: ['retry-after'],
  });
  throwRefusal(answer, desk.page.nowMs());
  return { url: answer.url, status: answer.status, body: answer.body };
}

/** "Log in to continue", and what is said to who is logged in and has no token that is good. */
const isSessionRefused = (body: string): boolean => /^[^{]{0,20}\{[^{]{0,40}"error":135700[14]\b/.test(body);

/** Any document of the site has the secrets of the session as it is now. Throws AppError when it is another one. */
async function renewSession(desk: Desk): Promise<void> {
  const known = (await openSession(desk)).personaId;
  const { text } = await fetchDocument(desk.page, desk.page.url().origin);
  const form = readSessionForm(text);
  if (!form?.personaId) throw new AppError('platform.login_required');
  if (form.personaId !== known) throw new AppError('platform.account_changed');
  desk.form = form;
}

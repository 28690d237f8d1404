/** The page's own programming interface, asked the way the page asks it: its context, its account, its origin. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import { parseRetryAfter } from '../../../../shared/retry-after.ts';
import { type Json, toText } from '../../../core/json.ts';
import type { Identity } from '../../../core/pages/identity.ts';
import { readAnswerText } from '../../../core/pages/read-answer-text.ts';
import { parseJson } from '../../../core/parse-json.ts';
import type { PageAccess } from '../../platform.ts';
import { readConfig } from '../documents/html.ts';
import { readHtmlRefusal, toStatusRefusal } from '../pages/negative.ts';
import { buildAuthorization } from './authorization.ts';
import { readAnsweredIdentity, readPageIdentity } from './identity.ts';
import { configSchema, type PageConfig } from './page-config.ts';

/** The calls that reading needs; none of them changes anything. */
export type Endpoint = 'browse' | 'next' | 'player' | 'navigation/resolve_url';

/** The API as one page may use it. */
export interface Innertube {
  /** Asks and gives back the answer's JSON. Throws AppError; `context.retryAfterSec` says when to ask again. */
  call(endpoint: Endpoint, body: Json): Promise<Json>;
  config(): PageConfig;
  /** As whom the last call was answered, or else what the page's settings say. */
  identity(): Identity;
}

/** Reads the page's settings on the first call and keeps them. */
export function createInnertube(page: PageAccess): Innertube {
  let known: PageConfig | null = null;
  let answered: Identity = 'unknown';
  const config = () => {
    known ??= readPageConfig(page);
    return known;
  };
  const call = async (endpoint: Endpoint, body: Json) => {
    const response = await send(page, endpoint, { config: config(), body });
    const doc = await readAnswer(response, toText(body.browseId), page.nowMs());
    answered = readAnsweredIdentity(doc);
    return doc;
  };
  const identity = () => (answered === 'unknown' ? readPageIdentity(readConfig(page.html())) : answered);
  return { call, config, identity };
}

/** The settings stand in the page's scripts, where SPA navigation leaves them; a page that came instead has none. */
function readPageConfig(page: PageAccess): PageConfig {
  const html = page.html();
  const config = configSchema.parse(readConfig(html));
  if (config.INNERTUBE_CONTEXT) return config;
  const refusal = readHtmlRefusal(html);
  if (refusal) throw fromWire(refusal.error);
  throw new AppError('platform.page_changed', undefined, { context: { missing: 'INNERTUBE_CONTEXT' } });
}

interface Call {
  config: PageConfig;
  body: Json;
}

async function send(page: PageAccess, endpoint: Endpoint, { config, body }: Call): Promise<Response> {
  const { origin } = page.url();
  const headers = await buildHeaders(page, config);
  try {
    return await page.fetch(`${origin}/youtubei/v1/${endpoint}?prettyPrint=false`, {
      method: 'POST',
      credentials: 'include',
      headers,
      body: JSON.stringify({ context: config.INNERTUBE_CONTEXT, ...body }),
    });
  } catch (thrown) {
    throw new AppError('net.failed', undefined, { cause: thrown, context: { endpoint } });
  }
}

async function buildHeaders(page: PageAccess, config: PageConfig): Promise<Record<string, string>> {
  const { origin } = page.url();
  const authorization = await buildAuthorization(page.cookie(), origin, page.nowMs());
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'X-Origin': origin };
  const put = (name: string, value: string | number | null | undefined) => {
    if (value !== undefined && value !== null) headers[name] = String(value);
  };
  put('X-Youtube-Client-Name', config.INNERTUBE_CONTEXT_CLIENT_NAME ?? 1);
  put('X-Youtube-Client-Version', config.INNERTUBE_CONTEXT_CLIENT_VERSION ?? config.INNERTUBE_CLIENT_VERSION);
  put('X-Goog-Visitor-Id', config.VISITOR_DATA);
  if (authorization === null) return headers;
  put('Authorization', authorization);
  put('X-Goog-AuthUser', config.SESSION_INDEX ?? 0);
  put('X-Goog-PageId', config.DELEGATED_SESSION_ID);
  return headers;
}

async function readAnswer(response: Response, asked: string | null, nowMs: number): Promise<Json> {
  const text = await readAnswerText(response);
  const doc = parseJson(text);
  if (doc && response.ok) return doc;
  const refusal = doc ? null : readHtmlRefusal(text);
  const error = refusal?.error ?? toStatusRefusal(response.status, asked)?.error;
  const retryAfterSec = parseRetryAfter(response.headers.get('retry-after'), nowMs);
  const context = { status: response.status, ...(retryAfterSec === null ? {} : { retryAfterSec }) };
  throw new AppError(error?.code ?? 'platform.page_changed', error?.message, { context });
}

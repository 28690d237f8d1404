import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteRequest, SiteResponse } from '../site.ts';
import { toJazoest, toTokens } from './accounts.ts';
import { toMissingVariable, toNothing, toRefusal, toUnknownQuery, toWire } from './documents.ts';
import { findMissingGate } from './gates.ts';
import { queries, toDocId } from './queries/index.ts';
import { listShownVideos } from './queries/shown-videos.ts';
import type { AnswerContext, Json } from './shapes/context.ts';

/** Between two documents, so that they arrive in pieces. */
const PAUSE_MS = 1;

const headers = {
  'content-type': 'text/html; charset="utf-8"',
  'cache-control': 'private, no-cache, no-store',
};

/**
 * Answers `POST /api/graphql/`: documents line by line, in pieces. A caller without the page's tokens, or with those of
 * somebody else, gets an error and no data; so does one whose number of the query is not the current one, and one that
 * lacks a variable.
 */
export function answerGraphql(context: AnswerContext, request: SiteRequest): SiteResponse {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const refusal = findRefusal(context, request, form);
  if (refusal !== null) return { headers, body: toRefusal(refusal) };
  const name = form.get('fb_api_req_friendly_name') ?? '';
  const docId = form.get('doc_id') ?? '';
  const query = queries[name];
  if (!query || docId !== toDocId(context.world.seed, name)) return toStreamed(toUnknownQuery(docId));
  const variables = parseVariables(form.get('variables') ?? '{}');
  const missing = findMissingGate(context.world.seed, name, variables);
  if (missing !== undefined) return toStreamed(toMissingVariable(missing));
  const documents = query(context, variables);
  if (documents.length === 0) return toStreamed(toNothing());
  return toStreamed(toWire(documents, listShownVideos(context, documents)));
}

/** Whether a call carries what only a script of the page knows: 1357001 is nobody, 1357004 somebody without the secret. */
export function findRefusal(
  context: AnswerContext,
  request: SiteRequest,
  form: URLSearchParams,
): 1357001 | 1357004 | null {
  const { viewer, world } = context;
  const tokens = toTokens(world.seed, viewer);
  const isUser = form.get('__user') === (viewer?.id ?? '0');
  const isTrusted =
    form.get('lsd') === tokens.lsd &&
    (viewer === null || form.get('fb_dtsg') === tokens.dtsg) &&
    form.get('jazoest') === toJazoest(viewer ? tokens.dtsg : tokens.lsd);
  if (request.method !== 'POST' || !isUser) return 1357001;
  const isPage = (form.get('__req') ?? '') !== '' && request.headers.origin === request.url.origin;
  return isTrusted && isPage ? null : 1357004;
}

function parseVariables(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function toStreamed(lines: readonly Json[]): SiteResponse {
  return { headers, body: Readable.from(writeLines(lines)) };
}

async function* writeLines(lines: readonly Json[]): AsyncGenerator<Buffer> {
  for (const [place, line] of lines.entries()) {
    if (place > 0) await sleep(PAUSE_MS);
    const bytes = Buffer.from(`${place > 0 ? '\n' : ''}${JSON.stringify(line)}`);
    // Large documents come in pieces that end anywhere, inside a letter too.
    const middle = Math.floor(bytes.length / 2);
    yield bytes.subarray(0, middle);
    yield bytes.subarray(middle);
  }
}

import type { GraphDocument, Json } from './shapes/context.ts';

/** An answer's documents as they are sent: each says whether it is the last. */
export function toWire(documents: readonly GraphDocument[], prefetches: readonly Json[] = []): Json[] {
  return documents.map(({ label, path, data }, place) => ({
    ...(label !== undefined && { label, path }),
    data,
    extensions: {
      ...(prefetches.length > 0 && { all_video_dash_prefetch_representations: prefetches }),
      is_final: place === documents.length - 1,
    },
  }));
}

/** What a query gets that asks for nothing there is, or for what the asker may not see. */
export function toNothing(): Json[] {
  return [{ data: { node: null }, extensions: { is_final: true } }];
}

/** What a query gets that lacks a variable. */
export function toMissingVariable(name: string): Json[] {
  const error = {
    message: 'A server error missing_required_variable_value occured. Check server logs for details.',
    severity: 'CRITICAL',
    code: 1675012,
    path: [name],
  };
  return [{ data: null, errors: [error], extensions: { is_final: true } }];
}

/** What a caller gets who knows no token: one object behind a guard, and no data. */
export function toRefusal(code: 1357001 | 1357004): string {
  const texts = {
    1357001: ['Not logged in', 'Please log in to continue.'],
    1357004: ['Sorry, something went wrong', 'Please try closing and re-opening your browser window.'],
  } as const;
  const [errorSummary, errorDescription] = texts[code];
  return `for (;;);${JSON.stringify({ __ar: 1, error: code, errorSummary, errorDescription, payload: null, lid: '0' })}`;
}

/** What a query gets whose number is not the one of its name. */
export function toUnknownQuery(docId: string): Json[] {
  const error = {
    message: `The GraphQL document with ID ${docId} was not found.`,
    severity: 'CRITICAL',
    code: 1675002,
  };
  return [{ errors: [error], extensions: { is_final: true } }];
}

/** What everybody gets who asks too often. */
export function toRateLimit(): Json[] {
  const error = { message: 'Rate limit exceeded', severity: 'CRITICAL', code: 1675004, api_error_code: -1 };
  return [{ errors: [error], extensions: { is_final: true } }];
}

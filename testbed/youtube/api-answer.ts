import { toApiError } from './shapes/envelope.ts';
import type { Json } from './shapes/page-context.ts';

/** What a POST to the API gets. */
export interface ApiAnswer {
  status: number;
  body: Json;
}

export function ok(body: Json): ApiAnswer {
  return { status: 200, body };
}

export function badRequest(): ApiAnswer {
  return { status: 400, body: toApiError(400, 'INVALID_ARGUMENT') };
}

export function readText(body: Json, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

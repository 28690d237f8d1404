/**
 * The wire of a message to the background, without schemas: the page button must stay small, so it reads the one
 * field it needs from the answer itself. Screens use client.ts, which parses.
 */

import { createUnexpected, ToldError, toToldError } from '../../shared/told-error.ts';
import type { WireError } from '../../shared/wire-error.ts';
import type { BackgroundMessage, RequestOf } from './protocol.ts';

/** As `browser.runtime.sendMessage`. */
export type SendMessage = (message: unknown) => Promise<unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function isWireError(value: unknown): value is WireError {
  return isRecord(value) && typeof value.code === 'string' && typeof value.message === 'string';
}

/**
 * Sends `{to: 'background', name, request}` and unwraps `{response}` or `{error}`.
 * Throws ToldError: what the background answered, or `bug.unexpected` when nobody did.
 */
export async function askBackground<Name extends BackgroundMessage>(
  send: SendMessage,
  name: Name,
  request: RequestOf<Name>,
): Promise<unknown> {
  const answer = await send({ to: 'background', name, request }).catch((thrown: unknown) => {
    throw toToldError(thrown);
  });
  if (isRecord(answer) && isWireError(answer.error)) throw new ToldError(answer.error);
  if (isRecord(answer) && 'response' in answer) return answer.response;
  throw createUnexpected(`The background gave no answer to ${name}.`);
}

/** Where a list goes on: a token, in any of the wrappings YouTube has put it in. */
import { at, type Json, toArray, toText } from '../../../core/json.ts';

/** The token of a list entry that asks for more, or null when the entry is something else. */
export function readContinuation(entry: Json): string | null {
  const model = entry.continuationItemViewModel;
  if (model) return readToken(at(model, 'continuationCommand', 'innertubeCommand')) ?? readToken(model);
  const renderer = entry.continuationItemRenderer;
  if (!renderer) return null;
  return (
    readToken(at(renderer, 'continuationEndpoint')) ??
    readToken(at(renderer, 'button', 'buttonRenderer', 'command')) ??
    readToken(at(renderer, 'button', 'buttonRenderer', 'navigationEndpoint'))
  );
}

/** True for an entry that only asks for more. */
export function isContinuation(entry: Json): boolean {
  return entry.continuationItemRenderer !== undefined || entry.continuationItemViewModel !== undefined;
}

/** A token in a command: plain, or among the commands that are to be run together. */
function readToken(command: unknown): string | null {
  const plain = toText(at(command, 'continuationCommand', 'token'));
  if (plain) return plain;
  for (const inner of toArray(at(command, 'commandExecutorCommand', 'commands')).slice(0, 20)) {
    const token = toText(at(inner, 'continuationCommand', 'token'));
    if (token) return token;
  }
  return null;
}

/** The token in the way of before 2020, beside the list instead of in it. */
export function readOldContinuation(list: unknown): string | null {
  return toText(at(list, 'continuations', 0, 'nextContinuationData', 'continuation'));
}

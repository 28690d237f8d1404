/** Why things were not saved: refusals gathered by reason, the most frequent first. */
import { type ErrorCode, errorCodes } from '../../shared/error-codes.ts';
import type { Refusal } from '../../shared/model/archive.ts';

/** What could not be saved of one thing: the first reason, and those that came after it. */
export interface RefusedItem extends Refusal {
  also: Refusal[];
}

/** All that were refused first for one reason. */
export interface RefusalGroup {
  code: ErrorCode;
  sentence: string;
  items: RefusedItem[];
}

/** Each thing once, however many reasons there are. */
function groupById(refusals: readonly Refusal[]): RefusedItem[] {
  const items = new Map<string, RefusedItem>();
  for (const refusal of refusals) {
    const known = items.get(refusal.id);
    if (known) known.also.push(refusal);
    else items.set(refusal.id, { ...refusal, also: [] });
  }
  return [...items.values()];
}

/** Groups things by the code of their first reason, the largest first; within a group the order stays. */
export function groupRefusals(refusals: readonly Refusal[]): RefusalGroup[] {
  const groups = new Map<ErrorCode, RefusedItem[]>();
  for (const item of groupById(refusals)) groups.set(item.code, [...(groups.get(item.code) ?? []), item]);
  return [...groups]
    .map(([code, items]) => ({ code, sentence: errorCodes[code].sentence, items }))
    .sort((one, other) => other.items.length - one.items.length);
}

/** What a refusal says beyond the sentence of its code, such as the file it is about; '' when nothing. */
export function toRefusalDetail({ code, message }: Pick<Refusal, 'code' | 'message'>): string {
  const { sentence } = errorCodes[code];
  return message.endsWith(sentence) ? message.slice(0, -sentence.length).replace(/:\s*$/, '') : message;
}

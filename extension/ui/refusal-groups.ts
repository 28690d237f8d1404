/** Why things were not saved: refusals gathered by reason, the most frequent first. */
import { type ErrorCode, errorCodes } from '../../shared/error-codes.ts';
import type { Refusal } from '../../shared/model/archive.ts';

/** All refusals with one code. */
export interface RefusalGroup {
  code: ErrorCode;
  sentence: string;
  refusals: Refusal[];
}

/** Groups by code, the largest first; within a group the order stays. */
export function groupRefusals(refusals: readonly Refusal[]): RefusalGroup[] {
  const groups = new Map<ErrorCode, Refusal[]>();
  for (const refusal of refusals) {
    const ofCode = groups.get(refusal.code);
    if (ofCode) ofCode.push(refusal);
    else groups.set(refusal.code, [refusal]);
  }
  return [...groups]
    .map(([code, ofCode]) => ({ code, sentence: errorCodes[code].sentence, refusals: ofCode }))
    .sort((one, other) => other.refusals.length - one.refusals.length);
}

/** What a refusal says beyond the sentence of its code, such as the file it is about; '' when nothing. */
export function toRefusalDetail({ code, message }: Pick<Refusal, 'code' | 'message'>): string {
  const { sentence } = errorCodes[code];
  return message.endsWith(sentence) ? message.slice(0, -sentence.length).replace(/:\s*$/, '') : message;
}

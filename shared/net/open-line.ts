import { AppError } from '../app-error.ts';
import type { AskedPart } from './answer.ts';
import { createEnding, type Signal, toPauses } from './signal.ts';
import type { FileBody, Line } from './transfer.ts';

/** The requests for one address. They throw our codes, and `RangeRefused` for bytes that do not fit. */
export interface LineRequests<Own extends Signal> {
  /** See `Line`. */
  askFirst(upTo: number | null, signal: Own): Promise<FileBody>;
  askPart(part: AskedPart, signal: Own): Promise<FileBody>;
}

/** The requests of one go at a file, which all end together. */
export function openLine<Own extends Signal>(requests: LineRequests<Own>, outer: Own): Line {
  const { signal, end } = createEnding(outer);
  return {
    ...toPauses(signal),
    askFirst: (upTo) => requests.askFirst(upTo, signal),
    askPart: (part) => requests.askPart(part, signal),
    end: () => end(new AppError('job.cancelled')),
  };
}

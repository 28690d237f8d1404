/** Time, as browsers and Node both tell it; declared here because this room is typed for neither. */

declare const performance: { now(): number };
declare function setTimeout(call: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function setInterval(call: () => void, ms: number): unknown;
declare function clearInterval(timer: unknown): void;

/** Milliseconds since some moment, never going back. */
export const readClockMs = (): number => performance.now();

/** Calls once after so many milliseconds; the result prevents it. */
export function callAfter(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Calls again and again; the result ends it. */
export function callEvery(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
}

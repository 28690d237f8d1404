/** Thins out events, so that many small steps do not flood the port. */

const intervalMs = 250;

/** Returns a function that passes a count on at most four times a second, and always the last one. */
export function createCountGate(
  emit: (count: number, total: number) => void,
): (count: number, total: number) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (count, total) => {
    const at = performance.now();
    if (count < total && at - lastAt < intervalMs) return;
    lastAt = at;
    emit(count, total);
  };
}

/** Passes events on at most four times a second, and every change of stage. `now` is milliseconds that only go forward. */
export function createStageGate<Event extends { stage: string }>(
  emit: (event: Event) => void,
  now: () => number = () => performance.now(),
): (event: Event) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastStage: string | null = null;
  return (event) => {
    const at = now();
    if (event.stage === lastStage && at - lastAt < intervalMs) return;
    lastAt = at;
    lastStage = event.stage;
    emit(event);
  };
}

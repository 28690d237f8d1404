/** Thins out events that count up, so that a folder of many files does not flood the port. */

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

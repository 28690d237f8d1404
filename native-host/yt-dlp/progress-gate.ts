/** Lets at most four progress events a second through, and every change of stage. */
import type { DownloadProgress } from '../../shared/protocol/commands.ts';

const intervalMs = 250;

/** `now` is milliseconds that only go forward. */
export function createProgressGate(
  emit: (progress: DownloadProgress) => void,
  now: () => number = () => performance.now(),
): { push(progress: DownloadProgress): void } {
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastStage: string | null = null;
  return {
    push(progress) {
      const at = now();
      if (progress.stage === lastStage && at - lastAt < intervalMs) return;
      lastAt = at;
      lastStage = progress.stage;
      emit(progress);
    },
  };
}

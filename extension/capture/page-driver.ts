/**
 * Reads a list as its reader does: the page loads more by itself when its end comes into view, and its own answers are
 * copied. Only a page that is looked at does so: a hidden one draws nothing, and nothing comes into view.
 */
import type { PageDriver, PageTap, TappedResponse } from '../core/pages/page-tap.ts';

/** What is known when the driver looks up. */
export interface Moment {
  /** Answers that were copied and not taken yet. */
  queued: number;
  isVisible: boolean;
  /** Steps down the page since the last answer. */
  steps: number;
  sinceStepMs: number;
}

/** A page that brings nothing after so many steps will not bring anything. */
const maxSteps = 12;
/** How long a reader stays before the next step; longer when nothing came. */
const pauseMs = (steps: number): number => 700 + 300 * Math.min(steps, 6);

/** What is to be done now. Pure. */
export function decideStep({
  queued,
  isVisible,
  steps,
  sinceStepMs,
}: Moment): 'take' | 'step' | 'wait' | 'give_up' {
  if (queued > 0) return 'take';
  if (!isVisible || (steps >= maxSteps && sinceStepMs >= pauseMs(steps))) return 'give_up';
  return sinceStepMs >= pauseMs(steps) ? 'step' : 'wait';
}

/** What the driver needs of its page and clock. */
export interface DriverPorts {
  tap: PageTap;
  isVisible(): boolean;
  /** Scrolls so that the end of what is there comes into view. */
  step(): void;
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

const lookEveryMs = 250;
/** A page that was read goes on being used; who reads it again sees what is missing by the cursors. */
const mostQueued = 100;

/** The driver of one document; it touches nothing of the page before `listen`. */
export function createPageDriver({ tap, isVisible, step, nowMs, sleep }: DriverPorts): PageDriver {
  const queue: TappedResponse[] = [];
  let isListening = false;

  return {
    isVisible,
    isListening: () => isListening,
    listen(paths) {
      if (isListening) return;
      isListening = true;
      tap.arm(paths, (response) => {
        queue.push(response);
        if (queue.length > mostQueued) queue.shift();
      });
    },
    async next() {
      let steps = 0;
      let steppedAt = nowMs();
      while (true) {
        const moment = {
          queued: queue.length,
          isVisible: isVisible(),
          steps,
          sinceStepMs: nowMs() - steppedAt,
        };
        const decision = decideStep(moment);
        if (decision === 'take' || decision === 'give_up') return queue.shift() ?? null;
        if (decision === 'step') {
          step();
          steps += 1;
          steppedAt = nowMs();
        }
        await sleep(lookEveryMs);
      }
    },
  };
}

/**
 * How fast a platform may be asked. One bucket per platform, shared by every job and stored, so that a
 * restart does not earn a fresh allowance.
 */
export interface PaceLimits {
  perMinute: number;
  /** Requests that may follow each other without a pause after a quiet time. */
  burst: number;
}

export interface Pace {
  tokens: number;
  updatedAtMs: number;
}

/** Requests are spread like a person's: the pause varies by up to this share. */
const jitterShare = 0.4;

/** The bucket of a platform that was not asked for a while. */
export const fullPace = (limits: PaceLimits, nowMs: number): Pace => ({
  tokens: limits.burst,
  updatedAtMs: nowMs,
});

function refill(pace: Pace, limits: PaceLimits, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - pace.updatedAtMs);
  return Math.min(limits.burst, pace.tokens + (elapsedMs * limits.perMinute) / 60_000);
}

interface PaceTurn {
  limits: PaceLimits;
  nowMs: number;
  /** 0 to 1. */
  random: number;
}

/** Takes one request from the bucket: when it may be made, and the bucket after it. */
export function takeTurn(pace: Pace, { limits, nowMs, random }: PaceTurn): { waitMs: number; pace: Pace } {
  const tokens = refill(pace, limits, nowMs) - 1;
  const owedMs = tokens >= 0 ? 0 : (-tokens * 60_000) / limits.perMinute;
  return { waitMs: Math.round(owedMs * (1 + jitterShare * random)), pace: { tokens, updatedAtMs: nowMs } };
}

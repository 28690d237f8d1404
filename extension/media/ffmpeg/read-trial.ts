/** Reads from ffmpeg's lines what a piece of the work has taken, without the time in which it starts. Pure. */

/** What was measured of a piece; zeros where ffmpeg said nothing of it. */
export interface MeasuredTrial {
  /** Seconds from the first thing that was made to the last. */
  workSec: number;
  /** Bits per second of what was made. */
  bitrate: number;
}

/** `video:105kB audio:31kB subtitle:0kB …`, after all is made. */
const sizePattern = /^video:(\d+)Ki?B audio:(\d+)Ki?B/i;

/** Feed it with lines and when they came. It makes `lengthSec` seconds. */
export function createTrialReader(lengthSec: number) {
  let beganMs: number | null = null;
  let endedMs: number | null = null;
  let bitrate = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  return {
    /** Settles with the last line: lines come by a way of their own, and may come after the answer that all is made. */
    ended,
    read(line: string, nowMs: number): void {
      // Said once the inputs are open and the first packets are decoded.
      if (line.startsWith('Output #0')) beganMs ??= nowMs;
      const [, video, audio] = sizePattern.exec(line) ?? [];
      if (video === undefined) return;
      endedMs = nowMs;
      bitrate = ((Number(video) + Number(audio)) * 1024 * 8) / lengthSec;
      end();
    },
    measure: (): MeasuredTrial => ({
      workSec: beganMs === null || endedMs === null ? 0 : (endedMs - beganMs) / 1000,
      bitrate,
    }),
  };
}

/** What ffmpeg writes with `-progress`: lines of `key=value`, a block at a time, each ended by `progress=…`. Pure. */

/** One block; null for what ffmpeg does not know yet. */
export interface FfmpegProgress {
  /** How far into the media the output is. */
  outSec: number | null;
  /** Written so far. */
  bytes: number | null;
  /** Times real time. */
  speed: number | null;
}

function toNumber(text: string | undefined): number | null {
  const value = text === undefined ? Number.NaN : Number.parseFloat(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/** Returns a function to feed with lines; it answers with the block when one is whole, and with null until then. */
export function createProgressReader(): (line: string) => FfmpegProgress | null {
  let block = new Map<string, string>();
  return (line) => {
    const at = line.indexOf('=');
    if (at < 1) return null;
    const key = line.slice(0, at).trim();
    if (key !== 'progress') {
      // A program that never ends its block must not fill our memory.
      if (block.size < 100) block.set(key, line.slice(at + 1).trim());
      return null;
    }
    const whole = block;
    block = new Map();
    const outUs = toNumber(whole.get('out_time_us'));
    return {
      outSec: outUs === null ? null : outUs / 1e6,
      bytes: toNumber(whole.get('total_size')),
      speed: toNumber(whole.get('speed')),
    };
  };
}

/** How far that is, and how long it still takes. Nulls where the length or the speed is not known. */
export function toShare(
  { outSec, speed }: FfmpegProgress,
  durationSec: number | null,
): { percent: number | null; speed: number | null; etaSec: number | null } {
  if (outSec === null || !durationSec) return { percent: null, speed, etaSec: null };
  const leftSec = Math.max(0, durationSec - outSec);
  return {
    percent: Math.min(100, (outSec / durationSec) * 100),
    speed,
    etaSec: speed ? leftSec / speed : null,
  };
}

/** Reads from ffmpeg's lines how far it is. Pure. */

/** `time=00:00:05.12` in the lines that it writes while it works. */
const timePattern = /\btime=(\d+):(\d{2}):(\d{2}(?:\.\d+)?)/;

/** Feed it with lines; it answers with the part that is done, 0 to 1, or null where a line says nothing of it. */
export function createProgressReader(durationSec: number): (line: string) => number | null {
  return (line) => {
    const [, hours, minutes, seconds] = timePattern.exec(line) ?? [];
    if (hours === undefined || durationSec <= 0) return null;
    const doneSec = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return Math.min(1, doneSec / durationSec);
  };
}

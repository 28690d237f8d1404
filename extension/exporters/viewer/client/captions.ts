/** Subtitles for a film that was opened from the disk, where browsers do not let a page load them by itself. */

interface Cue {
  startSec: number;
  endSec: number;
  text: string;
}

// Of a run of digits only the first may begin a time: else a long one would cost the square of its length.
const timing = /(?<!\d)(?:(\d+):)?(\d{2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d+):)?(\d{2}):(\d{2})[.,](\d{3})/;

/** Cues of a WebVTT (or SRT) file; what is not a cue is passed over. */
export function readCues(file: string): Cue[] {
  return file
    .replaceAll('\r\n', '\n')
    .split(/\n\n+/)
    .flatMap((block) => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => timing.test(line));
      const times = timing
        .exec(lines[at] ?? '')
        ?.slice(1)
        .map((part) => Number(part ?? 0));
      const text = lines
        .slice(at + 1)
        .join('\n')
        .replace(/<\d[\d:.]*>|<\/?c[^<>]*>/g, '')
        .trim();
      if (!times || text === '') return [];
      return [{ startSec: toSeconds(times.slice(0, 4)), endSec: toSeconds(times.slice(4)), text }];
    });
}

const toSeconds = ([hours = 0, minutes = 0, seconds = 0, millis = 0]: number[]): number =>
  hours * 3600 + minutes * 60 + seconds + millis / 1000;

/** Shows a subtitle file over the film, in place of the one before. */
export function showCaptions(video: HTMLVideoElement, label: string, file: string): void {
  for (const track of video.textTracks) track.mode = 'disabled';
  const track = video.addTextTrack('subtitles', label);
  for (const { startSec, endSec, text } of readCues(file)) track.addCue(new VTTCue(startSec, endSec, text));
  track.mode = 'showing';
}

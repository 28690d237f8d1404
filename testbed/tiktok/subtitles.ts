import type { Post } from './catalog/model.ts';

/** The WebVTT file of a video's subtitles: a cue for every two seconds. */
export function toSubtitleText(post: Post, language: string): string {
  const cues = Array.from({ length: Math.ceil(post.clip.durationSec / 2) }, (_, index) => {
    const end = Math.min(index * 2 + 2, post.clip.durationSec);
    return `${toClock(index * 2)} --> ${toClock(end)}\nLine ${index + 1} (${language}) & <i>more</i>`;
  });
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}

function toClock(sec: number): string {
  const minutes = String(Math.floor(sec / 60)).padStart(2, '0');
  return `00:${minutes}:${String(sec % 60).padStart(2, '0')}.000`;
}

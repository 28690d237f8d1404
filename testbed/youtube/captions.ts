import { escapeHtml } from '../html-text.ts';
import type { CaptionTrack, Video } from './catalog/model.ts';

/** One spoken line. */
interface Cue {
  startMs: number;
  durationMs: number;
  text: string;
}

const lines = [
  'Hello and welcome.',
  'Heute <b>kein</b> Radio & kein Boot.',
  'שלום לכולם',
  'Let us begin –',
  'これで終わりです。',
];

/** The text of a caption track in the wanted format; srv1 where none is named. */
export function toTimedText(
  video: Video,
  track: CaptionTrack,
  format: string,
): { contentType: string; body: string } {
  const cues = buildCues(video, track);
  switch (format) {
    case 'vtt':
      return { contentType: 'text/vtt; charset=UTF-8', body: toVtt(track, cues) };
    case 'json3':
      return { contentType: 'application/json; charset=UTF-8', body: JSON.stringify(toJson3(cues)) };
    case 'srv3':
      return { contentType: 'text/xml; charset=UTF-8', body: toSrv3(cues) };
    case 'ttml':
      return { contentType: 'text/xml; charset=UTF-8', body: toTtml(track, cues) };
    default:
      return { contentType: 'text/xml; charset=UTF-8', body: toSrv1(cues) };
  }
}

function buildCues(video: Video, track: CaptionTrack): Cue[] {
  const step = 2000;
  const count = Math.max(1, Math.floor((video.durationSec * 1000) / step));
  return Array.from({ length: count }, (_, index) => ({
    startMs: index * step,
    durationMs: Math.min(step, video.durationSec * 1000),
    text: `${track.automatic ? '' : `[${track.languageCode}] `}${lines[index % lines.length]}`,
  }));
}

function toVtt(track: CaptionTrack, cues: readonly Cue[]): string {
  const blocks = cues.map(
    (cue) => `${toClock(cue.startMs)} --> ${toClock(cue.startMs + cue.durationMs)}\n${escapeHtml(cue.text)}`,
  );
  return `WEBVTT\nKind: captions\nLanguage: ${track.languageCode}\n\n${blocks.join('\n\n')}\n`;
}

function toJson3(cues: readonly Cue[]): unknown {
  const events = cues.map((cue) => ({
    tStartMs: cue.startMs,
    dDurationMs: cue.durationMs,
    segs: [{ utf8: cue.text }],
  }));
  return { wireMagic: 'pb3', pens: [{}], wsWinStyles: [{}], wpWinPositions: [{}], events };
}

function toSrv1(cues: readonly Cue[]): string {
  const texts = cues.map(
    (cue) =>
      `<text start="${cue.startMs / 1000}" dur="${cue.durationMs / 1000}">${escapeHtml(escapeHtml(cue.text))}</text>`,
  );
  return `<?xml version="1.0" encoding="utf-8" ?><transcript>${texts.join('')}</transcript>`;
}

function toSrv3(cues: readonly Cue[]): string {
  const texts = cues.map((cue) => `<p t="${cue.startMs}" d="${cue.durationMs}">${escapeHtml(cue.text)}</p>`);
  return `<?xml version="1.0" encoding="utf-8" ?><timedtext format="3"><body>${texts.join('')}</body></timedtext>`;
}

function toTtml(track: CaptionTrack, cues: readonly Cue[]): string {
  const texts = cues.map(
    (cue) =>
      `<p begin="${toClock(cue.startMs)}" end="${toClock(cue.startMs + cue.durationMs)}">${escapeHtml(cue.text)}</p>`,
  );
  return `<?xml version="1.0" encoding="utf-8" ?><tt xml:lang="${track.languageCode}" xmlns="http://www.w3.org/ns/ttml"><body><div>${texts.join('')}</div></body></tt>`;
}

/** 00:00:02.000 */
function toClock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}

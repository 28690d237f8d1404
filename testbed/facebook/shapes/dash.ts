import { escapeHtml } from '../../html-text.ts';
import { hash32 } from '../../prng.ts';
import type { Video } from '../catalog/model.ts';
import { listTracks, type VideoFile } from '../video-files.ts';
import type { AnswerContext, Json } from './context.ts';

/** The DASH manifest of a video: each track is one file, an adaptation set per codec, the sound last. */
export function toDashManifest({ media }: AnswerContext, video: Video): string {
  const duration = `PT${video.clip.durationSec}.000S`;
  const groups = new Map<string, VideoFile[]>();
  for (const track of listTracks(video.clip)) {
    const codec = track.kind === 'audio' ? 'audio' : track.codecs.slice(0, 4);
    groups.set(codec, [...(groups.get(codec) ?? []), track]);
  }
  const sets = [...groups].map(([codec, tracks], id) => {
    const type = codec === 'audio' ? 'audio' : 'video';
    const inner = tracks.map((track) => toRepresentation(track, media.buildVideo(video, track.name)));
    return `<AdaptationSet id="${id}" contentType="${type}" subsegmentAlignment="true">${inner.join('')}</AdaptationSet>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" minBufferTime="PT2S" type="static" mediaPresentationDuration="${duration}"><Period id="0" duration="${duration}">${sets.join('')}</Period></MPD>\n`;
}

/** The same tracks as they are named outside the data. */
export function toPrefetch({ media }: AnswerContext, video: Video): Json {
  return {
    initial_representation_ids: [],
    representations: listTracks(video.clip).map((track) => ({
      representation_id: toRepresentationId(track),
      mime_type: track.mimeType,
      codecs: track.codecs,
      base_url: media.buildVideo(video, track.name),
      bandwidth: track.bitsPerSec,
      height: track.height,
      width: track.width,
      segments: [track.initRange, track.indexRange].filter((span) => span !== undefined),
    })),
    video_id: video.id,
  };
}

function toRepresentation(track: VideoFile, url: string): string {
  const label = `${Math.min(track.width, track.height)}p`;
  const details =
    track.kind === 'audio'
      ? 'audioSamplingRate="48000" FBDefaultQuality="1"'
      : `sar="1:1" width="${track.width}" height="${track.height}" frameRate="${track.fps}" FBQualityClass="${Math.min(track.width, track.height) >= 720 ? 'hd' : 'sd'}" FBQualityLabel="${label}"`;
  const channels =
    track.kind === 'audio'
      ? '<AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>'
      : '';
  const span = (range: { start: number; end: number } | undefined) =>
    range ? `${range.start}-${range.end}` : '0-0';
  return `<Representation id="${toRepresentationId(track)}" bandwidth="${track.bitsPerSec}" codecs="${track.codecs}" mimeType="${track.mimeType}" ${details}>${channels}<BaseURL>${escapeHtml(url)}</BaseURL><SegmentBase indexRange="${span(track.indexRange)}" timescale="15360"><Initialization range="${span(track.initRange)}"/></SegmentBase></Representation>`;
}

function toRepresentationId({ name, kind }: VideoFile): string {
  return `${hash32(name)}${kind === 'audio' ? 'a' : 'v'}`;
}

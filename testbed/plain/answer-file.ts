/** The files behind the pages: `/<clip>/<name>`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBlockJpeg } from '../jpeg.ts';
import type { Clip } from '../media/clip.ts';
import type { SiteResponse } from '../site.ts';
import { toCaptions } from './captions.ts';
import { toCaptionPlaylist, toMaster, toTrackPlaylist } from './playlists.ts';

const notFound: SiteResponse = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'no such file\n',
};

const answerText = (contentType: string, body: string | null): SiteResponse =>
  body === null ? notFound : { headers: { 'content-type': contentType }, body };

const answerMedia = (contentType: string, file: string | undefined): SiteResponse =>
  file === undefined ? notFound : { headers: { 'content-type': contentType }, body: { file } };

const hls = 'application/vnd.apple.mpegurl';

async function answerDash({ dashDir }: Clip, name: string): Promise<SiteResponse> {
  if (dashDir === undefined || !/^[\w-]+\.(mpd|m4s)$/.test(name)) return notFound;
  if (name === 'live.mpd') {
    const text = await readFile(join(dashDir, 'manifest.mpd'), 'utf8');
    return answerText(
      'application/dash+xml',
      text.replace('type="static"', 'type="dynamic" availabilityStartTime="2026-01-01T00:00:00Z"'),
    );
  }
  const type = name.endsWith('.mpd') ? 'application/dash+xml' : 'video/iso.segment';
  return answerMedia(type, join(dashDir, name));
}

/** Every clip of the library is there, whether a page shows it or not. */
export async function answerFile(clips: readonly Clip[], path: string): Promise<SiteResponse> {
  const [, id, name = '', inner = ''] = /^\/([\w-]+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const clip = clips.find((each) => each.id === id);
  if (!clip) return notFound;
  if (name === 'dash') return answerDash(clip, inner);
  const find = (itag: number): string | undefined => clip.streams.find((each) => each.itag === itag)?.file;
  const [, language = ''] = /^captions[.-](\w+)\./.exec(name) ?? [];
  const [, itag = ''] = /^(?:track-)?(\d+)\./.exec(name) ?? [];
  if (name === 'poster.jpg')
    return {
      headers: { 'content-type': 'image/jpeg' },
      body: encodeBlockJpeg(640, 360, (column, row) => [column * 3, row * 5, clip.durationSec % 255]),
    };
  if (name === 'master.m3u8') return answerText(hls, toMaster(clip));
  if (name.endsWith('.m3u8'))
    return answerText(
      hls,
      language ? toCaptionPlaylist(clip, language) : await toTrackPlaylist(clip, Number(itag)),
    );
  if (name.endsWith('.vtt')) return answerText('text/vtt; charset=utf-8', toCaptions(clip, language));
  if (name === 'muted.webm') return answerMedia('video/webm', find(243));
  return answerMedia(name.endsWith('.m4a') ? 'audio/mp4' : 'video/mp4', find(Number(itag)));
}

import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipStream } from '../media/clip.ts';
import type { SiteRequest, SiteResponse } from '../site.ts';
import type { World } from './catalog/world.ts';
import type { MediaUrls } from './media-urls.ts';

/** Serves `videoplayback`: 403 for an address that is not ours or too old. Ranges come as a header or as `range=`. */
export async function answerMedia(
  world: World,
  media: MediaUrls,
  request: SiteRequest,
): Promise<SiteResponse> {
  const { url } = request;
  if (url.pathname === '/generate_204') return { status: 204 };
  if (url.hostname === 'manifest.googlevideo.com') return answerSegment(world, media, url);
  if (url.pathname !== '/videoplayback') return { status: 404, body: '' };
  const opened = media.open(url);
  if ('status' in opened) return refuse(opened.status);
  const video = world.videos.get(opened.videoId);
  const stream = video?.clip.streams.find((each) => each.itag === opened.itag);
  if (!stream) return refuse(404);
  const headers = {
    'content-type': `${stream.kind === 'audio' ? 'audio' : 'video'}/${stream.container}`,
    'access-control-allow-origin': 'https://www.youtube.com',
    'cross-origin-resource-policy': 'cross-origin',
    'last-modified': new Date(video?.publishedAtMs ?? 0).toUTCString(),
  };
  const range = /^(\d+)-(\d+)$/.exec(url.searchParams.get('range') ?? '');
  if (!range) return { headers, body: { file: stream.file } };
  return { headers, body: await readPart(stream, Number(range[1]), Number(range[2])) };
}

/** The numbers of the formats that come in segments. */
const segmentItags: Record<string, number> = {
  '144p': 269,
  '240p': 229,
  '360p': 230,
  '720p': 232,
  '1080p': 270,
  sound: 234,
};

/** Playlists and segments of the clips that have them. */
async function answerSegment(world: World, media: MediaUrls, url: URL): Promise<SiteResponse> {
  const opened = media.openHls(url);
  if ('status' in opened) return refuse(opened.status);
  const video = world.videos.get(opened.videoId);
  const folder = video?.clip.hlsDir;
  if (!video || folder === undefined) return refuse(404);
  const isPlaylist = opened.file.endsWith('.m3u8');
  const headers = { 'content-type': isPlaylist ? 'application/vnd.apple.mpegurl' : 'video/mp2t' };
  if (opened.file !== 'index.m3u8') return { headers, body: { file: join(folder, opened.file) } };
  const master = await readFile(join(folder, 'master.m3u8'), 'utf8');
  const toUrl = (file: string, name: string) => media.buildHlsPlaylist(video, segmentItags[name] ?? 0, file);
  // The segmenter leaves out what is in the segments; the platform says it.
  const named = master.replaceAll('#EXT-X-STREAM-INF:', '#EXT-X-STREAM-INF:CODECS="avc1.4D401E,mp4a.40.2",');
  return { headers, body: named.replaceAll(/([\w-]+)\.m3u8/g, toUrl) };
}

async function readPart(stream: ClipStream, first: number, last: number): Promise<Buffer> {
  const file = await open(stream.file);
  try {
    const length = Math.max(0, Math.min(last, stream.sizeBytes - 1) - first + 1);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, first);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function refuse(status: number): SiteResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body: '' };
}

import { open } from 'node:fs/promises';
import type { ClipStream } from '../media/clip.ts';
import type { SiteRequest, SiteResponse } from '../site.ts';
import type { World } from './data/world.ts';
import type { MediaUrls } from './media-urls.ts';

/** Serves `videoplayback`: 403 for an address that is not ours or too old. Ranges come as a header or as `range=`. */
export async function answerMedia(
  world: World,
  media: MediaUrls,
  request: SiteRequest,
): Promise<SiteResponse> {
  const { url } = request;
  if (url.pathname === '/generate_204') return { status: 204 };
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

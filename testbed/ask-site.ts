/** For tests: asks a site without a server in between. */
import type { SiteCookie } from './cookies.ts';
import type { Clip } from './media/clip.ts';
import type { Site, SiteRequest } from './site.ts';

const stream = { file: '', sizeBytes: 1000, bitsPerSec: 8000, durationMs: 95_000, container: 'mp4' } as const;
const picture = { width: 640, height: 360, fps: 25 };
const sound = { sampleRateHz: 48_000, channels: 2 };
const spans = { initRange: { start: 0, end: 9 }, indexRange: { start: 10, end: 19 } };

/** A clip nobody plays: described as a real one, without files. */
export const silentClip: Clip = {
  id: 'silent',
  durationSec: 95,
  isPortrait: false,
  streams: [
    {
      ...stream,
      ...picture,
      ...spans,
      itag: 134,
      kind: 'video',
      codecs: 'avc1.4d401e',
      mimeType: 'video/mp4; codecs="avc1.4d401e"',
    },
    {
      ...stream,
      ...sound,
      ...spans,
      itag: 140,
      kind: 'audio',
      codecs: 'mp4a.40.2',
      mimeType: 'audio/mp4; codecs="mp4a.40.2"',
    },
    {
      ...stream,
      ...picture,
      ...sound,
      itag: 18,
      kind: 'muxed',
      codecs: 'avc1.42001E, mp4a.40.2',
      mimeType: 'video/mp4; codecs="avc1.42001E, mp4a.40.2"',
    },
  ],
};

/** An answer, read as text. */
export interface Asked {
  status: number;
  headers: Record<string, string | string[]>;
  text: string;
}

export { findAll } from './find-all.ts';

/** Any request. */
export async function askSite(site: Site, request: SiteRequest): Promise<Asked> {
  const { status = 200, headers = {}, body = '' } = await site.respond(request);
  return { status, headers, text: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '' };
}

/** Cookies as a request carries them. */
export function toCookieMap(cookies: readonly SiteCookie[]): Map<string, string> {
  return new Map(cookies.map(({ name, value }) => [name, value]));
}

/** For tests: asks the stand-in without a server in between. */
import { type Asked, askSite, silentClip, toCookieMap } from '../ask-site.ts';
import type { SiteCookie } from '../cookies.ts';
import type { Clip, Rendition } from '../media/clip.ts';
import type { TiktokSite } from './index.ts';
import type { Json } from './shapes/context.ts';
import { buildSignatureKey, signQuery } from './signature.ts';

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0';

/** Upright clips nobody plays, with and without a file in HEVC. */
export const uprightClips: readonly Clip[] = [
  toClip('upright-9', 9, ['h264_540', 'h264_540_marked']),
  toClip('upright-12', 12, ['h264_540', 'h264_540_marked', 'hevc_1080']),
];

/** GET of a page, with a browser's cookies or without. */
export function askPage(site: TiktokSite, url: string, cookies: readonly SiteCookie[] = []): Promise<Asked> {
  return askSite(site, {
    method: 'GET',
    url: new URL(url),
    body: Buffer.alloc(0),
    headers: { 'user-agent': userAgent },
    cookies: toCookieMap(cookies),
  });
}

/** A call as the page's own script makes it, or one with another query or signature. */
export async function askCall(
  site: TiktokSite,
  path: string,
  wanted: {
    query: Record<string, string>;
    cookies?: readonly SiteCookie[];
    forged?: (search: string) => string;
  },
): Promise<Asked & { json: Json }> {
  const query = new URLSearchParams({ aid: '1988', ...wanted.query, msToken: 'token' }).toString();
  const signature = signQuery(query, userAgent, buildSignatureKey(site.world().seed));
  const search = `${query}&X-Bogus=${signature}`;
  const cookies = wanted.cookies ?? site.viewerCookies();
  const answer = await askSite(site, {
    method: 'GET',
    body: Buffer.alloc(0),
    url: new URL(`https://www.tiktok.com/api/${path}/?${wanted.forged ? wanted.forged(search) : search}`),
    headers: { 'user-agent': userAgent },
    cookies: toCookieMap(cookies),
  });
  return { ...answer, json: answer.text === '' ? {} : JSON.parse(answer.text) };
}

/** All pages of a list, each asked for with the cursor of the one before. */
export async function walkList(
  site: TiktokSite,
  path: string,
  wanted: { query: Record<string, string>; cookies?: readonly SiteCookie[]; key?: string },
): Promise<{ pages: Json[][]; cursors: unknown[] }> {
  const pages: Json[][] = [];
  const cursors: unknown[] = [];
  for (let cursor: unknown = '0', hasMore = true; hasMore && pages.length < 200; ) {
    const { json } = await askCall(site, path, {
      ...wanted,
      query: { ...wanted.query, cursor: String(cursor) },
    });
    pages.push((json[wanted.key ?? 'itemList'] ?? []) as Json[]);
    cursors.push(json.cursor);
    cursor = json.cursor;
    hasMore = Boolean(json.hasMore ?? json.has_more);
  }
  return { pages, cursors };
}

/** What a page's data script holds. */
export function readScopes(html: string): Record<string, Json> {
  const [, text] = /<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__"[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
  if (text === undefined) throw new Error('the page has no data');
  return JSON.parse(text).__DEFAULT_SCOPE__;
}

function toClip(id: string, durationSec: number, names: Rendition['name'][]): Clip {
  const media = { kind: 'muxed', container: 'mp4', codecs: '', mimeType: 'video/mp4', fps: 25 } as const;
  const renditions = names.map((name): Rendition => {
    const [width, height] = name === 'hevc_1080' ? [1080, 1920] : [576, 1024];
    return {
      ...media,
      name,
      file: '',
      sizeBytes: width * 9,
      bitsPerSec: width * 10,
      durationMs: 0,
      width,
      height,
    };
  });
  return { ...silentClip, id, durationSec, isPortrait: true, renditions };
}

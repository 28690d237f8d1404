/** For tests: asks a site without a server in between. */
import type { Clip } from '../media/clip.ts';
import type { Site, SiteRequest } from '../site.ts';
import type { SiteCookie } from './accounts.ts';
import { buildSidHash } from './auth.ts';
import type { Json } from './shapes/page-context.ts';

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

export interface Asked {
  status: number;
  headers: Record<string, string | string[]>;
  text: string;
}

const origin = 'https://www.youtube.com';

/** GET of a page, with a browser's cookies or without. */
export async function askPage(site: Site, url: string, cookies: readonly SiteCookie[] = []): Promise<Asked> {
  return ask(site, {
    method: 'GET',
    url: new URL(url),
    headers: {},
    cookies: toMap(cookies),
    body: Buffer.alloc(0),
  });
}

/** POST of a call, proven as the page proves it when there are cookies. */
export async function askApi(
  site: Site,
  call: string,
  {
    body,
    cookies = [],
    headers = {},
  }: { body: Json; cookies?: readonly SiteCookie[]; headers?: Record<string, string> },
): Promise<Asked & { json: Json }> {
  const context = { client: { clientName: 'WEB', clientVersion: '2.20261119.01.00' } };
  const secret = toMap(cookies).get('SAPISID');
  const answer = await ask(site, {
    method: 'POST',
    url: new URL(`${origin}/youtubei/v1/${call}`),
    headers: { origin, ...(secret !== undefined && { authorization: prove(secret) }), ...headers },
    cookies: toMap(cookies),
    body: Buffer.from(JSON.stringify({ context, ...body })),
  });
  return { ...answer, json: JSON.parse(answer.text) as Json };
}

/** What a page's script says in `var name = …;`. */
export function readScriptData(html: string, name: string): Json {
  const match = new RegExp(`var ${name} = (\\{.*?\\});</script>`, 's').exec(html);
  if (!match) throw new Error(`the page has no ${name}`);
  return JSON.parse(match[1] ?? '') as Json;
}

/** Every value under this key, at any depth, in document order. */
export function findAll(value: unknown, key: string): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key ? [inner] : findAll(inner, key)));
}

function prove(secret: string): string {
  const timestampSec = Math.floor(Date.now() / 1000);
  return `SAPISIDHASH ${timestampSec}_${buildSidHash({ timestampSec, secret, origin })}`;
}

function toMap(cookies: readonly SiteCookie[]): Map<string, string> {
  return new Map(cookies.map(({ name, value }) => [name, value]));
}

async function ask(site: Site, request: SiteRequest): Promise<Asked> {
  const { status = 200, headers = {}, body = '' } = await site.respond(request);
  return { status, headers, text: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '' };
}

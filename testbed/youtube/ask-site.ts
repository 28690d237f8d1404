/** For tests: asks a site without a server in between. */
import { type Asked, askSite, toCookieMap } from '../ask-site.ts';
import type { SiteCookie } from '../cookies.ts';
import type { Site } from '../site.ts';
import { buildSidHash } from './auth.ts';
import type { Json } from './shapes/page-context.ts';

export { findAll, silentClip } from '../ask-site.ts';

const origin = 'https://www.youtube.com';

/** GET of a page, with a browser's cookies or without. */
export async function askPage(site: Site, url: string, cookies: readonly SiteCookie[] = []): Promise<Asked> {
  return askSite(site, {
    method: 'GET',
    url: new URL(url),
    headers: {},
    cookies: toCookieMap(cookies),
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
  const secret = toCookieMap(cookies).get('SAPISID');
  const answer = await askSite(site, {
    method: 'POST',
    url: new URL(`${origin}/youtubei/v1/${call}`),
    headers: { origin, ...(secret !== undefined && { authorization: prove(secret) }), ...headers },
    cookies: toCookieMap(cookies),
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

function prove(secret: string): string {
  const timestampSec = Math.floor(Date.now() / 1000);
  return `SAPISIDHASH ${timestampSec}_${buildSidHash({ timestampSec, secret, origin })}`;
}

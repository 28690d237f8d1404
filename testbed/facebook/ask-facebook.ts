/** For tests: asks the stand-in without a server in between. */
import { Readable } from 'node:stream';
import { type Asked, askSite, silentClip, toCookieMap } from '../ask-site.ts';
import type { SiteCookie } from '../cookies.ts';
import type { Clip, Rendition } from '../media/clip.ts';
import { toJazoest, toTokens } from './accounts.ts';
import { toGates } from './gates.ts';
import type { FacebookSite } from './index.ts';
import { toDocId } from './queries/index.ts';
import type { GraphDocument, Json } from './shapes/context.ts';

const home = 'https://www.facebook.com';

/** Clips nobody plays: one as it was filmed and one upright, both with files in several qualities. */
export const manyTrackClips: readonly Clip[] = [
  toClip('wide', { durationSec: 12, isPortrait: false, names: ['av1_1080', 'h264_720', 'h264_540'] }),
  toClip('upright', { durationSec: 9, isPortrait: true, names: ['av1_1080', 'vp9_720', 'h264_540'] }),
];

/** GET of a page, with a browser's cookies or without. */
export function askPage(
  site: FacebookSite,
  url: string,
  cookies: readonly SiteCookie[] = [],
): Promise<Asked> {
  const request = { method: 'GET', url: new URL(url), body: Buffer.alloc(0), headers: {} };
  return askSite(site, { ...request, cookies: toCookieMap(cookies) });
}

/** One call of the page's script, as it would send it. */
export interface Call {
  cookies: readonly SiteCookie[];
  /** Fields of the form in place of the right ones; undefined leaves one out. */
  forged?: Record<string, string | undefined>;
  /** @default the page's own */
  origin?: string | undefined;
}

/** A query as the page's script sends it; the documents of the answer in the order of their arrival. */
export async function askQuery(
  site: FacebookSite,
  name: string,
  call: Call & { variables: Json },
): Promise<{ text: string; documents: (GraphDocument & { extensions?: Json; errors?: Json[] })[] }> {
  const text = await post(site, '/api/graphql/', {
    ...call,
    fields: {
      fb_api_caller_class: 'RelayModern',
      fb_api_req_friendly_name: name,
      variables: JSON.stringify({ scale: 1, ...toGates(site.world().seed, name), ...call.variables }),
      doc_id: toDocId(site.world().seed, name),
    },
  });
  const documents = text.startsWith('for (;;);') ? [] : text.split('\n').map((line) => JSON.parse(line));
  return { text, documents };
}

/** What in-page navigation asks for; one object per line. */
export async function askRoute(site: FacebookSite, path: string, call: Call): Promise<Json[]> {
  const text = await post(site, '/ajax/route-definition/', { ...call, fields: { route_url: path } });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line.replace('for (;;);', '')));
}

async function post(
  site: FacebookSite,
  path: string,
  { cookies, forged = {}, fields, ...call }: Call & { fields: Record<string, string> },
): Promise<string> {
  const { world } = site;
  const { seed, owner, friend } = world();
  const viewer = [owner, friend].find(({ id }) => cookies.some(({ value }) => value === id)) ?? null;
  const { dtsg, lsd } = toTokens(seed, viewer);
  const right = {
    __user: viewer?.id ?? '0',
    __a: '1',
    __req: '7',
    fb_dtsg: dtsg,
    jazoest: toJazoest(dtsg || lsd),
    lsd,
  };
  const form = Object.entries({ ...right, ...fields, ...forged });
  const body = new URLSearchParams(form.filter((field): field is [string, string] => field[1] !== undefined));
  const origin = 'origin' in call ? call.origin : home;
  const answer = await site.respond({
    method: 'POST',
    url: new URL(path, home),
    body: Buffer.from(body.toString()),
    headers: { ...(origin !== undefined && { origin }) },
    cookies: toCookieMap(cookies),
  });
  return readBody(answer.body);
}

/** A body, as far as it is none of a file. */
export async function readBody(body: unknown): Promise<string> {
  if (!(body instanceof Readable)) return String(body ?? '');
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** One tree of all documents: what has a path is put where the path says. */
export function mergeDocuments(documents: readonly GraphDocument[]): Json {
  const root: Json = {};
  for (const { path = [], data } of documents) {
    let place: Json = root;
    for (const step of path) {
      place[step] ??= {};
      place = place[step] as Json;
    }
    mergeInto(place, data ?? {});
  }
  return root;
}

function mergeInto(place: Json, data: Json): void {
  for (const [key, value] of Object.entries(data)) {
    const before = place[key];
    if (isTree(before) && isTree(value)) mergeInto(before, value);
    else place[key] = value;
  }
}

function isTree(value: unknown): value is Json {
  return value !== null && typeof value === 'object';
}

/** What a page's scripts of data hold: its definitions by name, and the calls it is told to make. */
export function readScripts(html: string): { defines: Map<string, Json>; requires: unknown[][] } {
  const scripts = [...html.matchAll(/<script type="application\/json"[^>]* data-sjs[^>]*>(.*?)<\/script>/gs)];
  const boxes = scripts.flatMap(([, text = '']) =>
    JSON.parse(text).require.map(
      (call: [string, string, null, { __bbox?: Json }[]]) => call[3]?.[0]?.__bbox ?? {},
    ),
  );
  const defines = boxes.flatMap(({ define = [] }) => define as [string, unknown[], Json][]);
  return {
    defines: new Map(defines.map(([name, , value]) => [name, value])),
    requires: boxes.flatMap(({ require: calls = [] }) => calls),
  };
}

/** The documents with which a page came, one list for each query. */
export function readPreloads(html: string): Map<string, GraphDocument[]> {
  const found = new Map<string, GraphDocument[]>();
  for (const [module, , , parts] of readScripts(html).requires) {
    if (module !== 'RelayPrefetchedStreamCache') continue;
    const [id, { __bbox: box }] = parts as [string, { __bbox: { result: GraphDocument } }];
    const name = id.replace(/^adp_(\w+)RelayPreloader_.*$/, '$1');
    found.set(name, [...(found.get(name) ?? []), box.result]);
  }
  return found;
}

function toClip(
  id: string,
  { names, ...about }: { durationSec: number; isPortrait: boolean; names: Rendition['name'][] },
): Clip {
  const renditions = names.map((name): Rendition => {
    const edge = Number(name.split('_')[1]);
    const long = Math.round((edge * 16) / 9);
    const [width, height] = about.isPortrait ? [edge, long] : [long, edge];
    const isMuxed = name.startsWith('h264');
    return {
      name,
      file: '',
      sizeBytes: edge * 1000,
      bitsPerSec: edge * 1000,
      durationMs: about.durationSec * 1000,
      width,
      height,
      fps: 25,
      container: 'mp4',
      codecs: '',
      mimeType: 'video/mp4',
      ...(isMuxed
        ? { kind: 'muxed' }
        : { kind: 'video', initRange: { start: 0, end: 9 }, indexRange: { start: 10, end: 19 } }),
    };
  });
  return { ...silentClip, id, ...about, renditions };
}

/** Reads every recorded YouTube page there is at hand. The recordings are not part of the project. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type PageKind, pageReadSchema } from '../../core/pages/page-read.ts';
import type { StoredPage } from '../platform.ts';
import { readDoc, readPage } from './read-page.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(process.env.STAR_EXPORT_CAPTURES ?? join(root, '../shared/captures'), 'youtube');
const present = existsSync(folder);
const title = present
  ? 'recorded pages'
  : `recorded pages: none in ${folder}; STAR_EXPORT_CAPTURES names another folder`;

/** The first line whose start the file's path has below the recorder's folder decides. */
const kinds: [start: string, page: PageKind][] = [
  ['search/', 'search'],
  ['stream/youtubestreamextractordefault/notavailable/', 'unavailable'],
  ['stream/', 'video'],
  ['youtubechannelextractor/agerestrictedchannel/', 'unavailable'],
  ['youtubechannelextractor/notavailable/', 'unavailable'],
  ['youtubechannelextractor/interactivetabbedheader/', 'channel'],
  ['youtubechannelextractor/', 'channel_videos'],
  ['youtubechannelhelper/', 'unavailable'],
  ['youtubechanneltabextractor/agerestrictedtabsvideos/', 'playlist'],
  ['youtubechanneltabextractor/livestreams/', 'channel_live'],
  ['youtubechanneltabextractor/playlists/', 'channel_playlists'],
  ['youtubechanneltabextractor/shorts/', 'channel_shorts'],
  ['youtubechanneltabextractor/videos/', 'channel_videos'],
  ['youtubecommentsextractor/editedcomment/generated_mock_1', 'video'],
  ['youtubecommentsextractor/', 'comments'],
  ['youtubefeedextractor/', 'channel'],
  ['youtubekioskextractor/live/', 'home'],
  ['youtubekioskextractor/', 'charts'],
  ['youtubeparsinghelper/', 'unknown'],
  ['youtubeplaylistextractor/notavailable/', 'unavailable'],
  ['youtubeplaylistextractor/', 'playlist'],
  ['youtubestreaminfoitem/', 'unknown'],
  ['history.trimmed.json', 'history'],
  ['regular_mrbeast.player.json', 'video'],
  ['youtube.html.static', 'video'],
  ['youtube_age_restricted.', 'unavailable'],
  ['youtube_consent_page.', 'consent'],
];

/** Where the path alone does not tell. */
const exceptions: Record<string, PageKind> = {
  'TeamNewPipe-NewPipeExtractor/youtubechanneltabextractor/videos/generated_mock_1.json': 'search',
  'TeamNewPipe-NewPipeExtractor/youtubechanneltabextractor/videos/generated_mock_2.json': 'channel',
  'TeamNewPipe-NewPipeExtractor/youtubekioskextractor/trending/generated_mock_2.json': 'unavailable',
};

const codes: Record<string, string> = {
  'notavailable/privatecontent': 'platform.private',
  'notavailable/paidcontent': 'platform.members_only',
  'youtubechannelextractor/notavailable': 'platform.not_found',
  youtubechannelhelper: 'platform.not_found',
  'youtubeplaylistextractor/notavailable': 'platform.not_found',
  agerestrictedchannel: 'platform.age_gate',
  youtube_age_restricted: 'platform.age_gate',
  youtube_consent_page: 'platform.consent_required',
  'NewPipeExtractor/youtubekioskextractor/trending/': 'platform.removed_feature',
};

function listFiles(): string[] {
  if (!present) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

function toExpectedKind(file: string): PageKind | undefined {
  const below = file.slice(file.indexOf('/') + 1);
  return exceptions[file] ?? kinds.find(([start]) => below.startsWith(start))?.[1];
}

/** Takes a recording apart without any of the product's code. */
function openRecording(file: string): { page: StoredPage; docs: unknown[] } {
  const text = readFileSync(join(folder, file), 'utf8');
  const whole = parse(text) as {
    request?: { url: string; dataToSend?: number[] };
    response?: { responseBody: string; responseCode: number };
  };
  if (!whole?.request || !whole.response)
    return { page: { url: null, status: null, body: text }, docs: toDocs(text) };
  const { responseBody: body, responseCode: status } = whole.response;
  const requestBody = Buffer.from(whole.request.dataToSend ?? []).toString('utf8');
  return { page: { url: whole.request.url, status, body, requestBody }, docs: toDocs(body) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toDocs(body: string): unknown[] {
  const json = parse(body);
  if (json !== null) return [json];
  const scripts = [
    ...body.matchAll(/<script[^>]*>var (ytInitialData|ytInitialPlayerResponse) = (.*?);<\/script>/gs),
  ];
  return scripts.map(([, , source = '']) => parse(source));
}

interface RawItem {
  id: string;
  hasTitle: boolean;
  durationText: string | null;
  channelId: string | null;
}

const rendererNames = /^(video|gridVideo|compactVideo|playlistVideo)Renderer$/;

/** Every video there is below a value, found by the renderers' names alone. */
function findRawVideos(value: unknown, found: RawItem[] = []): RawItem[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    const raw = inner as Record<string, unknown>;
    const text = () => JSON.stringify(inner);
    if (rendererNames.test(key)) {
      found.push({
        id: raw.videoId as string,
        hasTitle: /"(text|simpleText)":"./.test(JSON.stringify(raw.title ?? '')),
        durationText:
          /"lengthText":\{[^{}]*(?:\{[^{}]*\{[^{}]*\}[^{}]*\})?[^{}]*"simpleText":"([\d:]+)"/.exec(
            text(),
          )?.[1] ?? null,
        channelId:
          /"shortBylineText":\{"runs":\[\{"text":"[^"]*","navigationEndpoint":\{[^[]*?"browseId":"(UC[\w-]{22})"/.exec(
            text(),
          )?.[1] ?? null,
      });
    } else if (key === 'lockupViewModel' && String(raw.contentType).endsWith('_VIDEO')) {
      found.push({
        id: raw.contentId as string,
        hasTitle: /"title":\{"content":"./.test(text()),
        durationText: /"thumbnailBadgeViewModel":\{[^}]*?"text":"(\d[\d:]+)"/.exec(text())?.[1] ?? null,
        channelId: null,
      });
    } else if (key === 'shortsLockupViewModel') {
      const id = /"reelWatchEndpoint":\{"videoId":"([\w-]{11})"/.exec(text())?.[1] ?? '';
      found.push({ id, hasTitle: true, durationText: null, channelId: null });
    } else findRawVideos(inner, found);
  }
  return found;
}

/** Takes away or replaces parts of a value, one at a time, always the same ones; each must be put back. */
function* mutate(doc: unknown, count: number): Generator<() => void> {
  const others = [undefined, null, 7, 'text', [], {}];
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let round = 0; round < count; round += 1) {
    let holder = doc as Record<string, unknown>;
    let key = '';
    // The items are many levels down: most walks should get there.
    for (let depth = random(28); depth >= 0; depth -= 1) {
      const keys = Object.keys(holder);
      if (keys.length === 0) break;
      key = keys[random(keys.length)] ?? '';
      const inner = holder[key];
      if (depth === 0 || typeof inner !== 'object' || inner === null) break;
      holder = inner as Record<string, unknown>;
    }
    if (!(key in holder)) continue;
    const place = holder;
    const name = key;
    const value = place[name];
    place[name] = others[round % others.length];
    yield () => {
      place[name] = value;
    };
  }
}

const toSeconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

describe.skipIf(!present)(title, () => {
  const files = listFiles();

  it('are all here, with the videos, lengths and channels they are known to hold', () => {
    const raws = files.flatMap((file) => openRecording(file).docs.flatMap((doc) => findRawVideos(doc)));
    expect(files.length).toBeGreaterThanOrEqual(85);
    expect(raws.length).toBeGreaterThan(1700);
    expect(raws.filter((raw) => raw.durationText).length).toBeGreaterThan(1000);
    expect(raws.filter((raw) => raw.channelId).length).toBeGreaterThan(600);
  });

  describe.each(files)('%s', (file) => {
    const { page, docs } = openRecording(file);
    const read = readPage(page);
    const raws = docs.flatMap((doc) => findRawVideos(doc));

    it('is of the right kind', () => expect(read.page).toBe(toExpectedKind(file)));

    it('has the right code, or none', () => {
      const expected = Object.entries(codes).find(([part]) => file.includes(part))?.[1];
      const quiet = file.includes('youtubeparsinghelper') ? 'platform.page_changed' : undefined;
      expect(read.error?.code).toBe(expected ?? quiet);
    });

    it('gives up every video id that is in it, in order', () => {
      const ids = read.items
        .filter((item) => item.kind !== 'playlist' && item.kind !== 'channel')
        .map((item) => item.id);
      const rawIds = raws.map((raw) => raw.id);
      const main = ids.length - rawIds.length;
      if (rawIds.length > 0) expect(ids.slice(Math.max(0, main))).toEqual(rawIds);
    });

    it('has titles, lengths and channels where the page has them', () => {
      const items = new Map(read.items.map((item) => [item.id, item]));
      for (const raw of raws) {
        const item = items.get(raw.id);
        if (raw.hasTitle) expect(item?.title, raw.id).not.toBe('');
        if (raw.durationText) expect(item?.durationSec, raw.id).toBe(toSeconds(raw.durationText));
        if (raw.channelId) expect(item?.author?.id, raw.id).toBe(raw.channelId);
      }
    });

    it('knows every renderer in it', () => expect(read.unknown).toEqual({}));

    it('is read without an error when parts of it are missing or of another kind', () => {
      for (const doc of docs) {
        for (const restore of mutate(doc, 40)) {
          const mutated = readDoc(doc as Record<string, unknown>, { url: null, browseId: null, token: null });
          expect(pageReadSchema.safeParse(mutated).error?.issues[0]).toBeUndefined();
          restore();
        }
      }
    });

    it('is valid, and holds no address of the one who asked', () => {
      expect(pageReadSchema.safeParse(read).error).toBeUndefined();
      expect(JSON.stringify(read)).not.toMatch(/initplayback|192\.0\.2\.1|[?&]ip=(?!0\.0\.0\.0)/);
    });
  });
});

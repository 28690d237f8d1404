import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCapturesFolder } from '../compare-shapes.ts';
import { askApi, askPage, findAll, readScriptData, silentClip } from './ask-site.ts';
import { createYoutubeSite } from './index.ts';

const folder = toCapturesFolder('youtube');
const hasCaptures = existsSync(folder);

/** What is compared, one object at a time: what a page is made of, without the page. */
const names = [
  'lockupViewModel',
  'shortsLockupViewModel',
  'videoRenderer',
  'playlistVideoRenderer',
  'gridVideoRenderer',
  'channelRenderer',
  'continuationItemRenderer',
  'continuationItemViewModel',
  'pageHeaderRenderer',
  'channelMetadataRenderer',
  'playlistMetadataRenderer',
  'microformatDataRenderer',
  'playlistSidebarRenderer',
  'videoPrimaryInfoRenderer',
  'videoSecondaryInfoRenderer',
  'engagementPanelSectionListRenderer',
  'playerMicroformatRenderer',
  'videoDetails',
  'streamingData',
  'captions',
  'commentThreadRenderer',
  'commentEntityPayload',
  'commentsHeaderRenderer',
  'responseContext',
];

/** Not in any capture, because no capture is of a logged-in list, or known from reports only. */
const uncaptured = [
  /playlistEditEndpoint|\.videoCommand/,
  /thumbnailBottomOverlayViewModel\.progressBar/,
  /watchEndpoint\.startTimeSeconds/,
  /signInEndpoint\.idamTag/,
  /actionsRows\[\]\.actions\[\]\.buttonViewModel/,
];

describe.skipIf(!hasCaptures)('the shapes of the stand-in', () => {
  it('have no key that the real ones do not have', async () => {
    const real = collectPaths(readCaptures(folder));
    const ours = collectPaths(await askEverything());
    const invented = names.flatMap((name) => {
      const known = real.get(name) ?? new Set();
      return [...(ours.get(name) ?? [])].filter((path) => !known.has(path)).map((path) => name + path);
    });
    expect(invented.filter((path) => !uncaptured.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(names.filter((name) => !ours.has(name))).toEqual([]);
  }, 60_000);
});

async function askEverything(): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const generation of ['classic', 'new'] as const) {
    const site = createYoutubeSite({ clips: [silentClip], generation });
    const truth = site.truth();
    const video = Object.values(truth.videos).find(
      ({ privacy, commentCount, captions }) =>
        privacy === 'public' && commentCount > 40 && captions.length > 0,
    );
    for (const tab of ['featured', 'videos', 'shorts', 'streams', 'playlists']) {
      const { text } = await askPage(site, `https://www.youtube.com/${truth.channel.handle}/${tab}`);
      answers.push(readScriptData(text, 'ytInitialData'));
    }
    const ask = async (call: string, body: Record<string, unknown>) =>
      (await askApi(site, call, { body })).json;
    const next = await ask('next', { videoId: video?.id });
    const comments = findAll(findAll(next.contents, 'itemSectionRenderer').at(-1), 'token')[0];
    answers.push(
      next,
      await ask('next', { continuation: comments }),
      await ask('browse', { browseId: `VL${Object.keys(truth.playlists)[0]}`, params: 'wgYCCAA=' }),
      await ask('player', { videoId: video?.id }),
      await ask('player', { videoId: video?.id, context: { client: { clientName: 'VISIONOS' } } }),
      await ask('search', { query: 'Harbour' }),
    );
  }
  return answers;
}

/** Every path of keys below each of the names, over all documents. */
function collectPaths(documents: readonly unknown[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const name of names) {
    const paths = new Set<string>();
    for (const object of documents.flatMap((document) => findAll(document, name)))
      addPaths(object, '', paths);
    if (paths.size > 0) found.set(name, paths);
  }
  return found;
}

function addPaths(value: unknown, path: string, paths: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) addPaths(item, `${path}[]`, paths);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      paths.add(`${path}.${key}`);
      addPaths(inner, `${path}.${key}`, paths);
    }
  }
}

function readCaptures(root: string): unknown[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(json|static)$/.test(name),
  );
  return files.flatMap((name) => readCapture(readFileSync(join(root, name), 'utf8')));
}

/** A recorded exchange, a bare JSON body, or a page with data in its scripts. */
function readCapture(text: string): unknown[] {
  if (!text.startsWith('{'))
    return ['ytInitialData', 'ytInitialPlayerResponse'].flatMap((name) => readAssigned(text, name));
  const json: { response?: { responseBody?: string } } = JSON.parse(text);
  const body = json.response?.responseBody;
  if (body === undefined) return [json];
  if (body.startsWith('{')) return [JSON.parse(body)];
  return readAssigned(body, 'ytInitialData');
}

function readAssigned(html: string, name: string): unknown[] {
  const match = new RegExp(`var ${name} = (\\{.*?\\});(?:</script>|var )`, 's').exec(html);
  return match ? [JSON.parse(match[1] ?? '')] : [];
}

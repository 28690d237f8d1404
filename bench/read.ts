/**
 * Reading recorded YouTube pages: the product's reader, JSON.parse alone (what reading can never be faster than), and
 * the parser of youtubei.js, over the same texts in the same run.
 */
import { createRequire } from 'node:module';
import { Log, Parser, YTNodes } from 'youtubei.js';
import { readPage } from '../extension/platforms/youtube/read-page.ts';
import { type Capture, findCaptures, readCaptures } from './captures.ts';
import { type Contender, readLoad, runRounds, type Timing } from './rounds.ts';

const aims = { ofParse: 1.15, ofPeer: 0.5 };

export const readBenchmark = {
  summary: 'recorded YouTube pages against JSON.parse and youtubei.js',
  run: async (args: string[]): Promise<void> => {
    const folder = findCaptures();
    if (!folder) throw new Error('There are no recorded pages; name their folder in STAR_EXPORT_CAPTURES.');
    const captures = readCaptures(folder, 'youtube');
    Log.setLevel(Log.Level.NONE);
    Parser.setParserErrorHandler(() => undefined);
    const rounds = Math.max(7, Number(args[0] ?? 15) || 15);
    const contenders: Contender<Capture>[] = [
      { name: 'JSON.parse', run: ({ body }) => void JSON.parse(body) },
      { name: 'Star Export', run: ({ body }) => void readOurs(body) },
      { name: 'youtubei.js', run: ({ body }) => void readPeer(body) },
    ];
    const timings = runRounds(contenders, { inputs: captures, rounds, warmups: 10 });
    print(captures, timings);
  },
};

function readOurs(body: string) {
  return readPage({ url: null, status: 200, body });
}

/** What a caller of youtubei.js gets from a response's text; null where its parser throws. */
function readPeer(body: string) {
  try {
    return Parser.parseResponse(JSON.parse(body));
  } catch {
    // It refuses answers that are errors, and bare list entries.
    return null;
  }
}

function findOurVideos(body: string): Set<string> {
  const items = readOurs(body).items.filter((item) => item.kind !== 'playlist' && item.kind !== 'channel');
  return new Set(items.map((item) => item.id));
}

type Parsed = NonNullable<ReturnType<typeof readPeer>>;
type Nodes = Map<string, object[]>;

/** Every video node in any of the maps that youtubei.js keeps of what it parsed. */
function findPeerVideos(body: string): Set<string> {
  const parsed = readPeer(body);
  const ids = new Set<string>();
  if (!parsed) return ids;
  for (const [key, value] of Object.entries(parsed) as [keyof Parsed, unknown][]) {
    if (!String(key).endsWith('_memo') || !(value instanceof Map)) continue;
    for (const node of [...(value as Nodes).values()].flat()) putPeerVideo(ids, node);
  }
  const { video_details: details } = parsed;
  if (details?.id) ids.add(details.id);
  return ids;
}

function putPeerVideo(ids: Set<string>, node: object): void {
  if (node instanceof YTNodes.LockupView) {
    if (node.content_type === 'VIDEO') ids.add(node.content_id);
  } else if (node instanceof YTNodes.ShortsLockupView) {
    const payload: unknown = node.on_tap_endpoint?.payload;
    const id =
      typeof payload === 'object' && payload !== null && 'videoId' in payload ? payload.videoId : null;
    if (typeof id === 'string') ids.add(id);
  } else if (
    node instanceof YTNodes.Video ||
    node instanceof YTNodes.GridVideo ||
    node instanceof YTNodes.CompactVideo
  ) {
    ids.add(node.video_id);
  } else if (node instanceof YTNodes.PlaylistVideo) ids.add(node.id);
}

function print(captures: readonly Capture[], timings: readonly Timing[]): void {
  const bytes = captures.reduce((sum, { body }) => sum + body.length, 0);
  const [parse, ours, peer] = timings;
  if (!parse || !ours || !peer) return;
  say(
    `${captures.length} documents, ${(bytes / 2 ** 20).toFixed(1)} MiB, ${parse.roundsMs.length} rounds, interleaved document by document`,
  );
  say(
    `Node ${process.versions.node}, youtubei.js ${readPeerVersion()}, load average ${readLoad().toFixed(2)}\n`,
  );
  say('                median ms   spread   steady ms   quiet ms   rounds (ms)');
  for (const { name, medianMs, spread, steadyMs, quietMs, roundsMs } of timings) {
    const cells = [
      name.padEnd(14),
      medianMs.toFixed(1).padStart(10),
      `${(spread * 100).toFixed(0)} %`.padStart(8),
    ];
    say(
      `${cells.join(' ')} ${steadyMs.toFixed(1).padStart(11)} ${quietMs.toFixed(1).padStart(10)}   ${roundsMs.map((ms) => ms.toFixed(0)).join(' ')}`,
    );
  }
  printVideos(captures);
  say('\nratio of                           medians   steady    quiet');
  printRatio('Star Export to JSON.parse', [ours, parse], aims.ofParse);
  printRatio('Star Export to youtubei.js', [ours, peer], aims.ofPeer);
  printRatio('youtubei.js to JSON.parse', [peer, parse], null);
}

function printRatio(label: string, [a, b]: [Timing, Timing], aim: number | null): void {
  const median = (a.medianMs / b.medianMs).toFixed(2).padStart(7);
  const steady = a.steadyMs / b.steadyMs;
  const quiet = (a.quietMs / b.quietMs).toFixed(2).padStart(8);
  const said = aim === null ? '' : `   aim: at most ${aim}: ${steady <= aim ? 'reached' : 'MISSED'}`;
  say(`  ${label.padEnd(32)} ${median} ${steady.toFixed(2).padStart(8)} ${quiet}${said}`);
}

function printVideos(captures: readonly Capture[]): void {
  let ourCount = 0;
  let peerCount = 0;
  const missed: string[] = [];
  for (const { name, body } of captures) {
    const ours = findOurVideos(body);
    const peers = findPeerVideos(body);
    ourCount += ours.size;
    peerCount += peers.size;
    for (const id of peers) if (!ours.has(id)) missed.push(`${id} in ${name}`);
  }
  say(`\ndifferent videos found, document by document: Star Export ${ourCount}, youtubei.js ${peerCount}`);
  say(`found by youtubei.js alone: ${missed.length}${missed.map((line) => `\n  ${line}`).join('')}`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function readPeerVersion(): string {
  const { version } = createRequire(import.meta.url)('youtubei.js/package.json') as { version: string };
  return version;
}

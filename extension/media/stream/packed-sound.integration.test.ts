/** HLS whose sound is packed AAC, without a container: only a tag before each segment tells when it comes (RFC 8216, 3.4). */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toDelays } from '../save/to-gaps.ts';
import { expectTogether, openPartStage, type PartStage, readMarks } from '../testing/film-parts.ts';
import { type MediaLab, openLab } from '../testing/lab.ts';
import type { FetchedStream } from './fetched-stream.ts';

const parts = [
  { name: 'film', sec: 4, beginSec: 700, size: '320x180' },
  { name: 'ad', sec: 2, beginSec: 20, size: '192x108' },
  { name: 'rest', sec: 4, beginSec: 95_442.2, size: '320x180' },
];
type SoundPart = (typeof parts)[number] & { without?: number };

const frameSec = 1024 / 48_000;
/** By how much ffmpeg's MPEG-TS begins later than it is told to. */
const leadSec = 1.4;
/** Times have 33 bits of 90,000 ticks a second. */
const wrap = 2n ** 33n;

/** The tag that players of Apple read the time of a segment from. */
function buildTag(sec: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Math.round(sec * 90_000)) % wrap);
  const body = Buffer.concat([Buffer.from('com.apple.streaming.transportStreamTimestamp\0'), time]);
  const frame = Buffer.concat([Buffer.from('PRIV'), Buffer.from([0, 0, 0, body.length, 0, 0]), body]);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, frame.length]), frame]);
}

/** The frames of a file in ADTS. */
function listFrames(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at + 7 <= bytes.length; ) {
    const length = ((bytes.readUInt8(at + 3) & 3) << 11) | (bytes.readUInt16BE(at + 4) >> 5);
    frames.push(bytes.subarray(at, at + length));
    at += length;
  }
  return frames;
}

let films: PartStage;
let lab: MediaLab;

/**
 * Two segments for each part; frames are not as long as seconds, so segments are cut where a frame ends. `without`: so many
 * frames at its beginning.
 */
async function packSound({ name, sec, beginSec, without = 0 }: SoundPart): Promise<void> {
  const beeps = `aevalsrc='0.8*sin(2*PI*1000*t)*between(mod(t,1),0.48,0.56)':s=48000:d=${sec}`;
  await films.make('-f', 'lavfi', '-i', beeps, '-c:a', 'aac', '-f', 'adts', `${name}.adts`);
  const all = listFrames(await readFile(join(films.work, `${name}.adts`)));
  const frames = all.slice(without);
  const perSegment = Math.ceil(2 / frameSec);
  const list = ['#EXTM3U', '#EXT-X-TARGETDURATION:3'];
  // The encoder begins with a frame of silence.
  const firstSec = beginSec + leadSec + (without - 1) * frameSec;
  for (let at = 0; at < frames.length; at += perSegment) {
    const segment = frames.slice(at, at + perSegment);
    const file = `packed-${name}-${at / perSegment}.aac`;
    await writeFile(join(films.work, file), Buffer.concat([buildTag(firstSec + at * frameSec), ...segment]));
    list.push(`#EXTINF:${(segment.length * frameSec).toFixed(5)},`, file);
  }
  await writeFile(join(films.work, `packed-${name}.m3u8`), [...list, '#EXT-X-ENDLIST\n'].join('\n'));
}

beforeAll(async () => {
  films = await openPartStage();
  lab = await openLab(films.work);
  for (const part of parts) {
    await films.makePart('mpegts', { ...part, name: `picture-${part.name}`, tracks: 'picture' });
    await packSound(part);
  }
  const late = { name: 'late', sec: 4, beginSec: 700, size: '320x180' };
  await films.makePart('mpegts', { ...late, name: 'picture-late', tracks: 'picture' });
  await packSound({ ...late, without: 14 });
}, 120_000);
afterAll(async () => {
  await lab?.close();
  await films?.stop();
});
beforeEach(async () => {
  await films.stage.reset();
  films.refuse(404);
});

/** Fetches a film of these parts. */
async function getFilm(...names: string[]): Promise<FetchedStream> {
  for (const kind of ['picture', 'packed'])
    await films.joinLists(
      kind,
      names.map((name) => `${kind}-${name}`),
    );
  const master = [
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Sound",DEFAULT=YES,URI="packed.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=90000,RESOLUTION=320x180,CODECS="avc1.42c00d,mp4a.40.2",AUDIO="a"',
    'picture.m3u8',
  ];
  await writeFile(join(films.work, 'whole.m3u8'), master.join('\n'));
  return films.getStream('/whole.m3u8');
}

/** Picture and sound put together as a download does it. */
async function joinTracks({ video, audio }: FetchedStream, tool: 'mediabunny' | 'ffmpeg'): Promise<string> {
  const delays = toDelays([video, audio].flatMap((one) => one ?? []));
  const inputs = [];
  for (const [place, track] of [video, audio].entries())
    inputs.push({
      name: basename(await films.takeOut(track?.path ?? '')),
      take: [place === 0 ? ('video' as const) : ('audio' as const)],
      delaySec: delays[place] ?? 0,
      hasClock: track?.hasClock === true,
    });
  const made = await lab.run('mux', { container: 'mp4', inputs, result: `${tool}.mp4`, tool });
  expect(made).not.toHaveProperty('error');
  return join(lab.results, `${tool}.mp4`);
}

describe.each(['mediabunny', 'ffmpeg'] as const)('packed sound (%s)', (tool) => {
  it('is whole beside its picture', async () => {
    const { flashes, beeps, warnings } = await readMarks(await joinTracks(await getFilm('film'), tool));
    expect(warnings).toBe('');
    expectTogether(flashes, beeps, 4);
  });

  it('begins later than its picture where its tag says so', async () => {
    const { flashes, beeps } = await readMarks(await joinTracks(await getFilm('late'), tool));
    expectTogether(flashes, beeps, 4);
  });

  it('stays beside its picture behind a segment that the server does not have', async () => {
    films.refuse(404, 'packed-film-1');
    const { flashes, beeps } = await readMarks(await joinTracks(await getFilm('film', 'rest'), tool));
    const heard = flashes.filter((_, place) => place < 2 || place >= 4);
    expectTogether(heard, beeps, 6);
  });

  it('goes on in time where the stream begins anew', async () => {
    const { flashes, beeps, warnings } = await readMarks(
      await joinTracks(await getFilm('film', 'ad', 'rest'), tool),
    );
    expect(warnings).toBe('');
    expectTogether(flashes, beeps, 10);
  });
});

/** Picture and sound apart, in parts and periods: what comes of both lies together in time. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toDelays } from '../save/to-gaps.ts';
import {
  expectTogether,
  openPartStage,
  type PartStage,
  type PartType,
  readMarks,
} from '../testing/film-parts.ts';
import { type MediaLab, openLab } from '../testing/lab.ts';
import type { FetchedStream } from './fetched-stream.ts';

let films: PartStage;
const types = ['mpegts', 'fmp4'] as const;
const parts = [
  { name: 'film', sec: 4, beginSec: 700, size: '320x180' },
  { name: 'ad', sec: 2, beginSec: 20, size: '192x108' },
  { name: 'rest', sec: 4, beginSec: 90, size: '320x180' },
];

beforeAll(async () => {
  films = await openPartStage();
  for (const type of types)
    for (const { name, ...part } of parts)
      for (const tracks of ['picture', 'sound'] as const)
        await films.makePart(type, { name: `${type}-${tracks}-${name}`, ...part, tracks });
}, 120_000);
afterAll(() => films?.stop());
beforeEach(async () => {
  await films.stage.reset();
  films.refuse(404);
  films.listAsked();
});

const listNames = (type: PartType, tracks: 'picture' | 'sound'): string[] =>
  parts.map(({ name }) => `${type}-${tracks}-${name}`);

/** A master playlist of picture and sound; `change` alters the text of the sound's. */
async function writeMaster(type: PartType, change: (text: string) => string): Promise<string> {
  for (const tracks of ['picture', 'sound'] as const)
    await films.joinLists(`${type}-${tracks}`, listNames(type, tracks));
  const sound = join(films.work, `${type}-sound.m3u8`);
  await writeFile(sound, change(await readFile(sound, 'utf8')));
  const master = [
    '#EXTM3U',
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Sound",DEFAULT=YES,URI="${type}-sound.m3u8"`,
    '#EXT-X-STREAM-INF:BANDWIDTH=90000,RESOLUTION=320x180,CODECS="avc1.42c00d,mp4a.40.2",AUDIO="a"',
    `${type}-picture.m3u8`,
  ];
  await writeFile(join(films.work, `${type}.m3u8`), master.join('\n'));
  return `/${type}.m3u8`;
}

/** Both tracks by their own times: nobody joins them here who could move one of them. */
async function expectFilm({ video, audio }: FetchedStream, count: number): Promise<void> {
  const seen = await readMarks(await films.takeOut(video?.path ?? ''));
  const heard = await readMarks(await films.takeOut(audio?.path ?? ''));
  expect([seen.warnings, heard.warnings]).toEqual(['', '']);
  expectTogether(seen.flashes, heard.beeps, count);
  const { flashes } = seen;
  expect(Math.abs((flashes.at(-1) ?? 0) - (flashes[0] ?? 0) - (count - 1))).toBeLessThan(0.25);
}

describe.each(types)('HLS with its sound apart (%s)', (type) => {
  it.each([
    ['as long', (text: string) => text],
    ['of other lengths', (text: string) => text.replaceAll(/#EXTINF:(\d)[^,]*/g, '#EXTINF:$1.25')],
    ['of whole seconds', (text: string) => text.replaceAll(/#EXTINF:\d[^,]*/g, '#EXTINF:3')],
  ])('begins anew in both with parts that its sound says are %s', async (_what, change) => {
    await expectFilm(await films.getStream(await writeMaster(type, change)), 10);
  });

  it('keeps together what comes of both after it was broken off', async () => {
    const path = await writeMaster(type, (text) => text);
    for (const name of [`${type}-sound-ad-0`, `${type}-picture-rest-1`]) {
      films.refuse(403, name);
      expect(await films.get(path)).toMatchObject({ error: { code: 'media.expired' } });
    }
    films.refuse(404);
    await expectFilm(await films.getStream(path), 10);
  });
});

it('sound without breaks goes on under a picture with some', async () => {
  await films.makePart('mpegts', { name: 'whole', sec: 10, beginSec: 700, tracks: 'sound' });
  const path = await writeMaster('mpegts', () => '');
  await writeFile(
    join(films.work, 'mpegts-sound.m3u8'),
    await readFile(join(films.work, 'whole.m3u8'), 'utf8'),
  );
  await expectFilm(await films.getStream(path), 10);
});

describe('sound of which the beginning is missing', () => {
  let lab: MediaLab;
  beforeAll(async () => {
    lab = await openLab(films.work);
  });
  afterAll(() => lab?.close());

  it.each(['mediabunny', 'ffmpeg'] as const)('stays with its picture (%s)', async (tool) => {
    const path = await writeMaster('fmp4', (text) => text);
    films.refuse(404, 'fmp4-sound-film-0');
    const { video, audio } = await films.getStream(path);
    const delays = toDelays([video, audio].flatMap((one) => one ?? []));
    const inputs = await Promise.all(
      (
        [
          ['video', video],
          ['audio', audio],
        ] as const
      ).map(async ([kind, track], place) => ({
        name: basename(await films.takeOut(track?.path ?? '')),
        take: [kind],
        delaySec: delays[place] ?? 0,
      })),
    );
    await lab.run('mux', { container: 'mp4', inputs, result: `${tool}.mp4`, tool });
    const { flashes, beeps } = await readMarks(join(lab.results, `${tool}.mp4`));
    expectTogether(flashes.slice(2), beeps, 8);
  });
});

/** A caption in the middle of the first second of each part, in the part's own time. */
async function writeCaptions(head: (beginSec: number) => string): Promise<string[]> {
  return Promise.all(
    parts.map(async ({ name, beginSec }) => {
      const text = `WEBVTT${head(beginSec)}\n\n00:00.500 --> 00:00.900\n${name}\n`;
      await writeFile(join(films.work, `${name}.vtt`), text);
      return `${name}.vtt`;
    }),
  );
}

/** When the captions come, in seconds. */
async function readCaptionTimes({ subtitles }: FetchedStream): Promise<number[]> {
  const text = await readFile(await films.takeOut(subtitles[0]?.path ?? ''), 'utf8');
  return [...text.matchAll(/(\d+)\.(\d{3}) -->/g)].map(([, sec, ms]) => Number(sec) + Number(ms) / 1000);
}

const expectedCaptions = [0.5, 4.5, 6.5].map((sec) => expect.closeTo(sec, 1));

it('captions that are bound to the clock of their part come with its picture', async () => {
  const path = await writeMaster('fmp4', (text) => text);
  const map = (beginSec: number): string =>
    `\nX-TIMESTAMP-MAP=MPEGTS:${beginSec * 90_000},LOCAL:00:00:00.000`;
  const files = await writeCaptions(map);
  const pieces = files.map((file, place) => `#EXTINF:${parts[place]?.sec},\n${file}`);
  const list = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n${pieces.join('\n#EXT-X-DISCONTINUITY\n')}\n#EXT-X-ENDLIST\n`;
  await writeFile(join(films.work, 'captions.m3u8'), list);
  const master = join(films.work, 'fmp4.m3u8');
  const media = '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="E",LANGUAGE="en",URI="captions.m3u8"';
  const text = (await readFile(master, 'utf8')).replace('AUDIO="a"\n', 'AUDIO="a",SUBTITLES="s"\n');
  await writeFile(master, text.replace('#EXTM3U', `#EXTM3U\n${media}`));
  expect(await readCaptionTimes(await films.getStream(path, ['en']))).toEqual(expectedCaptions);
});

const isoTime = (sec: number): string => `PT${sec}S`;

interface Described {
  name: string;
  sec: number;
  beginSec: number;
  id: string;
  size: string;
}

/** How a period names the segments of a track; times of the clock begin with the part's own. */
const namings = {
  number: (file: string) =>
    `<SegmentTemplate timescale="1000" duration="2000" startNumber="0" initialization="${file}.mp4" media="${file}-$Number$.m4s"/>`,
  'open timeline': (file: string, { beginSec }: Described) =>
    `<SegmentTemplate timescale="10" presentationTimeOffset="${beginSec * 10}" startNumber="0" initialization="${file}.mp4" media="${file}-$Number$.m4s"><SegmentTimeline><S t="${beginSec * 10}" d="20" r="-1"/></SegmentTimeline></SegmentTemplate>`,
  list: (file: string, { sec }: Described) =>
    `<SegmentList timescale="1" duration="2"><Initialization sourceURL="${file}.mp4"/>${Array.from(
      { length: sec / 2 },
      (_, n) => `<SegmentURL media="${file}-${n}.m4s"/>`,
    ).join('')}</SegmentList>`,
};

function describePeriod(part: Described, naming: (file: string, part: Described) => string): string {
  const { name, sec, id, size } = part;
  const [width, height] = size.split('x');
  return `<Period duration="${isoTime(sec)}">
  <AdaptationSet mimeType="video/mp4"><Representation id="v${id}" bandwidth="9000" width="${width}" height="${height}" codecs="avc1.42c00d">${naming(`fmp4-picture-${name}`, part)}</Representation>
  <Representation id="low" bandwidth="100" width="32" height="18" codecs="avc1.42c00d">${naming('none', part)}</Representation></AdaptationSet>
  <AdaptationSet mimeType="audio/mp4" lang="en"><Representation id="a${id}" bandwidth="900" codecs="mp4a.40.2">${naming(`fmp4-sound-${name}`, part)}</Representation></AdaptationSet></Period>`;
}

const toMpd = (periods: string): string =>
  `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT10S">${periods}</MPD>`;

/** The segments of a playlist as one file with an index behind its head; returns where that lies. */
async function writeIndexed(file: string, count: number): Promise<string> {
  const read = (name: string): Promise<Buffer> => readFile(join(films.work, name));
  const head = await read(`${file}.mp4`);
  const segments = await Promise.all(Array.from({ length: count }, (_, n) => read(`${file}-${n}.m4s`)));
  const index = Buffer.alloc(32 + count * 12);
  index.writeUInt32BE(index.length);
  index.write('sidx', 4, 'latin1');
  index.writeUInt32BE(1, 12);
  index.writeUInt32BE(1000, 16);
  index.writeUInt16BE(count, 30);
  for (const [place, { length }] of segments.entries()) {
    index.writeUInt32BE(length, 32 + place * 12);
    index.writeUInt32BE(2000, 36 + place * 12);
    index.writeUInt32BE(0x9000_0000, 40 + place * 12);
  }
  await writeFile(join(films.work, `${file}-whole.mp4`), Buffer.concat([head, index, ...segments]));
  return `${head.length}-${head.length + index.length - 1}`;
}

it('DASH whose length was rounded up lacks no piece that never was', async () => {
  const periods = parts.slice(0, 1).map((part) => describePeriod({ ...part, id: '0' }, namings.number));
  await writeFile(
    join(films.work, 'rounded.mpd'),
    toMpd(periods.join('').replace(isoTime(4), isoTime(4.05))),
  );
  const { video, audio } = await films.getStream('/rounded.mpd');
  expect([video?.missing, audio?.missing]).toEqual([[], []]);
  expect(films.listAsked()).toContain('/fmp4-picture-film-2.m4s');
});

describe('DASH in several periods', () => {
  it.each(Object.entries(namings))(
    'is one film, whatever its tracks are called (%s)',
    async (name, naming) => {
      const periods = parts.map((part, place) => describePeriod({ ...part, id: `${place}` }, naming));
      await writeFile(join(films.work, 'film.mpd'), toMpd(periods.join('')));
      const stream = await films.getStream('/film.mpd');
      expect([stream.video?.missing, stream.video?.breaks], name).toEqual([[], [4, 6]]);
      expect([stream.audio?.missing, stream.audio?.breaks], name).toEqual([[], [4, 6]]);
      await expectFilm(stream, 10);
    },
  );

  it('has files with an index in each', async () => {
    const periods: string[] = [];
    for (const [place, part] of parts.entries()) {
      const ranges = new Map<string, string>();
      for (const tracks of ['picture', 'sound']) {
        const file = `fmp4-${tracks}-${part.name}`;
        ranges.set(file, await writeIndexed(file, part.sec / 2));
      }
      const naming = (file: string): string =>
        `<BaseURL>${file}-whole.mp4</BaseURL><SegmentBase indexRange="${ranges.get(file) ?? '0-9'}"/>`;
      periods.push(describePeriod({ ...part, id: `${place}` }, naming));
    }
    await writeFile(join(films.work, 'indexed.mpd'), toMpd(periods.join('')));
    await expectFilm(await films.getStream('/indexed.mpd'), 10);
  });

  it('has captions in each, in the time of their period', async () => {
    const files = await writeCaptions(() => '');
    const periods = parts.map((part, place) => {
      const captions = `<AdaptationSet mimeType="text/vtt" lang="en"><Representation id="t${place}" bandwidth="1"><BaseURL>${files[place]}</BaseURL></Representation></AdaptationSet>`;
      return describePeriod({ ...part, id: `${place}` }, namings.number).replace(
        '</Period>',
        `${captions}</Period>`,
      );
    });
    await writeFile(join(films.work, 'captions.mpd'), toMpd(periods.join('')));
    expect(await readCaptionTimes(await films.getStream('/captions.mpd', ['en']))).toEqual(expectedCaptions);
  });

  it('goes on after a period that has no sound', async () => {
    const periods = parts.map((part, place) => {
      const period = describePeriod({ ...part, id: `${place}` }, namings.number);
      return part.name === 'ad'
        ? period.replace(/<AdaptationSet mimeType="audio.*?<\/AdaptationSet>/s, '')
        : period;
    });
    await writeFile(join(films.work, 'mute.mpd'), toMpd(periods.join('')));
    const { video, audio } = await films.getStream('/mute.mpd');
    const { flashes } = await readMarks(await films.takeOut(video?.path ?? ''));
    const { beeps } = await readMarks(await films.takeOut(audio?.path ?? ''));
    expectTogether(
      flashes.filter((_, place) => place < 4 || place > 5),
      beeps,
      8,
    );
  });

  it('is refused by name where a period has another codec', async () => {
    const codec = ['libx265', '-x265-params', 'log-level=none'];
    await films.makePart('fmp4', { name: 'fmp4-picture-hevc', sec: 2, codec, tracks: 'picture' });
    const [film, ad] = parts.map((part, place) =>
      describePeriod({ ...part, id: `${place}` }, namings.number),
    );
    await writeFile(
      join(films.work, 'codec.mpd'),
      toMpd(`${film}${ad?.replaceAll('fmp4-picture-ad', 'fmp4-picture-hevc')}`),
    );
    const message = 'At 0:04 the stream changes to another kind of picture';
    expect(await films.get('/codec.mpd')).toMatchObject({
      error: { code: 'media.parts_differ', message: expect.stringContaining(message) },
    });
  });
});

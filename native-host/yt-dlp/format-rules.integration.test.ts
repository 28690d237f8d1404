/** Our rule about formats against yt-dlp's own, over tables of every kind. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import {
  type AudioFormat,
  audioFormats,
  type Codec,
  type Container,
  codecs,
  containers,
  type Quality,
  qualities,
} from '../../shared/model/quality.ts';
import { buildFormatArguments, buildListSorting, pickFormats } from './format-rules.ts';
import { type ListedFormat, listedFormatSchema } from './format-table.ts';
import { predictContainer } from './presets.ts';

const { ytDlp } = await readTools();

interface Asked {
  quality: Quality;
  audioFormat: AudioFormat | null;
  codec: Codec | null;
  container: Container | null;
  maxBytes?: number;
  formats: unknown[];
}

interface Answered {
  ids: string[];
  ext: string | null;
  table: unknown[];
}

/** What yt-dlp takes, and the table as `info` would have it. */
function askYtDlp(cases: readonly Asked[]): { answer: Answered; table: ListedFormat[] }[] {
  const lines = cases.flatMap(({ formats, ...choice }) => [
    {
      args: buildFormatArguments({ maxBytes: null, ...choice, format: null }),
      formats,
    },
    { args: ['-S', buildListSorting(choice)], formats },
  ]);
  const script = new URL('__fixtures__/select-formats.py', import.meta.url).pathname;
  const answers: Answered[] = execFileSync(ytDlp.command, [script], {
    input: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    env: { PATH: process.env.PATH, ...ytDlp.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return cases.map((_, index) => ({
    answer: answers[index * 2] as Answered,
    table: (answers[index * 2 + 1]?.table ?? []).map((format) => listedFormatSchema.parse(format)),
  }));
}

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);

const pictures = ['avc1.4d401e', 'vp9', 'av01.0.00M.08', 'hev1.1.6', 'vp09.00', undefined];
const sounds = ['mp4a.40.2', 'opus', 'mp3', undefined];
/** Pictures alone, sound alone, both, neither. */
const tracksArbitrary = fc.oneof(
  fc.record({ vcodec: oneOf(...pictures), acodec: fc.constant('none') }),
  fc.record({ vcodec: fc.constant('none'), acodec: oneOf(...sounds) }),
  fc.record({ vcodec: oneOf(...pictures), acodec: oneOf(...sounds, 'none') }),
  fc.constant({ vcodec: 'none', acodec: 'none' }),
);

const formatArbitrary = fc
  .record(
    {
      ext: oneOf('mp4', 'webm', 'm4a', 'mp3', 'flv', 'mkv', 'opus'),
      protocol: oneOf('https', 'https', 'https', 'm3u8_native', 'http_dash_segments', 'rtmp'),
      tracks: tracksArbitrary,
      height: oneOf(144, 360, 480, 720, 1080, 2160, undefined),
      width: oneOf(256, 360, 640, 1280, 1920, 3840, undefined),
      fps: oneOf(25, 50, undefined),
      tbr: oneOf(50.5, 100, 900, 4000, undefined),
      filesize: oneOf(1000, 2000, 500_000, undefined),
      filesize_approx: oneOf(1500, 90_000, undefined),
      dynamic_range: oneOf('SDR', 'HDR10', undefined),
      preference: oneOf(undefined, undefined, -1, -10, 5, -2000),
      language: oneOf('en', 'de', undefined),
      has_drm: oneOf(undefined, undefined, undefined, undefined, true),
    },
    { requiredKeys: ['ext', 'protocol', 'tracks'] },
  )
  // What is undefined is not in the JSON that yt-dlp reads.
  .map(({ tracks, ...format }) => ({ ...format, ...tracks }));

const caseArbitrary = fc.record({
  quality: fc.constantFrom(...qualities),
  audioFormat: fc.constantFrom(null, ...audioFormats),
  codec: fc.constantFrom(null, ...codecs),
  container: fc.constantFrom(null, ...containers),
  formats: fc
    .array(formatArbitrary, { minLength: 1, maxLength: 12 })
    .map((formats) => formats.map((format, index) => ({ ...format, format_id: `f${index}` }))),
});

test('what is shown beforehand is what yt-dlp takes, whatever the table', () => {
  const cases = fc.sample(caseArbitrary, { numRuns: 600, seed: 20_261_121 });
  const taken = askYtDlp(cases);
  for (const [index, { answer, table }] of taken.entries()) {
    const { quality, audioFormat } = cases[index] as Asked;
    const picked = pickFormats(table, { quality, audioFormat });
    const why = `${quality} of ${JSON.stringify(table)}`;
    expect(
      picked.map(({ format_id }) => format_id),
      why,
    ).toEqual(answer.ids);
    const [picture, sound] = picked;
    if (picture && sound) expect(predictContainer(picture, sound), why).toBe(answer.ext);
  }
  // The cases are worth something only when many of them have an answer, one track or two.
  expect(taken.filter(({ answer }) => answer.ids.length === 1).length).toBeGreaterThan(100);
  expect(taken.filter(({ answer }) => answer.ids.length === 2).length).toBeGreaterThan(100);
});

test('where a limit is set, what is taken stays within it as far as sizes are said', () => {
  const maxBytes = 1800;
  const cases = fc
    .sample(caseArbitrary, { numRuns: 200, seed: 20_261_122 })
    .map((one) => ({ ...one, maxBytes }));
  const taken = askYtDlp(cases);
  const sizes = taken.map(({ answer, table }) =>
    answer.ids.map((id) => {
      const format = table.find(({ format_id }) => format_id === id);
      return format?.filesize ?? format?.filesize_approx ?? 0;
    }),
  );
  for (const tracks of sizes)
    expect(tracks.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(maxBytes);
  expect(
    sizes.filter((tracks) => tracks.length === 2 && tracks.some((bytes) => bytes > 0)).length,
  ).toBeGreaterThan(3);
  expect(sizes.filter((tracks) => tracks.length === 0).length).toBeGreaterThan(5);
});

import { expect, it } from 'vitest';
import type { AppError } from '../../../shared/app-error.ts';
import type { MatchedTrack } from './mp4-heads.ts';
import { fitSegment } from './mp4-parameters.ts';

const toBytes = (...words: number[]): number[] =>
  words.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
const box = (type: string, body: readonly number[]): number[] => [
  ...toBytes(body.length + 8),
  ...new TextEncoder().encode(type),
  ...body,
];

const parameters = Uint8Array.of(0, 0, 0, 1, 7);
const plain = { id: 1, kind: 'vide', timescale: 1000, editSec: 0, type: 'avc1', config: new Uint8Array() };
const defaults = [40, 0, 0];
const track: MatchedTrack = { ...plain, defaults, first: { ...plain, defaults }, parameters };

/** Pictures of six bytes; the mark of one at which a decoder can begin is 0. */
const pictures = [5, 6, 5].map((kind) => [...toBytes(2), kind, kind]);
const later = 0x10000;

/** A fragment of two runs: two pictures in the first, and one in the second, at which a decoder can begin. */
function buildSegment({ saysBytes, saysPlace }: { saysBytes: boolean; saysPlace: boolean }): Uint8Array {
  const sample = (mark: number): number[] => [...(saysBytes ? toBytes(6) : []), ...toBytes(mark)];
  const flags = 1024 + (saysBytes ? 512 : 0);
  const build = (mdatAt: number): number[] => {
    const first = toBytes(flags + (saysPlace ? 1 : 0), 2, ...(saysPlace ? [mdatAt] : []));
    return box('moof', [
      ...box('traf', [
        ...box('tfhd', toBytes(0x20000, 1)),
        ...box('tfdt', toBytes(0x1000000, 0, 0)),
        ...box('trun', [...first, ...sample(0), ...sample(later)]),
        ...box('trun', [...toBytes(flags, 1), ...sample(0)]),
      ]),
    ]);
  };
  return Uint8Array.from([...build(build(0).length + 8), ...box('mdat', pictures.flat())]);
}

const tracks = new Map([[1, track]]);

it('puts parameters before a picture of a run that begins where the last one ended', () => {
  const fitted = fitSegment(buildSegment({ saysBytes: true, saysPlace: true }), tracks);
  const [first = [], second = [], third = []] = pictures;
  const film = [...parameters, ...first, ...second, ...parameters, ...third];
  expect([...fitted.subarray(-film.length)]).toEqual(film);
});

it.each([
  ['how long its pictures are', { saysBytes: false, saysPlace: true }],
  ['where its pictures lie', { saysBytes: true, saysPlace: false }],
])('refuses a fragment that does not say %s', (_what, says) => {
  const refused = expect.objectContaining({ code: 'media.unsupported' } satisfies Partial<AppError>);
  expect(() => fitSegment(buildSegment(says), tracks)).toThrow(refused);
});

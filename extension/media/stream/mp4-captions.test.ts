import { expect, it } from 'vitest';
import { cue, headOf, pieceOf, silence, textBox } from '../testing/caption-files.ts';
import { joinMp4Captions } from './mp4-captions.ts';

const head = headOf('wvtt', textBox('vttC', 'WEBVTT\n\nSTYLE\n::cue { color: lime }'));

const join = (...pieces: [bytes: Uint8Array, startSec: number, run?: number][]) =>
  joinMp4Captions(pieces.map(([bytes, startSec, run = 0]) => ({ init: head, bytes, startSec, run })));

it('cues come when they are shown, with their settings, beside each other, and with the styles of the track', () => {
  const both = Buffer.concat([cue('<i>Left</i>', textBox('sttg', 'align:left')), cue('Two\nlines')]);
  expect(join([pieceOf(0, [500, silence], [1000, both], [500, silence]), 0])).toBe(
    [
      'WEBVTT',
      'STYLE\n::cue { color: lime }',
      '00:00:00.500 --> 00:00:01.500 align:left\n<i>Left</i>',
      '00:00:00.500 --> 00:00:01.500\nTwo\nlines\n',
    ].join('\n\n'),
  );
});

it('a cue that goes on over the end of a piece is one; said again later it is another', () => {
  const joined = join(
    [pieceOf(0, [1000, silence], [1000, cue('One')]), 0],
    [pieceOf(2000, [500, cue('One')], [1000, silence], [500, cue('One')]), 2],
  );
  expect(joined?.match(/\S+ --> \S+/g)).toEqual([
    '00:00:01.000 --> 00:00:02.500',
    '00:00:03.500 --> 00:00:04.000',
  ]);
});

it('each part of a stream is placed by the playlist, whatever its clock says, and pieces with nothing in them say nothing', () => {
  const joined = join(
    [new Uint8Array(), 0],
    [pieceOf(90_000, [1000, cue('One')]), 2],
    [pieceOf(92_000, [1000, cue('Two')]), 4.1],
    [pieceOf(0, [1000, cue('Three')]), 6, 1],
  );
  expect(joined?.match(/\S+ -->|One|Two|Three/g)).toEqual([
    ...['00:00:02.000 -->', 'One', '00:00:04.000 -->', 'Two', '00:00:06.000 -->', 'Three'],
  ]);
});

it('a text that looks like the head of a cue is none', () => {
  const joined = join([pieceOf(0, [1000, cue('One\r\n\r\n00:01.000 --> 00:02.000\nTwo')]), 0]);
  expect(joined?.match(/-->/g)).toHaveLength(1);
  expect(joined).toContain('One\n00:01.000 --&gt; 00:02.000\nTwo\n');
});

it('captions of another kind are not read', () => {
  const bytes = pieceOf(0, [1000, Buffer.from('<tt/>')]);
  expect(joinMp4Captions([{ init: headOf('stpp'), bytes, startSec: 0, run: 0 }])).toBeNull();
  expect(joinMp4Captions([{ init: bytes, bytes, startSec: 0, run: 0 }])).toBeNull();
});

it('captions in one film without fragments are not read, and not taken for none', () => {
  expect(joinMp4Captions([{ init: head, bytes: head, startSec: null, run: 0 }])).toBeNull();
});

it('boxes that are shorter than they say are found out', () => {
  const broken = Buffer.from(pieceOf(0, [1000, cue('One')]));
  const at = broken.indexOf('trun');
  broken.writeUInt32BE(2 ** 30, at + 8);
  expect(() => join([broken, 0])).toThrow();
});

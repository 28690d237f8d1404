import { describe, expect, test } from 'vitest';
import { parseNames } from './abilities.ts';
import { buildPictureArguments, parseEntropy, toPictureSize } from './picture-arguments.ts';
import { parseCanvasSize } from './picture-size.ts';

const abilities = {
  encoders: new Set(['mjpeg', 'png', 'libwebp', 'libwebp_anim', 'gif']),
  filters: new Set<string>(),
};
const sheet = { kind: 'sheet', columns: 3, rows: 2, width: 160, format: 'jpg' } as const;

test('a sheet is as large as its pictures and the gaps around them', () => {
  expect(toPictureSize(sheet, { width: 160, height: 90 })).toEqual({ width: 496, height: 192 });
});

test('pictures are read from the folder for work alone, by numbers that no name of the user is in', () => {
  const line = buildPictureArguments(sheet, '/w/100%d.jpg', abilities).join(' ');
  expect(line).toContain('-protocol_whitelist file,pipe -format_whitelist image2 -f image2');
  expect(line).toContain('-i file:%06d.png');
  // Without -update the sign in the name would stand for a number.
  expect(line).toMatch(/-update 1 file:\/w\/100%d\.jpg$/);
});

test.each([
  [{ kind: 'frame', atSec: null, width: null, format: 'webp' }, '-c:v libwebp '],
  [{ kind: 'animation', pieces: 2, pieceSec: 1, fps: 8, width: 160, format: 'webp' }, '-c:v libwebp_anim '],
  [{ kind: 'animation', pieces: 2, pieceSec: 1, fps: 8, width: 160, format: 'gif' }, 'palettegen'],
] as const)('%j is written with its encoder', (picture, expected) => {
  expect(buildPictureArguments(picture, '/w/d', abilities).join(' ')).toContain(expected);
  const bare = { encoders: new Set<string>(), filters: new Set<string>() };
  expect(() => buildPictureArguments(picture, '/w/d', bare)).toThrow(
    expect.objectContaining({ code: 'ffmpeg.no_encoder' }),
  );
});

test('of what ffmpeg tells about a picture one number counts', () => {
  const lines = [
    'frame:0    pts:0       pts_time:0',
    'lavfi.entropy.entropy.normal.G=4.038394',
    'lavfi.entropy.normalized_entropy.normal.R=0.453692',
    'lavfi.entropy.normalized_entropy.normal.G=0.504799',
  ];
  expect(lines.map(parseEntropy)).toEqual([null, null, null, 0.504799]);
});

describe('the size of moving pictures', () => {
  test.each([
    ['a GIF', '474946383961a0005a00f70000', { width: 160, height: 90 }],
    [
      'an animated WebP',
      '52494646760f00005745425056503858 0a000000120000009f0000590000',
      { width: 160, height: 90 },
    ],
    ['a plain WebP', '524946462c0000005745425056503820 200000003001009d012a10001000', null],
    ['a file that is cut off', '4749463839', null],
    ['nothing', '', null],
  ])('of %s', (_name, hex, expected) => {
    expect(parseCanvasSize(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual(expected);
  });
});

test('names of encoders and filters are read from what ffmpeg lists', () => {
  const encoders = parseNames(
    ' V..... = Video\n ------\n V....D libx264              libx264 H.264 / AVC\n A....D aac                  AAC\n',
  );
  expect([...encoders]).toEqual(['libx264', 'aac']);
  const filters = parseNames(
    ' ... zscale            V->V       Apply resizing\n TSC tile              V->V       Tile\n',
  );
  expect([...filters]).toEqual(['zscale', 'tile']);
});

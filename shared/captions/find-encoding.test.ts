import { expect, it } from 'vitest';
import { findEncoding } from './find-encoding.ts';

const text = '1\n00:00:01,000 --> 00:00:02,000\nGrüße, café – “so” 😀\n';
const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
const wide = Buffer.from(text, 'utf16le');

it.each([
  ['UTF-8', bytesOf(text), text],
  ['UTF-8 with its mark', bytesOf([0xef, 0xbb, 0xbf], text), text],
  ['UTF-8 with a byte that is damaged', bytesOf(text, [0xff], 'so'), `${text}\u{fffd}so`],
  ['UTF-8 that is cut in a sign', bytesOf(text, [0xf0, 0x9f, 0x98]), `${text}\u{fffd}`],
  ['UTF-16', bytesOf([0xff, 0xfe], [...wide]), text],
  ['UTF-16 the other way round', bytesOf([0xfe, 0xff], [...Buffer.from(wide).swap16()]), text],
  ['the signs of Windows', bytesOf('Gr', [0xfc, 0xdf], 'e ', [0x96], ' ', [0x93]), 'Grüße – “'],
  [
    'the signs of Windows, a pair of which could be one of UTF-8',
    bytesOf([0xc4, 0xb0], ' ', [0xe4], ' ', [0xf6]),
    'Ä° ä ö',
  ],
  ['nothing', new Uint8Array(), ''],
])('captions in %s are read', (_name, bytes, found) => {
  expect(new TextDecoder(findEncoding(bytes)).decode(bytes)).toBe(found);
});

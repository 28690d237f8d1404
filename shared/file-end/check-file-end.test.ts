import { describe, expect, it } from 'vitest';
import { checkFileEnd } from './check-file-end.ts';
import { maxPieces } from './whole-file.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const big = (value: number): Buffer =>
  latin(String.fromCharCode(...[24, 16, 8, 0].map((bits) => (value >>> bits) & 255)));
const little = (value: number): Buffer => Buffer.from(big(value)).reverse();
const join = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin(part) : part)));
const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);

/** What is said of a file; null when it is taken. */
async function judge(content: Buffer): Promise<{ said: string | null; reads: number }> {
  let reads = 0;
  const read = (at: number, length: number): Uint8Array => {
    reads += 1;
    return content.subarray(at, at + length);
  };
  const said = await checkFileEnd({ bytes: content.length, read }).then(
    () => null,
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );
  return { said, reads };
}
const sayOf = async (content: Buffer): Promise<string | null> => (await judge(content)).said;
const cut = /^media\.damaged: .* ends before it says/;
const unplayable = /^media\.damaged: .* nothing can play it/;

const box = (type: string, body: Buffer | string = ''): Buffer => join(big(8 + body.length), type, body);
const longBox = (type: string, body: Buffer): Buffer =>
  join(big(1), type, big(0), big(16 + body.length), body);
const openBox = (type: string, body: Buffer): Buffer => join(big(0), type, body);
const start = box('ftyp', 'isom\0\0\x02\0');
const fragment = join(box('moof', zeros(20)), box('mdat', zeros(80)));

function box64Index(sizes: readonly number[]): Buffer {
  const references = sizes.map((size) => join(big(size), zeros(8)));
  return box('sidx', join('\x01\0\0\0', zeros(24), '\0\0', big(sizes.length).subarray(2), ...references));
}
function index(sizes: readonly number[]): Buffer {
  const references = sizes.map((size) => join(big(size), zeros(8)));
  return box('sidx', join(zeros(20), '\0\0', big(sizes.length).subarray(2), ...references));
}
const fragmented = (count: number, sidx: Buffer = zeros(0)): Buffer =>
  join(start, box('moov', zeros(50)), sidx, ...Array.from({ length: count }, () => fragment));
const sizesOf = (count: number): number[] => Array.from({ length: count }, () => fragment.length);

describe('MP4', () => {
  const film = join(start, box('moov', zeros(50)), box('mdat', zeros(400)));
  const late = join(start, box('wide'), longBox('mdat', zeros(400)), box('moov', zeros(50)));

  it.each([
    ['a film', film],
    ['one whose index comes last', late],
    ['one whose media go on to the end', join(start, box('moov'), openBox('mdat', zeros(99)))],
    ['one with a few bytes behind it', join(film, zeros(5))],
    ['one with what another program has written behind it', join(film, 'TAG', zeros(125), 'no box at all')],
    ['one with room behind it that was left away', join(film, box('free', zeros(99)).subarray(0, 20))],
    ['fragments', fragmented(9)],
    ['fragments with an index', fragmented(9, index(sizesOf(9)))],
    ['fragments with an index of long times', fragmented(9, box64Index(sizesOf(9)))],
    [
      'fragments with an index of which a part is gone, and all of each that is there',
      fragmented(9, index(sizesOf(10))),
    ],
    [
      'fragments after which the list of them comes',
      join(fragmented(9, index(sizesOf(9))), box('mfra', zeros(30))),
    ],
    ['a picture', join(box('ftyp', 'avif\0\0\0\0'), box('meta', zeros(30)), box('mdat', zeros(99)))],
  ])('%s is whole', async (_, content) => {
    expect(await sayOf(content)).toBeNull();
  });

  it.each([
    ['a film', film.subarray(0, -50)],
    ['a film without its last byte', film.subarray(0, -1)],
    ['one whose index comes last', late.subarray(0, -10)],
    ['one whose index came last, in its media', late.subarray(0, -100)],
    ['fragments', fragmented(9).subarray(0, -30)],
    ['fragments with an index', fragmented(9, index(sizesOf(9))).subarray(0, -30)],
    [
      'a picture',
      join(box('ftyp', 'avif\0\0\0\0'), box('meta', zeros(30)), box('mdat', zeros(99)).subarray(0, 60)),
    ],
  ])('%s that is cut is refused', async (_, content) => {
    expect(await sayOf(content)).toMatch(cut);
  });

  it.each([
    ['its index', join(start, box('mdat', zeros(400)))],
    ['its index, and with bytes that are no box', join(start, box('mdat', zeros(400)), 'some other bytes')],
    ['anything but its head', start],
  ])('a film without %s is refused', async (_, content) => {
    expect(await sayOf(content)).toMatch(unplayable);
  });

  it('thousands of fragments cost a few reads where an index names them, and are believed after some hundred without', async () => {
    const count = 4000;
    const whole = fragmented(count, index(sizesOf(count)));
    const { said, reads } = await judge(whole);
    expect(said).toBeNull();
    expect(reads).toBeLessThan(10);
    const cutAfterIndex = await judge(whole.subarray(0, -30));
    expect(cutAfterIndex.said).toMatch(cut);
    const unknown = await judge(fragmented(count).subarray(0, -30));
    expect(unknown.said).toBeNull();
    expect(Math.max(cutAfterIndex.reads, unknown.reads)).toBeLessThan(maxPieces + 10);
  });
});

describe('WebM and Matroska', () => {
  const head = join('\x1a\x45\xdf\xa3\x88', '\x42\x82\x85webm\0');
  const segment = latin('\x18\x53\x80\x67');
  const cluster = join('\x1f\x43\xb6\x75\x40\x64', zeros(100));
  const openCluster = join(
    '\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff',
    '\xe7\x81\0',
    '\xa3\xc0',
    zeros(64),
  );
  const known = join(head, segment, '\x40', String.fromCharCode(2 * cluster.length), cluster, cluster);
  const open = join(head, segment, '\x01\xff\xff\xff\xff\xff\xff\xff', cluster, cluster);
  const recorded = join(head, segment, '\xff', openCluster, openCluster);

  it.each([
    ['of a known length', known],
    ['with bytes behind it', join(known, 'others')],
    ['of an open length', open],
    ['as a browser records it', recorded],
  ])('a film %s is whole', async (_, content) => {
    expect(await sayOf(content)).toBeNull();
  });

  it.each([
    ['of a known length', known],
    ['of an open length', open],
    ['as a browser records it', recorded],
  ])('a film %s that is cut is refused', async (_, content) => {
    expect(await sayOf(content.subarray(0, -40))).toMatch(cut);
  });
});

describe('sounds and pictures', () => {
  const wav = join('RIFF', little(436), 'WAVEfmt ', zeros(428));
  const streamed = (stated: number): Buffer => join('RIFF', little(stated), 'WAVEfmt ', zeros(99));
  const page = (length: number): Buffer =>
    join('OggS\0', zeros(21), '\x02', String.fromCharCode(255, length - 255), zeros(length));
  const chunk = (type: string, length: number): Buffer => join(big(length), type, zeros(length + 4));
  const png = join('\x89PNG\r\n\x1a\n', chunk('IHDR', 13), chunk('IDAT', 500), chunk('IEND', 0));
  const scan = Buffer.from(
    Array.from({ length: 600 }, (_, at) => (at % 40 === 0 ? 0xff : at % 40 === 1 ? 0 : 7)),
  );
  const jpeg = join('\xff\xd8\xff\xe0', zeros(40), '\xff\xda', scan, '\xff\xd9');

  it.each([
    ['WAV', wav],
    ['WAV that was written before its end was known', streamed(0)],
    ['WAV that says that it goes on for ever', streamed(0xffff_ffff)],
    ['WAV that says that it goes on for half as long', streamed(0x7fff_ffff + 36)],
    ['WAV that counts its head too', join('RIFF', little(444), 'WAVEfmt ', zeros(428))],
    ['WebP', join('RIFF', little(104), 'WEBPVP8 ', zeros(96))],
    ['Ogg', join(page(300), page(400))],
    ['Ogg with bytes behind it', join(page(300), page(400), 'others')],
    ['PNG', png],
    ['PNG with bytes behind it', join(png, 'PK\x03\x04', zeros(900))],
    ['JPEG', jpeg],
    ['JPEG with a film behind it', join(jpeg, box('ftyp', 'mp42'), zeros(9000))],
    ['JPEG of a few bytes', latin('\xff\xd8\xff\xe0 and no more')],
    ['text', latin('WEBVTT\n\n')],
    ['MP3', join('ID3', zeros(500))],
    ['empty file', zeros(0)],
  ])('a %s is taken', async (_, content) => {
    expect(await sayOf(content)).toBeNull();
  });

  it.each([
    ['WAV', wav.subarray(0, -60)],
    ['WebP', join('RIFF', little(104), 'WEBPVP8 ', zeros(40))],
    ['Ogg', join(page(300), page(400)).subarray(0, -40)],
    ['PNG', png.subarray(0, -40)],
    ['PNG without its last chunk', png.subarray(0, -12)],
    ['JPEG', jpeg.subarray(0, -100)],
  ])('a %s that is cut is refused', async (_, content) => {
    expect(await sayOf(content)).toMatch(cut);
  });
});

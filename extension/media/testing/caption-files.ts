/** Captions in fragments of MP4, as small as they can be. */
import { box } from './tiny-files.ts';

const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [place, number] of numbers.entries()) bytes.writeUInt32BE(number, place * 4);
  return bytes;
};
/** A box with a text in it. */
export const textBox = (type: string, content: string): Buffer => box(type, Buffer.from(content));

/** The head of a track of captions, in thousandths of a second. */
export const headOf = (type: string, ...inEntry: Buffer[]): Uint8Array =>
  box(
    'moov',
    box('mvhd', words(0, 0, 0, 1000)),
    box(
      'trak',
      box('tkhd', words(0, 0, 0, 1)),
      box(
        'mdia',
        box('mdhd', words(0, 0, 0, 1000)),
        box('hdlr', words(0, 0), Buffer.from('text')),
        box('minf', box('stbl', box('stsd', words(0, 1), box(type, Buffer.alloc(8), ...inEntry)))),
      ),
    ),
    box('mvex', box('trex', words(0, 1, 1, 0, 0, 0))),
  );
/** A piece of samples, each so many thousandths long. */
export function pieceOf(beginMs: number, ...samples: [number, Buffer][]): Uint8Array {
  const listed = samples.flatMap(([lengthMs, sample]) => [lengthMs, sample.length]);
  const moof = (dataAt: number): Buffer =>
    box(
      'moof',
      box(
        'traf',
        box('tfhd', words(0x20000, 1)),
        box('tfdt', words(0, beginMs)),
        box('trun', words(0x301, samples.length, dataAt, ...listed)),
      ),
    );
  const data = box('mdat', ...samples.map(([, sample]) => sample));
  return Buffer.concat([moof(moof(0).length + 8), data]);
}
/** Nothing is shown. */
export const silence = box('vtte');
/** A cue of WebVTT. */
export const cue = (payload: string, ...more: Buffer[]): Buffer =>
  box('vttc', ...more, textBox('payl', payload));

import { expect, it } from 'vitest';
import { readAc3Frame } from './ac3.ts';

const read = (...head: number[]) => readAc3Frame(new Uint8Array([0x0b, 0x77, ...head]), 0);

it.each([
  ['32 kbit/s at 48,000', 0x00, { bytes: 128, sec: 0.032 }],
  ['640 kbit/s at 48,000', 0x25, { bytes: 2560, sec: 0.032 }],
  ['448 kbit/s at 44,100', 0x5e, { bytes: 1950, sec: 1536 / 44_100 }],
  ['the same with a word more', 0x5f, { bytes: 1952, sec: 1536 / 44_100 }],
  ['384 kbit/s at 32,000', 0x9c, { bytes: 2304, sec: 0.048 }],
])('a frame of AC-3 (%s) says how long it is', (_name, rates, frame) => {
  expect(read(0, 0, rates, 0x40)).toEqual({ ...frame, isEnhanced: false });
});

it.each([
  ['of six blocks', [0x02, 0xff, 0x34, 0x86], { bytes: 1536, sec: 0.032 }],
  ['of one block', [0x00, 0x3f, 0x04, 0x86], { bytes: 128, sec: 256 / 48_000 }],
  ['at half the rate', [0x00, 0x3f, 0xd4, 0x86], { bytes: 128, sec: 1536 / 22_050 }],
  ['with more channels of the one before', [0x40, 0x3f, 0x34, 0x86], { bytes: 128, sec: 0 }],
])('a frame of E-AC-3 %s says how long it is', (_name, head, frame) => {
  expect(read(...head)).toEqual({ ...frame, isEnhanced: true });
});

it.each([
  ['of no known rate', [0, 0, 0xc0, 0x40]],
  ['of no known size', [0, 0, 0x26, 0x40]],
  ['of E-AC-3 of no known rate', [0, 63, 0xf4, 0x86]],
  ['that is cut', [0, 0, 0]],
])('none begins with one %s', (_name, head) => {
  expect(read(...head)).toBeNull();
});

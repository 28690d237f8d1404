import { describe, expect, it } from 'vitest';
import { readCues } from './captions.ts';

describe('readCues', () => {
  it('reads WebVTT with notes, settings and karaoke marks, and SRT', () => {
    const vtt =
      'WEBVTT\nKind: captions\n\nNOTE hi\n\n00:01.500 --> 00:02.000 align:start position:0%\nso<00:01.700><c> far</c>\n';
    const srt = '1\r\n01:00:00,000 --> 01:00:01,250\r\ntwo\r\nlines\r\n\r\n2\r\nnonsense\r\n';
    expect([...readCues(vtt), ...readCues(srt)]).toEqual([
      { startSec: 1.5, endSec: 2, text: 'so far' },
      { startSec: 3600, endSec: 3601.25, text: 'two\nlines' },
    ]);
  });

  it('is through in a moment with a line of nothing but digits', () => {
    expect(readCues(`WEBVTT\n\n${'1'.repeat(1_000_000)}\n\n00:01.000 --> 00:02.000\nhi`)).toEqual([
      { startSec: 1, endSec: 2, text: 'hi' },
    ]);
  });

  it('is through in a moment with marks that have no end', () => {
    const marks = '<c'.repeat(500_000);
    expect(readCues(`00:01.000 --> 00:02.000\n${marks}`)).toEqual([{ startSec: 1, endSec: 2, text: marks }]);
  });
});

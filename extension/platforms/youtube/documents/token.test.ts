import { describe, expect, it } from 'vitest';
import { readTokenTab, readTokenVideoId } from './token.ts';

/** A field of a protocol buffer that holds bytes. */
function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

const toToken = (bytes: Buffer) => encodeURIComponent(bytes.toString('base64url'));

function tabToken(tab: number): string {
  const inner = field(110, field(3, field(tab, Buffer.from('where it goes on'))));
  const id = field(2, Buffer.from('UCaaaaaaaaaaaaaaaaaaaaaa'));
  return toToken(field(80_226_972, Buffer.concat([id, field(3, Buffer.from(toToken(inner)))])));
}

describe('a continuation token', () => {
  it.each([
    [15, 'channel_videos'],
    [10, 'channel_shorts'],
    [14, 'channel_live'],
    [99, null],
  ])('with field %i continues %s', (tab, kind) => expect(readTokenTab(tabToken(tab))).toBe(kind));

  it('for comments names the video', () => {
    const token = toToken(
      Buffer.concat([field(2, field(2, Buffer.from('xaQJbozY_Is'))), Buffer.from([0x18, 6])]),
    );
    expect(readTokenVideoId(token)).toBe('xaQJbozY_Is');
  });

  it.each(['', 'opaque', '%%%', 'AAAA', 'Eg0SC3hh', '////////////'])(
    'that is "%s" tells nothing',
    (token) => {
      expect(readTokenTab(token)).toBeNull();
      expect(readTokenVideoId(token)).toBeNull();
    },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxFrameBytes } from '../../shared/protocol/envelope.ts';
import { buildFrame, createFrameReader, parseFrame } from './framing.ts';

const header = (length: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
};

describe('reading frames', () => {
  test('finds the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (values, sizes) => {
          const stream = Buffer.concat(values.map((value) => buildFrame(value)));
          const reader = createFrameReader();
          const found: unknown[] = [];
          let offset = 0;
          for (const size of sizes) {
            if (offset >= stream.length) break;
            found.push(...reader.push(stream.subarray(offset, offset + size)).map(parseFrame));
            offset += size;
          }
          expect(JSON.stringify(found)).toBe(JSON.stringify(values));
          expect(reader.isInsideFrame()).toBe(false);
        },
      ),
    );
  });

  test('finds a thousand frames in one chunk', () => {
    const stream = Buffer.concat(Array.from({ length: 1000 }, (_, index) => buildFrame({ index })));
    expect(createFrameReader().push(stream)).toHaveLength(1000);
  });

  test.each([0, maxFrameBytes + 1, 2 ** 31, 2 ** 32 - 1])('refuses a length of %d at once', (length) => {
    expect(() => createFrameReader().push(header(length))).toThrow(/refused/);
  });

  test('takes a frame of exactly the limit', () => {
    const body = Buffer.alloc(maxFrameBytes, 0x20);
    body[0] = 0x31;
    const [frame] = createFrameReader().push(Buffer.concat([header(maxFrameBytes), body]));
    expect(frame && parseFrame(frame)).toBe(1);
  });

  test('knows that it is inside a frame after three bytes of header', () => {
    const reader = createFrameReader();
    expect(reader.push(header(5).subarray(0, 3))).toEqual([]);
    expect(reader.isInsideFrame()).toBe(true);
  });

  test('random bytes give frames or an error, never a hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const reader = createFrameReader();
        try {
          for (const frame of reader.push(Buffer.from(bytes))) {
            expect(frame.length).toBeGreaterThan(0);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'input.invalid' });
        }
      }),
    );
  });
});

describe('parsing a frame', () => {
  test.each([
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['NaN', Buffer.from('{"id":NaN}')],
    ['half an object', Buffer.from('{"id":')],
  ])('refuses %s', (_name, body) => {
    expect(() => parseFrame(body)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  test('survives JSON that is nested very deeply', () => {
    const deep = Buffer.from('['.repeat(200_000) + ']'.repeat(200_000));
    expect(Array.isArray(parseFrame(deep))).toBe(true);
  });
});

describe('building a frame', () => {
  test('refuses what the browser would refuse', () => {
    expect(() => buildFrame('x'.repeat(maxFrameBytes))).toThrow(/too large/);
  });
});

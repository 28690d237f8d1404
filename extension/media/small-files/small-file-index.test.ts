import { describe, expect, it } from 'vitest';
import { readSmallFileIndex, toAddedLine, toForgottenLine } from './small-file-index.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const first = { at: 0, bytes: 10, crc32: 1 };
const second = { at: 10, bytes: 20, crc32: 4_294_967_295 };
const lines = toAddedLine('media/ä 🚢.jpg', first) + toAddedLine('a "b".json', second);
const read = (text: string, bytes = 30) => {
  const { files, end } = readSmallFileIndex(encode(text), bytes);
  return { files: Object.fromEntries(files), end };
};

describe('the index of small files', () => {
  it('says where each of them lies', () => {
    expect(read(lines)).toEqual({
      files: { 'media/ä 🚢.jpg': first, 'a "b".json': second },
      end: encode(lines).byteLength,
    });
    expect(read('')).toEqual({ files: {}, end: 0 });
  });

  it('believes the last line of a path', () => {
    const replaced = lines + toAddedLine('a "b".json', first);
    expect(read(replaced).files['a "b".json']).toEqual(first);
    expect(read(replaced + toForgottenLine('a "b".json')).files['a "b".json']).toBeUndefined();
    expect(read(replaced + toForgottenLine('a "b".json') + lines).files['a "b".json']).toEqual(second);
  });

  it('ends at a line that was cut off, wherever it was', () => {
    const begin = encode(toAddedLine('media/ä 🚢.jpg', first)).byteLength;
    const whole = encode(lines);
    for (let cut = begin; cut < whole.byteLength; cut += 1) {
      const { files, end } = readSmallFileIndex(whole.subarray(0, cut), 30);
      expect([...files.keys()]).toEqual(['media/ä 🚢.jpg']);
      expect(end).toBe(begin);
    }
  });

  it.each(['\0\0\0\0\n', '{}\n', '["a",1,2]\n', '["a",-1,2,3]\n', '[1,2,3,4]\n', '\n'])(
    'believes nothing after a line that is none: %j',
    (damaged) => {
      const kept = toAddedLine('a', first);
      expect(read(kept + damaged + lines)).toEqual({ files: { a: first }, end: encode(kept).byteLength });
    },
  );

  it('ends at bytes that are no characters', () => {
    const text = encode(lines);
    text[5] = 0xff;
    expect(readSmallFileIndex(text, 30)).toEqual({ files: new Map(), end: 0 });
  });

  it('does not know a file whose bytes were never written', () => {
    expect(read(lines, 29).files).toEqual({ 'media/ä 🚢.jpg': first });
  });
});

import { describe, expect, it, test } from 'vitest';
import { AppError } from './app-error.ts';
import { checkFileHead, checkFileLength, type FileBounds, maxSmallBytes } from './file-rule.ts';

const ogg = Buffer.from('OggS\0\x02', 'latin1');
const mp4 = Buffer.from('\0\0\0\x20ftypisom', 'latin1');

const film: FileBounds = { expect: 'video', rule: { types: ['mp4', 'webm'], maxBytes: 1000 } };

function refusalOf(check: () => void): unknown {
  try {
    check();
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, context: thrown.context };
    throw thrown;
  }
  return null;
}

describe('the beginning of a file', () => {
  it('passes when the site serves files of its kind', () => {
    expect(refusalOf(() => checkFileHead(mp4, 'a.mp4', film))).toBeNull();
  });

  it('is refused when it is a film of a kind that the site does not serve', () => {
    const refusal = { code: 'media.wrong_type', context: { type: 'ogg' } };
    expect(refusalOf(() => checkFileHead(ogg, 'a.mp4', film))).toEqual(refusal);
  });

  it('is any film where nobody knows what the site serves', () => {
    expect(refusalOf(() => checkFileHead(ogg, 'a.mp4', { expect: 'video' }))).toBeNull();
  });

  it('is refused when it is another kind of file, and told which', () => {
    const refusal = { code: 'media.wrong_type', context: { type: 'mp4' } };
    expect(refusalOf(() => checkFileHead(mp4, 'a.jpg', { expect: 'image' }))).toEqual(refusal);
  });

  it('is not looked at where anything will do', () => {
    expect(refusalOf(() => checkFileHead(Buffer.from('?'), 'a', { expect: null }))).toBeNull();
  });

  it('of captions is judged by their name, whatever the rule', () => {
    const captions: FileBounds = { expect: 'subtitle', rule: { types: null, maxBytes: 1000 } };
    expect(refusalOf(() => checkFileHead(Buffer.from('WEBVTT\n'), 'a.vtt', captions))).toBeNull();
    expect(refusalOf(() => checkFileHead(Buffer.from('<html>'), 'a.vtt', captions))).toMatchObject({
      code: 'media.wrong_type',
    });
  });
});

describe('the length of a file', () => {
  test.each([
    [1000, film, null],
    [1001, film, 'media.over_site_limit'],
    [1001, { ...film, maxBytes: 500 }, 'media.over_limit'],
    [501, { ...film, maxBytes: 500 }, 'media.over_limit'],
    [maxSmallBytes + 1, { expect: 'image' }, 'media.wrong_type'],
    [maxSmallBytes + 1, { expect: 'video' }, null],
  ] satisfies [number, FileBounds, string | null][])('of %i bytes within %j: %s', (bytes, bounds, code) => {
    const refusal = refusalOf(() => checkFileLength(bytes, bounds));
    expect(refusal).toEqual(code === null ? null : expect.objectContaining({ code }));
  });
});

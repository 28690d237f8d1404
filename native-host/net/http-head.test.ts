import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRequestHead, parseHead } from './http-head.ts';

const broken = expect.objectContaining({ code: 'net.http', retryable: false });
const parse = (...lines: string[]) => parseHead(['HTTP/1.1 200 OK', ...lines].join('\r\n'));

test('a request is a line, its host and its headers', () => {
  expect(buildRequestHead(new URL('https://x.org:8443/a b?c=%20#d'), { range: 'bytes=0-1' })).toBe(
    'GET /a%20b?c=%20 HTTP/1.1\r\nhost: x.org:8443\r\nrange: bytes=0-1\r\n\r\n',
  );
});

test.each(['a\r\nx: y', 'a\nb', 'a\0', 'ü'])(
  'a header that would not stay on its line (%j) is refused',
  (value) => {
    expect(() => buildRequestHead(new URL('https://x.org/'), { cookie: value })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  },
);

test('names come in lower case, values without the space around them, and those of one name together', () => {
  expect(parse('Content-TYPE: \t a/b ', 'Vary: x', 'vary:y', 'Empty:').headers).toEqual({
    'content-type': 'a/b',
    vary: 'x, y',
    empty: '',
  });
});

test.each([
  ['HTTP/1.1 206 Partial Content', 206],
  ['HTTP/1.0 404', 404],
  ['HTTP/1.1 200 ', 200],
])('%j has status %i', (line, status) => {
  expect(parseHead(line).status).toBe(status);
});

test.each(['HTTP/2 200', 'HTTP/1.1 20', 'HTTP/1.1  200', 'ICY 200 OK', '', '<html>', 'HTTP/1.1 200OK'])(
  '%j is no answer',
  (line) => {
    expect(() => parseHead(line)).toThrow(broken);
  },
);

test.each(['no colon', ' folded: x', 'a b: c', ': x', 'a: b\0', 'a: b\nc: d', 'a : b'])(
  'a head with the line %j is refused',
  (line) => {
    expect(() => parse(line)).toThrow(broken);
  },
);

describe('the end of the body', () => {
  test.each([
    [['content-length: 5'], { kind: 'length', bytes: 5 }],
    [['content-length: 5', 'content-length: 5'], { kind: 'length', bytes: 5 }],
    [['transfer-encoding: Chunked'], { kind: 'chunked' }],
    [[], { kind: 'close' }],
  ])('of %j is %j', (lines, framing) => {
    expect(parse(...lines).framing).toEqual(framing);
  });

  test.each([
    [['content-length: 5', 'content-length: 6']],
    [['content-length: -5']],
    [['content-length: 5x']],
    [['content-length:']],
    [['content-length: 5', 'transfer-encoding: chunked']],
    [['transfer-encoding: gzip, chunked']],
    [['transfer-encoding: chunked', 'transfer-encoding: chunked']],
    [['transfer-encoding: identity']],
  ])('of %j cannot be relied on', (lines) => {
    expect(() => parse(...lines)).toThrow(broken);
  });

  test.each([204, 304])('of status %i is its head', (status) => {
    expect(parseHead(`HTTP/1.1 ${status} x\r\ncontent-length: 5`).framing).toEqual({
      kind: 'length',
      bytes: 0,
    });
  });
});

test.each([
  ['HTTP/1.1 200 OK', true],
  ['HTTP/1.0 200 OK', false],
  ['HTTP/1.1 200 OK\r\nconnection: Close', false],
  ['HTTP/1.1 200 OK\r\nconnection: keep-alive, close', false],
  ['HTTP/1.1 200 OK\r\nconnection: keep-alive', true],
])('%j keeps the connection: %s', (text, isPersistent) => {
  expect(parseHead(text).isPersistent).toBe(isPersistent);
});

test('whatever comes is a head or is refused', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('\r\n', ': ', 'HTTP/1.1 200', 'content-length', '5', 'chunked'),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      try {
        expect(parseHead(words.join('')).status).toBeLessThan(1000);
      } catch (error) {
        expect(error).toEqual(broken);
      }
    }),
  );
});

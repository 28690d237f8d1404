import { describe, expect, test } from 'vitest';
import {
  type AskedPart,
  RangeRefused,
  readAnswerHead,
  readFirstAnswer,
  readStretchAnswer,
  readValidator,
  toStatusError,
} from './answer.ts';

const asked: AskedPart = { from: 100, to: 200, totalBytes: 1000, validator: '"v"' };
const part = (headers: Record<string, string>) => ({ status: 206, headers });

test('a whole file says how long it is and of which version', () => {
  const headers = { 'content-length': '1000', etag: '"v"', 'accept-ranges': 'Bytes' };
  expect(readAnswerHead({ status: 200, headers }, null)).toEqual({
    from: 0,
    to: 1000,
    totalBytes: 1000,
    validator: '"v"',
    hasRanges: true,
  });
});

test.each(['', '-1', '1e3', '0x10', '99999999999999999999', '10, 10'])('a length of %j is none', (length) => {
  const headers = { 'content-length': length };
  expect(readAnswerHead({ status: 200, headers }, null)).toMatchObject({
    totalBytes: null,
    hasRanges: false,
  });
});

test('a part is accepted when it begins where it should, also when it is shorter', () => {
  expect(readAnswerHead(part({ 'content-range': 'bytes 100-149/1000', etag: '"v"' }), asked)).toMatchObject({
    from: 100,
    to: 150,
  });
});

test.each([
  ['bytes 100-199/999', true],
  ['bytes 99-199/1000', false],
  ['bytes 101-199/1000', false],
  ['bytes 100-1000/1000', false],
  ['bytes 100-99/1000', false],
  ['bytes 100-199/*', false],
  ['bytes */1000', false],
  ['', false],
])('Content-Range %j is refused', (header, isChanged) => {
  expect(() => readAnswerHead(part({ 'content-range': header }), asked)).toThrow(
    expect.objectContaining({ name: 'RangeRefused', isChanged }),
  );
});

test('a part whose length is not that of its range is refused', () => {
  const headers = { 'content-range': 'bytes 100-199/1000', 'content-length': '101' };
  expect(() => readAnswerHead(part(headers), asked)).toThrow(RangeRefused);
});

test('a date is compared with a date', () => {
  const dated = { ...asked, validator: 'Sat, 01 Nov 2025 10:00:00 GMT' };
  const answer = (changed: string) =>
    readAnswerHead(
      part({ 'content-range': 'bytes 100-199/1000', etag: '"any"', 'last-modified': changed }),
      dated,
    );
  expect(answer(dated.validator).from).toBe(100);
  expect(() => answer('Sat, 01 Nov 2025 10:00:01 GMT')).toThrow(RangeRefused);
});

describe('what tells one version from another', () => {
  const date = 'Sat, 01 Nov 2025 10:00:01 GMT';
  test.each([
    [{ etag: '"a"' }, '"a"'],
    [{ etag: 'W/"a"' }, null],
    [{ etag: 'a' }, null],
    [{ 'last-modified': 'Sat, 01 Nov 2025 10:00:00 GMT', date }, 'Sat, 01 Nov 2025 10:00:00 GMT'],
    [{ 'last-modified': date, date }, null],
    [{ 'last-modified': date }, null],
    [{ 'last-modified': 'yesterday', date }, null],
    [
      { etag: 'W/"a"', 'last-modified': 'Sat, 01 Nov 2025 10:00:00 GMT', date },
      'Sat, 01 Nov 2025 10:00:00 GMT',
    ],
    [{}, null],
  ])('of %j is %j', (headers, validator) => {
    expect(readValidator(headers)).toBe(validator);
  });
});

test.each([
  [403, 'media.expired'],
  [410, 'media.expired'],
  [404, 'platform.not_found'],
  [429, 'platform.rate_limited'],
  [408, 'net.http'],
  [500, 'net.http'],
  [302, 'net.http'],
  [204, 'net.http'],
])('status %i is %s', (status, code) => {
  expect(toStatusError({ status, headers: {} }, 0)).toMatchObject({ code });
});

test('only what a server may get over is asked again', () => {
  const isRetryable = (status: number) => toStatusError({ status, headers: {} }, 0)?.retryable;
  expect([500, 503, 408, 429, 400, 401, 204].map(isRetryable)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('who asks for the beginning takes the whole, or a part that begins there', () => {
  const whole = { status: 200, headers: { 'content-length': '1000', etag: '"v"' } };
  expect(readFirstAnswer(whole)).toMatchObject({ from: 0, to: 1000, hasRanges: false });
  const first = part({ 'content-range': 'bytes 0-99/1000', etag: '"v"' });
  expect(readFirstAnswer(first)).toMatchObject({ from: 0, to: 100, totalBytes: 1000, hasRanges: true });
});

test.each([
  part({ 'content-range': 'bytes 1-99/1000' }),
  part({}),
  { status: 416, headers: { 'content-range': 'bytes */1000' } },
])('who asks for the beginning takes nothing else', (head) => {
  expect(() => readFirstAnswer(head)).toThrow(RangeRefused);
});

test('a stretch is taken when it is that one and nothing else', () => {
  const exact = part({ 'content-range': 'bytes 100-199/1000' });
  expect(readStretchAnswer(exact, 100, 200)).toMatchObject({ from: 100, to: 200 });
  const ofUnknown = part({ 'content-range': 'bytes 100-199/*' });
  expect(readStretchAnswer(ofUnknown, 100, 200)).toMatchObject({ from: 100, to: 200 });
  const whole = { status: 200, headers: { 'content-length': '200' } };
  expect(readStretchAnswer(whole, 0, 200)).toMatchObject({ from: 0, to: 200 });
  expect(() => readStretchAnswer(whole, 0, 100)).toThrow(RangeRefused);
  expect(() => readStretchAnswer(ofUnknown, 0, 200)).toThrow(RangeRefused);
  for (const head of [exact, { status: 200, headers: { 'content-length': '1000' } }])
    expect(() => readStretchAnswer(head, 100, 201)).toThrow(RangeRefused);
});

import { expect, test } from 'vitest';
import { type FileType, isExpectedType, toFileType } from './file-type.ts';

test.each([
  ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0])],
  ['PNG', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1')],
  ['WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1')],
  ['AVIF', Buffer.from('\0\0\0\x1cftypavif', 'latin1')],
  ['GIF', Buffer.from('GIF89a..')],
])('%s is an image', (_name, head) => {
  expect(isExpectedType(head, 'image', 'a.jpg')).toBe(true);
});

test.each([
  ['an error page', '<!DOCTYPE html><title>Error'],
  ['nothing', ''],
  ['a video', '\0\0\0\x1cftypisom'],
  ['an SVG, which can hold script', '<svg xmlns="http://www.w3.org/2000/svg">'],
])('%s is no image', (_name, text) => {
  expect(isExpectedType(Buffer.from(text), 'image', 'a.jpg')).toBe(false);
});

test.each([
  ['vtt', 'WEBVTT\n\n00:00'],
  ['vtt', '\ufeffWEBVTT'],
  ['srt', '1\r\n00:00:01,000 --> 00:00:02,000'],
  ['json3', '{"wireMagic":"pb3"'],
  ['srv3', '<?xml version="1.0"?><timedtext format="3">'],
])('captions of type %s are known: %j', (extension, text) => {
  expect(isExpectedType(Buffer.from(text), 'subtitle', `a.en.${extension}`)).toBe(true);
});

test.each([
  ['vtt', '<html><body>Sorry'],
  ['vtt', ''],
  ['srv3', '<!doctype html><html>'],
  ['srt', 'Too many requests'],
])('what is not captions of type %s is refused: %j', (extension, text) => {
  expect(isExpectedType(Buffer.from(text), 'subtitle', `a.en.${extension}`)).toBe(false);
});

const transportStream = Buffer.alloc(376, 0);
transportStream[0] = transportStream[188] = 0x47;

test.each([
  ['MP4', Buffer.from('\0\0\0\x20ftypisom', 'latin1')],
  ['a fragment of one', Buffer.from('\0\0\0\x18stypmsdh', 'latin1')],
  ['QuickTime of old', Buffer.from('\0\0\0\x08wide', 'latin1')],
  ['WebM', Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 1])],
  ['MPEG-TS', transportStream],
])('%s is a video, and may hold sound alone', (_name, head) => {
  expect(isExpectedType(head, 'video', 'a.mp4')).toBe(true);
  expect(isExpectedType(head, 'audio', 'a.m4a')).toBe(true);
});

test.each([
  ['MP3', 'ID3\x04'],
  ['MP3 without a tag', '\xff\xfb\x90'],
  ['AAC', '\xff\xf1\x50'],
  ['FLAC', 'fLaC\0'],
  ['WAV', 'RIFF\x10\0\0\0WAVEfmt '],
])('%s is sound and no video', (_name, head) => {
  expect(isExpectedType(Buffer.from(head, 'latin1'), 'audio', 'a.mp3')).toBe(true);
  expect(isExpectedType(Buffer.from(head, 'latin1'), 'video', 'a.mp4')).toBe(false);
});

test.each([
  ['an error page', '<!DOCTYPE html>'],
  ['a playlist', '#EXTM3U\n'],
  ['JSON', '{"error":1}'],
  ['a picture of the same family', '\0\0\0\x1cftypavif'],
  ['nothing', ''],
])('%s is neither', (_name, head) => {
  expect(isExpectedType(Buffer.from(head, 'latin1'), 'video', 'a.mp4')).toBe(false);
  expect(isExpectedType(Buffer.from(head, 'latin1'), 'audio', 'a.mp3')).toBe(false);
});

test.each([
  ['jpeg', '\xff\xd8\xff\xe1'],
  ['heic', '\0\0\0\x18ftypheic'],
  ['avif', '\0\0\0\x1cftypavif'],
  ['mp4', '\0\0\0\x20ftypM4A '],
  ['webm', '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm'],
  ['matroska', '\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska'],
  ['avi', 'RIFF\x10\0\0\0AVI '],
  ['wav', 'RIFF\x10\0\0\0WAVE'],
  ['aac', '\xff\xf1\x50'],
  ['mp3', '\xff\xfb\x90'],
  [null, '<!DOCTYPE html>'],
] satisfies [FileType | null, string][])('the type of a file is told: %s', (type, head) => {
  expect(toFileType(Buffer.from(head, 'latin1'))).toBe(type);
});

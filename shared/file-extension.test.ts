import { expect, it } from 'vitest';
import { toFileExtension } from './file-extension.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const mp4 = '\0\0\0\x20ftypisom\0\0\0\0';
const webm = '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm';

it.each([
  [mp4, 'php', 'mp4'],
  [mp4, 'exe', 'mp4'],
  [mp4, 'html', 'mp4'],
  [mp4, '', 'mp4'],
  [mp4, 'MOV', 'mov'],
  [mp4.replace('isom', 'M4A '), 'php', 'm4a'],
  [mp4.replace('isom', 'qt  '), '', 'mov'],
  [webm, 'mp4', 'webm'],
  ['OggS\0\x02OpusHead', 'bin', 'opus'],
  ['OggS\0\x02\x01vorbis', 'oga', 'oga'],
  ['ID3\x04', 'mp4', 'mp3'],
])('%j named .%s is a .%s', (...[head, named, extension]) => {
  expect(toFileExtension(bytesOf(head), named)).toBe(extension);
});

it('what is no media file has no name of one', () => {
  expect(toFileExtension(bytesOf('<!doctype html>'), 'mp4')).toBeNull();
});

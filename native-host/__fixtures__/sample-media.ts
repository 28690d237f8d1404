/** Small media files of every kind that the tests work on, made by ffmpeg into a folder. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const run = (...args: string[]): void => {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
};

const picture = (size: string, sec = 4): string[] => ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${sec}`];
const sine = (sec = 4): string[] => ['-f', 'lavfi', '-i', `sine=d=${sec}`];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'];

/** What a test can ask for, by file name. */
const recipes: Readonly<Record<string, (path: string, folder: string) => void>> = {
  'picture.mp4': (path) => run(...picture('320x180'), ...h264, path),
  'sound.m4a': (path) => run(...sine(), '-c:a', 'aac', path),
  'sound.opus': (path) => run(...sine(), '-c:a', 'libopus', path),
  'both.mp4': (path) => run(...picture('320x180'), ...sine(), ...h264, '-c:a', 'aac', '-movflags', '+faststart', path),
  'large.mp4': (path) => run(...picture('1280x720', 2), ...sine(2), ...h264, '-c:a', 'aac', path),
  'long.mp4': (path) => run(...picture('1280x720', 30), ...h264, path),
  'upright.mp4': (path, folder) => {
    make('both.mp4', folder);
    run('-i', join(folder, 'both.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', path);
  },
  'web.webm': (path) =>
    run(...picture('320x180', 2), ...sine(2), '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus', path),
  'old.mkv': (path) => run(...picture('320x180', 2), ...sine(2), '-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', path),
  // 5.1(side), which the encoder for Opus does not take as it is.
  'surround.mkv': (path) =>
    run('-f', 'lavfi', '-i', 'aevalsrc=0.1*sin(2764*t)|0|0|0|0|0:c=5.1(side):d=1', '-c:a', 'dca', '-strict', '-2', path),
  'captions.srt': (path) => writeFileSync(path, '1\n00:00:00,500 --> 00:00:01,500\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\nWorld\n'),
  'styled.vtt': (path) =>
    writeFileSync(
      path,
      'WEBVTT\r\n\r\nSTYLE\r\n::cue{color:red}\r\n\r\nREGION\r\nid:r\r\n\r\n00:01.000 --> 00:02.000\r\nGrüße\r\n',
    ),
  'windows.srt': (path) => writeFileSync(path, '1\n00:00:01,000 --> 00:00:02,000\nGrüße\n', 'latin1'),
  'cover.jpg': (path) => run(...picture('64x64', 1), '-frames:v', '1', path),
  'cover.webp': (path) => run(...picture('64x64', 1), '-frames:v', '1', '-c:v', 'libwebp', path),
  'playlist.mp4': (path) =>
    writeFileSync(path, '#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n/etc/passwd\n#EXT-X-ENDLIST\n'),
  'list.mp4': (path) => writeFileSync(path, "ffconcat version 1.0\nfile '/etc/passwd'\n"),
  'captions-inside.avi': (path) => writeFileSync(path, buildAviWithPlaylist()),
  'empty.mp4': (path) => writeFileSync(path, ''),
  'text.mp4': (path) => writeFileSync(path, 'this is no video\n'.repeat(100)),
  // The index is at the end, and cut off.
  'no-index.mp4': (path, folder) => {
    make('large.mp4', folder);
    const bytes = readFileSync(join(folder, 'large.mp4'));
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
  },
  // The index is at the beginning and tells of more than there is.
  'cut-off.mp4': (path, folder) => {
    make('both.mp4', folder);
    const bytes = readFileSync(join(folder, 'both.mp4'));
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
  },
  'many.mkv': (path) =>
    run('-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono:d=0.1', ...Array.from({ length: 150 }, () => ['-map', '0:a']).flat(), '-c:a', 'pcm_u8', path),
  // A header that claims a track of a terabyte.
  'huge-claim.mp4': (path, folder) => {
    make('sound.m4a', folder);
    const bytes = readFileSync(join(folder, 'sound.m4a'));
    const at = bytes.indexOf('stsz') + 12;
    const copy = Buffer.from(bytes);
    copy.writeUInt32BE(0xfffffff0, at);
    writeFileSync(path, copy);
  },
};

/** The file of that name in the folder, made when it is not there. */
export function make(name: string, folder: string): string {
  const path = join(folder, name);
  const recipe = recipes[name];
  if (!recipe) throw new Error(`There is no recipe for ${name}.`);
  if (!existsSync(path)) recipe(path, folder);
  return path;
}

/** An AVI file with a track of captions that is a playlist, by which old players read other files of the disk. */
function buildAviWithPlaylist(): Buffer {
  const u16 = (value: number): Buffer => Buffer.from(Uint16Array.of(value).buffer);
  const u32 = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
  const chunk = (id: string, body: Buffer): Buffer => {
    const padding = Buffer.alloc(body.length % 2);
    return Buffer.concat([Buffer.from(id), u32(body.length), body, padding]);
  };
  const list = (id: string, ...parts: Buffer[]): Buffer => chunk('LIST', Buffer.concat([Buffer.from(id), ...parts]));
  const playlist = Buffer.from('#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:1.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n');
  const captions = Buffer.concat([Buffer.from('GAB2\0'), u16(2), u32(0), u16(4), u32(playlist.length), playlist]);
  const stream = (type: string, codec: string): Buffer =>
    Buffer.concat([Buffer.from(type), Buffer.from(codec), u32(0, 0, 0, 1, 25, 0, 1, 0, 0xffffffff, 0), u16(0), u16(0), u16(64), u16(36)]);
  const format = Buffer.concat([u32(40, 64, 36), u16(1), u16(24), Buffer.from('DX50'), u32(6912, 0, 0, 0, 0)]);
  const header = list(
    'hdrl',
    chunk('avih', u32(40_000, 0, 0, 16, 1, 0, 2, 0, 64, 36, 0, 0, 0, 0)),
    list('strl', chunk('strh', stream('vids', 'DX50')), chunk('strf', format)),
    list('strl', chunk('strh', stream('txts', '\0\0\0\0')), chunk('strf', Buffer.alloc(0))),
  );
  const body = Buffer.concat([Buffer.from('AVI '), header, list('movi', chunk('01tx', captions), chunk('00dc', Buffer.alloc(100)))]);
  return chunk('RIFF', body);
}

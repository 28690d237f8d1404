import { describe, expect, it } from 'vitest';
import { containers } from '../mux/containers.ts';
import type { ProbedTrack } from '../mux/media-probe.ts';
import { type MuxOrder, noTags } from '../mux/mux-order.ts';
import { buildChapterText, buildMuxArguments, buildSmallFiles } from './mux-arguments.ts';
import { parseFfprobe } from './parse-ffprobe.ts';
import { createProgressReader } from './progress.ts';
import {
  buildExtrasArguments,
  buildSoundArguments,
  buildTranscodeArguments,
  buildTrialArguments,
} from './transcode-arguments.ts';

const track = (kind: ProbedTrack['kind']): ProbedTrack => ({
  kind,
  codec: 'x',
  startSec: 0,
  durationSec: 1,
  width: null,
  height: null,
  rotation: 0,
});
const probe = { container: 'mp4', bytes: 1, durationSec: 1, tracks: [track('video'), track('audio')] };
const order: MuxOrder = {
  inputs: [
    { source: new Blob(), take: ['video'], language: null },
    { source: new Blob(), take: ['audio'], language: 'deu' },
  ],
  captions: [{ text: '', format: 'srt', language: 'eng' }],
  chapters: [{ title: 'a=b', startSec: 0, endSec: 1 }],
  cover: { bytes: new Uint8Array(), mimeType: 'image/jpeg' },
  tags: { ...noTags, title: '-y' },
  container: 'mp4',
  target: {} as FileSystemFileHandle,
};
const line = (change: Partial<MuxOrder> = {}) => {
  const changed = { ...order, ...change };
  return buildMuxArguments(changed, [probe, probe], containers[changed.container]).join(' ');
};

describe("ffmpeg's command line", () => {
  it('takes each track from its file, captions, chapters and cover from the small ones', () => {
    expect(line()).toContain('-map 0:V:0 -map 1:a:0 -map 2:s:0 -map 4:0');
    expect(line()).toContain('-c copy ');
    expect(line()).toContain('-metadata:s:a:0 language=deu -c:s:0 mov_text -metadata:s:s:0 language=eng');
    expect(line()).toContain('-map_chapters 3 -metadata title=-y');
    expect(line()).toContain('-disposition:v:1 attached_pic');
  });

  it('takes all sounds of a film, where the file can hold them', () => {
    const film = { ...probe, tracks: [track('video'), track('audio'), track('audio')] };
    const inputs = [{ source: new Blob(), take: ['video', 'audio'], language: null }] as const;
    const maps = (container: MuxOrder['container']): string =>
      buildMuxArguments(
        { ...order, inputs, captions: [], cover: null, container },
        [film],
        containers[container],
      )
        .join(' ')
        .replace(/ -c copy.*/, '');
    expect(maps('mkv')).toMatch(/-map 0:V:0 -map 0:a:0 -map 0:a:1$/);
    expect(maps('mp3')).toMatch(/-map 0:V:0 -map 0:a:0$/);
  });

  it('takes captions that are in a film, each as the file can hold it', () => {
    const captions = ['ass', 'dvd_subtitle', 'mov_text'].map((codec) => ({ ...track('subtitle'), codec }));
    const film = { ...probe, tracks: [track('video'), ...captions] };
    const inputs = [{ source: new Blob(), take: ['video', 'subtitle'], language: null }] as const;
    const lineOf = (container: MuxOrder['container']): string =>
      buildMuxArguments({ ...order, inputs, cover: null, container }, [film], containers[container]).join(
        ' ',
      );
    expect(lineOf('mp4')).toContain(
      '-map 0:V:0 -map 0:s:0 -map 0:s:2 -map 1:s:0 -c copy -c:s:0 mov_text -c:s:2',
    );
    expect(lineOf('mkv')).toContain(
      '-map 0:s:0 -map 0:s:1 -map 0:s:2 -map 1:s:0 -c copy -c:s:2 subrip -c:s:3',
    );
    expect(lineOf('fragmented-mp4')).toContain('-map 0:V:0 -map 1:s:0 -c copy -metadata');
  });

  it('attaches a cover where the file has no place for it as a track, and leaves it where there is none', () => {
    expect(line({ container: 'mkv' })).toContain('-attach file:/cover');
    expect(line({ container: 'webm' })).not.toContain('cover');
  });

  it('takes the cover that the first file has, where there is no other', () => {
    const cover = '-map 0:v? -map -0:V? -map 0:V:0';
    expect(line({ cover: null })).toContain(cover);
    expect(line()).not.toContain('0:v?');
    expect(line({ cover: null, container: 'webm' })).not.toContain('0:v?');
  });

  it('gives ffmpeg the cues of WebVTT alone, for it ends at what it does not know', () => {
    const [one, two] = ['1\n00:01.000 --> 00:02.000\nOne', '00:03.000 --> 00:04.000 line:0\nTwo\nlines'];
    const text = `WEBVTT\r\nX-TIMESTAMP-MAP=LOCAL:0\r\n\r\nSTYLE\r\n::cue{}\r\n\r\nNOTE x\n\n${one}\n\n\n${two}\n`;
    const [file] = buildSmallFiles({ ...order, captions: [{ text, format: 'vtt', language: null }] });
    expect(file).toEqual({ name: 'captions0.vtt', content: `WEBVTT\n\n${one}\n\n${two}\n` });
  });

  it('opens nothing but files', () => {
    const inputs = line().split(' -i ').length - 1;
    expect(line().split('-protocol_whitelist file').length - 1).toBe(inputs);
  });

  it('copies sound that is what is wanted, and encodes what is not', () => {
    const wish = { preset: 'audio-mp3', size: null, pictureRate: 0 } as const;
    const lineOf = (...sounds: string[]) => buildTranscodeArguments({ ...wish, sounds }, 0).join(' ');
    expect(lineOf('mp3', 'aac')).toContain('-map 0:a:0 -vn -c:a copy');
    expect(lineOf('aac')).toContain('-c:a libmp3lame');
  });

  it('of a smaller film has every sound, each copied or encoded', () => {
    const sounds = ['aac', '', 'opus'];
    const wish = { preset: '720p', size: null, pictureRate: 1000, sounds } as const;
    const kept = '-map 0:a:0 -c:a:0 copy -map 0:a:2 -c:a:1 aac -b:a:1 128000';
    expect(buildTranscodeArguments(wish, 0).join(' ')).toContain(kept);
    expect(buildSoundArguments(wish, { delaySec: 0, leadSec: 0 }).join(' ')).toContain(
      `-map 0:v -c:v copy ${kept.replaceAll(' 0:a', ' 1:a')}`,
    );
  });

  it('puts in its place what begins later than its film, and a film that begins later than its captions', () => {
    const wish = { preset: '720p', size: null, pictureRate: 1000, sounds: ['aac'] } as const;
    const inputsOf = (args: readonly string[]): string =>
      args
        .slice(0, args.indexOf('-map'))
        .join(' ')
        .replaceAll('-protocol_whitelist file -i file:/files/', '');
    expect(inputsOf(buildSoundArguments(wish, { delaySec: 0.6, leadSec: 0 }))).toBe(
      '-itsoffset 0.600 in0 in1',
    );
    expect(inputsOf(buildSoundArguments(wish, { delaySec: 0, leadSec: 0.5 }))).toBe(
      'in0 -itsoffset -0.500 in1',
    );
    expect(inputsOf(buildTranscodeArguments(wish, 0.5))).toBe('-itsoffset -0.500 in0');
    expect(inputsOf(buildExtrasArguments({ captions: [], hasChapters: true }, 0.5))).toBe(
      '-itsoffset 0.500 in0 in1',
    );
  });

  it('that adds captions takes those that can be held, and the chapters', () => {
    const captions = [
      { number: 0, codec: 'mov_text' },
      { number: 2, codec: 'copy' },
    ];
    expect(buildExtrasArguments({ captions, hasChapters: false }, 0).join(' ')).toContain(
      '-map 0:v -map 0:a? -map 1:s:0 -map 1:s:2 -c copy -c:s:0 mov_text -c:s:1 copy -map_metadata 1 -map_chapters 1',
    );
  });

  it('of a trial throws away what it makes', () => {
    const size = { width: 1280, height: 720 };
    const wish = { preset: '720p', size, pictureRate: 1000, sounds: [] } as const;
    const args = buildTrialArguments(wish, { startSec: 5, lengthSec: 1 });
    expect(args.slice(-3)).toEqual(['-f', 'null', '-']);
    expect(args.join(' ')).toContain('scale=1280:720');
  });
});

it('what stands for something else in a list of chapters is escaped', () => {
  expect(buildChapterText([{ title: 'a=b;c#d\\e', startSec: 1, endSec: 2 }])).toContain(
    'title=a\\=b\\;c\\#d\\\\e',
  );
});

it('progress is read from the lines that ffmpeg writes', () => {
  const read = createProgressReader(10);
  expect(
    read('frame=  100 fps= 50 q=28.0 size=     256kB time=00:00:05.00 bitrate= 419.4kbits/s speed=2x'),
  ).toBe(0.5);
  expect(read('time=00:01:00.00')).toBe(1);
  expect(read('Input #0, mov, from')).toBeNull();
});

describe("ffprobe's answer", () => {
  it('is told in the words of the rest, covers left out', () => {
    const streams = [
      {
        codec_type: 'video',
        codec_name: 'h264',
        width: 1920,
        height: 1080,
        side_data_list: [{ rotation: -90 }],
      },
      { codec_type: 'audio', codec_name: 'aac', start_time: '0.02', duration: '9.5' },
      { codec_type: 'video', codec_name: 'mjpeg', disposition: { attached_pic: 1 } },
      { codec_type: 'data' },
    ];
    const found = parseFfprobe(
      JSON.stringify({ streams, format: { format_name: 'mov,mp4', duration: '10' } }),
      7,
    );
    expect(found).toMatchObject({
      container: 'mov',
      bytes: 7,
      durationSec: 10,
      tracks: [
        { kind: 'video', codec: 'h264', width: 1080, height: 1920, durationSec: 10 },
        { kind: 'audio', codec: 'aac', startSec: 0.02, durationSec: 9.5 },
      ],
    });
    expect(found?.tracks).toHaveLength(2);
  });

  const lengthsOf = (...streams: object[]) =>
    parseFfprobe(JSON.stringify({ streams, format: { duration: '6.06' } }), 1)?.tracks.map(
      ({ durationSec }) => durationSec,
    );

  it('gives each track of an MKV its own length', () => {
    const tags = (DURATION: string) => ({ tags: { DURATION } });
    expect(
      lengthsOf(
        { codec_type: 'video', ...tags('00:00:06.040000000') },
        { codec_type: 'audio', ...tags('00:00:05.008000000') },
      ),
    ).toEqual([6.04, 5.008]);
  });

  it('takes what ffmpeg writes there for the end of a track, and what mkvmerge does for its length', () => {
    const late = { codec_type: 'video', start_time: '0.6' };
    const tags = { DURATION: '00:00:03.600000000' };
    expect(lengthsOf({ ...late, tags })).toEqual([3]);
    expect(lengthsOf({ ...late, tags: { ...tags, _STATISTICS_TAGS: 'BPS DURATION' } })).toEqual([3.6]);
  });

  it('knows nothing of tracks that all have the length of the file', () => {
    const tracks = [
      { codec_type: 'video', duration: '6.06' },
      { codec_type: 'audio', duration: '6.06' },
    ];
    expect(lengthsOf(...tracks)).toEqual([null, null]);
    expect(lengthsOf({ codec_type: 'audio' })).toEqual([6.06]);
  });

  it.each(['', '{}', '{"streams":[]}'])('%j is no media', (json) => {
    expect(parseFfprobe(json, 1)).toBeNull();
  });
});

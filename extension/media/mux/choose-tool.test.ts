import { describe, expect, it } from 'vitest';
import { checkResult, toPromised } from './check-result.ts';
import { chooseTools, type ReadInput } from './choose-tool.ts';
import { findContainer } from './containers.ts';
import type { ProbedTrack } from './media-probe.ts';
import { type MuxOrder, noTags } from './mux-order.ts';

const track = (kind: ProbedTrack['kind'], codec: string, change: Partial<ProbedTrack> = {}): ProbedTrack => ({
  kind,
  codec,
  startSec: 0,
  durationSec: 60,
  width: null,
  height: null,
  rotation: 0,
  ...change,
});
const picture = track('video', 'h264');
const sound = track('audio', 'aac');

const toInput = (
  tracks: ProbedTrack[],
  { readBy = 'mediabunny', bytes = 1000 }: { readBy?: ReadInput['readBy']; bytes?: number } = {},
): ReadInput => ({ probe: { container: 'mp4', bytes, durationSec: 60, tracks }, readBy });
const order = (change: Partial<MuxOrder> = {}): MuxOrder => ({
  inputs: [{ source: new Blob(), take: ['video', 'audio'], language: null }],
  captions: [],
  chapters: [],
  cover: null,
  tags: noTags,
  container: 'mp4',
  // Nothing is written when a tool is chosen.
  target: {} as FileSystemFileHandle,
  ...change,
});
const toolsOf = (change: Partial<MuxOrder>, input = toInput([picture, sound])) =>
  chooseTools(order(change), [input]).map(({ tool }) => tool);
const chapter = { title: 'One', startSec: 0, endSec: 1 };
const caption = { text: '', format: 'vtt', language: null } as const;

describe('the tools', () => {
  it.each([
    ['tracks that fit', {}, ['mediabunny', 'ffmpeg']],
    ['chapters in an MP4', { chapters: [chapter] }, ['mediabunny', 'ffmpeg']],
    ['chapters in an MKV', { chapters: [chapter], container: 'mkv' }, ['ffmpeg']],
    ['captions', { captions: [caption] }, ['ffmpeg']],
    ['a fragmented file', { container: 'fragmented-mp4' }, ['ffmpeg']],
  ] as const)('for %s', (_case, change, tools) => {
    expect(toolsOf(change)).toEqual(tools);
  });

  it('are only ffmpeg for what only ffmpeg reads', () => {
    expect(toolsOf({}, toInput([picture, sound], { readBy: 'ffmpeg' }))).toEqual(['ffmpeg']);
  });

  it.each([
    ['of 1 GiB in an MP4', { bytes: 1024 ** 3, container: 'mp4' }, ['ffmpeg', 'mediabunny']],
    ['of 1 GiB in an MKV', { bytes: 1024 ** 3, container: 'mkv' }, ['ffmpeg', 'mediabunny']],
    ['of 5 GiB in an MPEG-TS', { bytes: 5 * 1024 ** 3, container: 'ts' }, ['ffmpeg', 'mediabunny']],
    ['of 100 MiB', { bytes: 100 * 1024 ** 2, container: 'mp4' }, ['mediabunny', 'ffmpeg']],
    ['of more than 16 GiB', { bytes: 16 * 1024 ** 3 + 1, container: 'mp4' }, ['mediabunny', 'ffmpeg']],
  ] as const)('for tracks %s', (_case, { bytes, container }, tools) => {
    expect(toolsOf({ container }, toInput([picture, sound], { bytes }))).toEqual(tools);
  });

  it.each([
    ['mp4', 1000, ['ffmpeg', 'mediabunny']],
    ['mkv', 1000, ['ffmpeg', 'mediabunny']],
    ['ts', 1000, ['mediabunny', 'ffmpeg']],
    ['mp4', 16 * 1024 ** 3 + 1, ['mediabunny']],
  ] as const)('for a film with chapters into %s (%s bytes)', (container, bytes, tools) => {
    const { probe, readBy } = toInput([picture, sound], { bytes });
    const input = { probe: { ...probe, hasChapters: true }, readBy };
    expect(toolsOf({ container }, input)).toEqual(tools);
    expect(toolsOf({ chapters: [chapter] }, input).at(0)).toBe('mediabunny');
  });

  it.each([
    [{ codec: 'mov_text', container: 'mp4', bytes: 1000 }, ['ffmpeg', 'mediabunny']],
    [{ codec: 'subrip', container: 'webm', bytes: 1000 }, ['ffmpeg', 'mediabunny']],
    [{ codec: 'dvd_subtitle', container: 'mkv', bytes: 1000 }, ['ffmpeg', 'mediabunny']],
    [{ codec: 'dvd_subtitle', container: 'mp4', bytes: 1000 }, ['mediabunny', 'ffmpeg']],
    [{ codec: 'mov_text', container: 'ts', bytes: 1000 }, ['mediabunny', 'ffmpeg']],
    [{ codec: 'mov_text', container: 'mp4', bytes: 16 * 1024 ** 3 + 1 }, ['mediabunny']],
  ] as const)('for a film with captions in it: %j', ({ codec, container, bytes }, tools) => {
    const codecs = container === 'webm' ? (['vp9', 'opus'] as const) : (['h264', 'aac'] as const);
    const film = toInput([track('video', codecs[0]), track('audio', codecs[1]), track('subtitle', codec)], {
      bytes,
    });
    const inputs = [{ source: new Blob(), take: ['video', 'audio', 'subtitle'] as const, language: null }];
    expect(toolsOf({ container, inputs }, film)).toEqual(tools);
  });

  it('name the captions that are left out', () => {
    const whyOf = (film: ReadInput, change: Partial<MuxOrder> = {}): string | undefined => {
      const inputs = [{ source: new Blob(), take: ['video', 'subtitle'] as const, language: null }];
      return chooseTools(order({ inputs, ...change }), [film])[0]?.why;
    };
    const film = toInput([picture, track('subtitle', 'mov_text'), track('subtitle', 'dvd_subtitle')]);
    expect(whyOf(film)).toBe(
      'only ffmpeg takes captions over, without captions that it cannot hold (dvd_subtitle)',
    );
    expect(whyOf(film, { container: 'ts' })).toContain('(mov_text, dvd_subtitle)');
    expect(whyOf(toInput([picture, track('subtitle', 'mov_text')]))).toBe('only ffmpeg takes captions over');
    const { probe } = toInput([picture]);
    expect(whyOf({ probe: { ...probe, hasCaptions: true }, readBy: 'mediabunny' })).toBe(
      'all tracks fit as they are, without its captions, which could not be read',
    );
  });

  it('for a film that was cut between key frames are such that it begins at its beginning', () => {
    const input = toInput([
      track('video', 'h264', { startSec: -0.3 }),
      track('audio', 'aac', { startSec: -0.38 }),
    ]);
    expect(toolsOf({ container: 'mkv' }, input)).toEqual(['ffmpeg', 'mediabunny']);
    expect(toolsOf({ container: 'mp4' }, input)).toEqual(['mediabunny', 'ffmpeg']);
    const primed = toInput([picture, track('audio', 'aac', { startSec: -0.021 })]);
    expect(toolsOf({ container: 'mkv' }, primed)).toEqual(['mediabunny', 'ffmpeg']);
  });

  it('are none for a track that has no place, and it is named', () => {
    expect(() => toolsOf({ container: 'webm' })).toThrow(
      expect.objectContaining({
        code: 'media.codec_unfit',
        context: { codec: 'h264', kind: 'video', container: 'webm' },
      }),
    );
    expect(() => toolsOf({ container: 'ts', captions: [caption] })).toThrow('no place for captions');
    expect(() => toolsOf({}, toInput([]))).toThrow(expect.objectContaining({ code: 'media.unsupported' }));
  });
});

describe('the kind of file', () => {
  it.each([
    ['vp9', 'opus', 'webm'],
    ['h264', 'aac', 'mp4'],
    ['h264', 'vorbis', 'mkv'],
    [null, 'aac', 'm4a'],
    [null, 'opus', 'opus'],
    [null, 'vorbis', 'mkv'],
    ['cinepak', 'aac', null],
  ] as const)('for %s and %s is %s', (video, audio, container) => {
    expect(findContainer(video, audio)).toBe(container);
  });
});

describe('a file that was made', () => {
  const made = (tracks: ProbedTrack[]) => ({ container: 'mp4', bytes: 1, durationSec: 60, tracks });
  const promised = { tracks: [picture, sound], sounds: 1, wholeSec: 60, filmSec: 60 };

  it.each([
    ['lost its sound', [picture]],
    ['ends early', [track('video', 'h264', { durationSec: 50 }), sound]],
    ['is longer than its tracks', [picture, track('audio', 'aac', { durationSec: 70 })]],
  ])('is refused when it %s', (_case, tracks) => {
    expect(() => checkResult(made(tracks), promised)).toThrow(
      expect.objectContaining({ code: 'media.damaged' }),
    );
  });

  it('has all sounds of a film, where it can hold them', () => {
    const film = made([picture, sound, sound]);
    const both = toPromised([{ probe: film, take: ['video', 'audio'] }], Number.POSITIVE_INFINITY);
    expect(() => checkResult(made([picture, sound]), both)).toThrow('A track is missing');
    expect(() => checkResult(film, both)).not.toThrow();
    const one = toPromised([{ probe: film, take: ['audio'] }], 1);
    expect(() => checkResult(made([sound]), one)).not.toThrow();
  });

  it('has the captions that were to be kept', () => {
    const film = made([picture, track('subtitle', 'mov_text')]);
    const whole = toPromised([{ probe: film, take: ['video', 'subtitle'] }]);
    expect(() => checkResult(made([picture]), whole)).toThrow('A track is missing');
    expect(() => checkResult(film, whole)).not.toThrow();
  });

  it('may differ by a frame', () => {
    expect(() =>
      checkResult(made([track('video', 'h264', { durationSec: 60.04 }), sound]), promised),
    ).not.toThrow();
  });

  it('may be without what its film does not show, which was cut between two key frames', () => {
    const cut = [
      { ...picture, startSec: -4, durationSec: 10 },
      { ...sound, startSec: -0.02, durationSec: 6.02 },
    ];
    const promise = toPromised([{ probe: { ...made(cut), durationSec: 6 }, take: ['video', 'audio'] }]);
    const ofLength = (durationSec: number) =>
      made([
        { ...picture, durationSec },
        { ...sound, durationSec: 6 },
      ]);
    for (const sec of [6, 10]) expect(() => checkResult(ofLength(sec), promise)).not.toThrow();
    expect(() => checkResult(ofLength(5), promise)).toThrow('ends too early (5.0 instead of 6.0 seconds)');
    expect(() => checkResult(ofLength(11), promise)).toThrow('too long');
  });

  it('may be as long as its film where ffmpeg has not seen the end of a track', () => {
    const film = made([picture, track('audio', 'alac', { durationSec: 50 })]);
    const promise = toPromised([{ probe: film, take: ['video', 'audio'] }]);
    const ofLength = (durationSec: number) => made([picture, track('audio', 'alac', { durationSec })]);
    expect(() => checkResult(ofLength(60), promise)).not.toThrow();
    expect(() => checkResult(ofLength(62), promise)).toThrow('too long');
  });

  it('may show its first picture from the beginning of the film, which nothing but sound had before', () => {
    const late = { ...picture, startSec: 50_002, durationSec: 12 };
    const film = { ...made([late, { ...sound, startSec: 50_001.4, durationSec: 12 }]), durationSec: 12.6 };
    const promise = toPromised([{ probe: film, take: ['video', 'audio'] }]);
    const ofLength = (durationSec: number) =>
      made([
        { ...picture, durationSec },
        { ...sound, durationSec: 12 },
      ]);
    for (const sec of [12, 12.6]) expect(() => checkResult(ofLength(sec), promise)).not.toThrow();
    expect(() => checkResult(ofLength(13.2), promise)).toThrow('too long (13.2 instead of 12.0 seconds)');
  });

  const unknown = (kind: 'video' | 'audio') => track(kind, 'h264', { durationSec: null });

  it('is compared as a whole where no length of a track is known', () => {
    const tracks = [unknown('video'), unknown('audio')];
    expect(() =>
      checkResult(made([picture, sound]), { tracks, sounds: 1, wholeSec: 60, filmSec: 60 }),
    ).not.toThrow();
    expect(() =>
      checkResult(made([picture, sound]), { tracks, sounds: 1, wholeSec: 90, filmSec: 90 }),
    ).toThrow('ends too early (60.0 instead of 90.0 seconds)');
  });

  it('is as long as files of which everything was taken', () => {
    const film = made([unknown('video'), unknown('audio')]);
    expect(toPromised([{ probe: film, take: ['video', 'audio'] }])).toMatchObject({ wholeSec: 60 });
    expect(toPromised([{ probe: film, take: ['audio'] }])).toMatchObject({ wholeSec: null });
  });
});

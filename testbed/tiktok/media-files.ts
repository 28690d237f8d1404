import type { Clip, Rendition } from '../media/clip.ts';

/** One file of a video, as `bitrateInfo` lists it. */
export interface Gear {
  /** The platform's name: `adapt_lowest_1080_1`. */
  gearName: string;
  qualityType: number;
  codecType: 'h264' | 'h265_hvc1';
  /** The part of `UrlKey` that names codec and size. */
  urlKey: string;
  /** What the address asks for: a rendition's name, or `18`. */
  file: string;
  width: number;
  height: number;
  fps: number;
  sizeBytes: number;
  bitsPerSec: number;
}

type Source = Pick<Rendition, 'width' | 'height' | 'fps' | 'sizeBytes' | 'bitsPerSec' | 'file'>;

/** The gears of a clip, unsorted as on the platform; the default one (H.264) is never the first where there is HEVC. */
export function listGears(clip: Clip): Gear[] {
  const gear = (
    file: string,
    source: Source | undefined,
    named: Omit<Gear, 'file' | keyof Source>,
  ): Gear[] =>
    source === undefined
      ? []
      : [
          {
            ...named,
            file,
            width: source.width ?? 0,
            height: source.height ?? 0,
            fps: source.fps ?? 0,
            sizeBytes: source.sizeBytes,
            bitsPerSec: source.bitsPerSec,
          },
        ];
  const find = (name: Rendition['name']) => clip.renditions?.find((each) => each.name === name);
  const muxed = clip.streams.find(({ itag }) => itag === 18);
  return [
    ...gear('hevc_1080', find('hevc_1080'), {
      gearName: 'adapt_lowest_1080_1',
      qualityType: 2,
      codecType: 'h265_hvc1',
      urlKey: 'bytevc1_1080p',
    }),
    ...gear('18', muxed, {
      gearName: 'lowest_360_0',
      qualityType: 25,
      codecType: 'h264',
      urlKey: 'h264_360p',
    }),
    ...gear('h264_540', find('h264_540'), {
      gearName: 'normal_540_0',
      qualityType: 20,
      codecType: 'h264',
      urlKey: 'h264_540p',
    }),
  ];
}

/** The gear that plays by default: 540p where there is one. */
export function findDefaultGear(clip: Clip): Gear {
  const gears = listGears(clip).filter(({ codecType }) => codecType === 'h264');
  const found = gears.find(({ qualityType }) => qualityType === 20) ?? gears[0];
  if (!found) throw new Error(`${clip.id} has no H.264 file with sound`);
  return found;
}

/** The file on disk that a video's address names. */
export function findFile(clip: Clip, file: string): string | undefined {
  if (file === '18') return clip.streams.find(({ itag }) => itag === 18)?.file;
  return clip.renditions?.find(({ name }) => name === file)?.file;
}

/** The marked file for keeping, where there is one. */
export function findMarkedFile(clip: Clip): string | undefined {
  return clip.renditions?.find(({ name }) => name === 'h264_540_marked')?.name;
}

/** Looks at saved media with ffprobe, as a player would. */
import { execa } from 'execa';
import { readToolsRecord } from '../scripts/tools.ts';

export interface MediaFacts {
  /** Kinds of its tracks, sorted: `audio`, `video`. A cover is none. */
  tracks: string[];
  durationSec: number;
  /** Pixels of its picture; null for sound alone. */
  size: string | null;
}

interface Probe {
  streams: {
    codec_type: string;
    width?: number;
    height?: number;
    disposition: { attached_pic: 0 | 1 };
  }[];
  format: { duration: string };
}

export async function readMediaFacts(path: string): Promise<MediaFacts> {
  const ffprobe = (await readToolsRecord())?.ffprobe?.path ?? 'ffprobe';
  const entries = 'stream=codec_type,width,height:stream_disposition=attached_pic:format=duration';
  const { stdout } = await execa(ffprobe, ['-v', 'error', '-show_entries', entries, '-of', 'json', path]);
  const { streams: all, format } = JSON.parse(stdout) as Probe;
  const streams = all.filter(({ disposition }) => disposition.attached_pic === 0);
  const picture = streams.find(({ width }) => width !== undefined);
  return {
    size: picture ? `${picture.width}x${picture.height}` : null,
    tracks: streams.map(({ codec_type }) => codec_type).sort(),
    durationSec: Number(format.duration),
  };
}

/** A hash of what is in all packets of a track, which stays the same in another container. */
export async function hashPackets(path: string, track: 'v' | 'a'): Promise<string> {
  const ffmpeg = (await readToolsRecord())?.ffmpeg?.path ?? 'ffmpeg';
  const target = ['-map', `0:${track}:0`, '-c', 'copy', '-f', 'md5', '-'];
  return (await execa(ffmpeg, ['-v', 'error', '-i', path, ...target])).stdout;
}

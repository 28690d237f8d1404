/** How a command line speaks of the tracks of its output. Pure. */
import type { MediaTrack } from '../../shared/protocol/media-commands.ts';
import type { Container } from './containers.ts';

const letters = { video: 'v', audio: 'a', subtitle: 's', cover: 'v', other: 'd' } as const;

/** Returns a function that names the next track of a kind: `v:0`, `a:0`, `a:1` … Covers count as video. */
export function createTrackNames(): (kind: MediaTrack['kind']) => string {
  const counts = { v: 0, a: 0, s: 0, d: 0 };
  return (kind) => {
    const letter = letters[kind];
    counts[letter] += 1;
    return `${letter}:${counts[letter] - 1}`;
  };
}

/** Takes a track over as it is. Apple's players take HEVC in MP4 only under the name `hvc1`. */
export const buildCopy = (at: string, codec: string, container: Container): string[] => [
  ...[`-c:${at}`, 'copy'],
  ...(codec === 'hevc' && container.muxer === 'mp4' ? [`-tag:${at}`, 'hvc1'] : []),
];

/** MP4 is to be playable from its first bytes. */
export const buildMuxer = ({ muxer }: Container): string[] => [
  ...(muxer === 'mp4' || muxer === 'ipod' ? ['-movflags', '+faststart'] : []),
  ...['-f', muxer],
];

/** Looks at saved media with ffprobe, as a player would. */
import { execa } from 'execa';
import { readToolsRecord } from '../scripts/tools.ts';

export interface MediaFacts {
  /** Kinds of its tracks, sorted: `audio`, `video`. */
  tracks: string[];
  durationSec: number;
}

interface Probe {
  streams: { codec_type: string }[];
  format: { duration: string };
}

export async function readMediaFacts(path: string): Promise<MediaFacts> {
  const ffprobe = (await readToolsRecord())?.ffprobe?.path ?? 'ffprobe';
  const entries = 'stream=codec_type:format=duration';
  const { stdout } = await execa(ffprobe, ['-v', 'error', '-show_entries', entries, '-of', 'json', path]);
  const { streams, format } = JSON.parse(stdout) as Probe;
  return {
    tracks: streams.map(({ codec_type }) => codec_type).sort(),
    durationSec: Number(format.duration),
  };
}

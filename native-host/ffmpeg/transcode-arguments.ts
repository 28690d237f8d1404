/** The command line of a plan for transcoding. Pure. */
import type { Abilities } from './abilities.ts';
import type { Container } from './containers.ts';
import { chooseEncoder, toAudioBitrate } from './encoders.ts';
import type { ProbedMedia } from './parse-probe.ts';
import { buildPictureFilters } from './picture-filters.ts';
import { buildInput } from './probe.ts';
import { buildCopy, buildMuxer, createTrackNames } from './track-arguments.ts';
import type { TrackPlan, TranscodePlan } from './transcode-plan.ts';

function buildPicture(plan: TrackPlan & { how: 'picture' }, at: string, abilities: Abilities): string[] {
  const { name, args } = chooseEncoder(plan.codec, abilities);
  const filters = [
    ...(plan.fps === null ? [] : [`fps=${plan.fps}`]),
    ...buildPictureFilters(plan.track, plan.size, abilities),
  ];
  return [`-c:${at}`, name, `-filter:${at}`, filters.join(','), ...args];
}

/** Layouts that the encoder and every player know; what is laid out in another way is mixed into the nearest. */
const layouts = { aac: 'mono|stereo|5.1', opus: 'mono|stereo|5.1', mp3: 'mono|stereo' } as const;

function buildSound(plan: TrackPlan & { how: 'sound' }, at: string, abilities: Abilities): string[] {
  const { name, args } = chooseEncoder(plan.codec, abilities);
  const bitrate = plan.codec === 'mp3' ? null : toAudioBitrate(plan.codec, plan.track.channels ?? 2);
  return [
    ...[`-c:${at}`, name, ...args, `-filter:${at}`, `aformat=channel_layouts=${layouts[plan.codec]}`],
    ...(bitrate === null ? [] : [`-b:${at}`, `${bitrate}`]),
  ];
}

function buildTrack(
  plan: TrackPlan,
  at: string,
  { container, abilities }: { container: Container; abilities: Abilities },
): string[] {
  switch (plan.how) {
    case 'copy':
      return [
        ...buildCopy(at, plan.track.codec, container),
        ...(plan.track.kind === 'cover' ? [`-disposition:${at}`, 'attached_pic'] : []),
      ];
    case 'picture':
      return buildPicture(plan, at, abilities);
    case 'sound':
      return buildSound(plan, at, abilities);
    case 'captions':
      return [`-c:${at}`, plan.codec];
  }
}

/** Everything behind ffmpeg's common options; paths are absolute. Throws `ffmpeg.no_encoder`. */
export function buildTranscodeArguments(
  plan: TranscodePlan,
  files: { input: string; media: ProbedMedia; draft: string },
  abilities: Abilities,
): string[] {
  const nameTrack = createTrackNames();
  const { container } = plan;
  return [
    ...buildInput(files.input, files.media.demuxer),
    ...plan.tracks.flatMap((one) => [
      ...['-map', `0:${one.track.index}`],
      ...buildTrack(one, nameTrack(one.track.kind), { container, abilities }),
    ]),
    ...['-map_metadata', '0', '-map_chapters', '0'],
    ...buildMuxer(container),
    `file:${files.draft}`,
  ];
}

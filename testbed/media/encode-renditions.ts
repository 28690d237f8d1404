import { join } from 'node:path';
import { type ClipPlan, toPictureSize } from './clip-plan.ts';
import { buildPicture, indexedMp4, runFfmpeg } from './encode-clip.ts';
import { planRenditions, type RenditionPlan } from './rendition-plan.ts';

/** A bar in the corner, as the platform writes its name and the author's into files for keeping. */
const mark = 'drawbox=x=24:y=24:w=220:h=48:color=white@0.8:t=fill';

/** The file of a rendition inside a clip's folder: `hevc_1080.mp4`. */
export function toRenditionFile({ name }: Pick<RenditionPlan, 'name'>): string {
  return `${name}.mp4`;
}

/** Makes the renditions of a clip that is already encoded in `dir`. */
export async function encodeRenditions(plan: ClipPlan, dir: string): Promise<void> {
  for (const rendition of planRenditions(plan)) await runFfmpeg(buildArgs(plan, rendition, dir));
}

function buildArgs(plan: ClipPlan, rendition: RenditionPlan, dir: string): string[] {
  const { from, kind } = rendition;
  const layout = kind === 'muxed' ? ['-movflags', '+faststart'] : indexedMp4;
  const target = [...layout, join(dir, toRenditionFile(rendition))];
  if ('files' in from) {
    const inputs = from.files.flatMap((file) => ['-i', join(dir, file)]);
    return [...inputs, ...from.files.flatMap((_, index) => ['-map', String(index)]), '-c', 'copy', ...target];
  }
  const size = toPictureSize(plan, rendition.heightClass);
  const picture = ['-f', 'lavfi', '-i', buildPicture(plan, size)];
  const sound = ['-i', join(dir, '140.mp4'), '-map', '0:v', '-map', '1:a', '-c:a', 'copy'];
  const groups = ['-g', String(plan.fps * 2), '-keyint_min', String(plan.fps * 2)];
  return [
    ...picture,
    ...(kind === 'muxed' ? sound : []),
    ...(from.isMarked ? ['-vf', mark] : []),
    ...from.encoder,
    ...groups,
    ...target,
  ];
}

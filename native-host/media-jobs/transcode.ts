/** A smaller or more widely playable file; what already is as it is wanted is taken over. */
import type { MediaProduct, TranscodeRequest } from '../../shared/protocol/media-commands.ts';
import { openFileRoot, resolveInput } from '../archive/file-ref.ts';
import type { FileRoot } from '../archive/folder.ts';
import { readAbilities } from '../ffmpeg/abilities.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { probeMedia } from '../ffmpeg/probe.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildTranscodeArguments } from '../ffmpeg/transcode-arguments.ts';
import { planTranscode, type TranscodePlan } from '../ffmpeg/transcode-plan.ts';
import { checkMade, toMediaProduct, toTrackLength } from './media-product.ts';
import { makeProduct } from './product.ts';
import { type MediaControl, readSource, toStage, toWorking } from './source.ts';

/** A request whose file was found: the path is absolute. */
export interface TranscodeOrder extends Pick<TranscodeRequest, 'preset' | 'container'> {
  input: string;
  root: FileRoot;
  stem: string;
}

const listCopied = ({ tracks }: TranscodePlan): number[] =>
  tracks.flatMap(({ how }, index) => (how === 'copy' ? [index] : []));

/** Makes the file. Throws the codes of `makeProduct`, `probeMedia`, `planTranscode` and `runFfmpeg`, and `ffmpeg.no_encoder`. */
export async function transcodeFile(order: TranscodeOrder, control: MediaControl): Promise<MediaProduct> {
  const { host, signal, emit } = control;
  emit(toStage('reading'));
  const ffmpeg = await findFfmpeg(host);
  const source = await readSource(order.input, ffmpeg, control);
  const { media } = source;
  const abilities = await readAbilities(ffmpeg, host.machine);
  const plan = planTranscode(media, order);
  const promised = plan.tracks.map(({ track }) => ({
    kind: track.kind,
    durationSec: toTrackLength(track, media),
  }));
  const { durationSec } = media;
  const product = await makeProduct(
    {
      root: order.root,
      path: `${order.stem}.${plan.container.id}`,
      identity: JSON.stringify(['transcode', source.identity, order.preset, plan.container.id]),
    },
    {
      signal,
      async make(draft, folder) {
        await runFfmpeg({
          host,
          ffmpeg,
          signal,
          args: buildTranscodeArguments(plan, { input: order.input, media, draft }, abilities),
          cwd: folder,
          durationSec,
          onProgress: (progress) => emit(toWorking(progress, durationSec)),
        });
        emit(toStage('checking'));
      },
      check: async (file) =>
        checkMade(await probeMedia(file, { ffmpeg, machine: host.machine, signal }), promised),
    },
  );
  return toMediaProduct(product, {
    container: plan.container.id,
    copied: listCopied(plan),
    leftOut: plan.leftOut,
  });
}

/** The same for a request, whose file is below our folders. */
export async function runTranscode(request: TranscodeRequest, control: MediaControl): Promise<MediaProduct> {
  const { config } = control.host;
  return transcodeFile(
    {
      ...request,
      input: await resolveInput(request.input, config),
      root: await openFileRoot(request.target, config),
      stem: request.target.stem,
    },
    control,
  );
}

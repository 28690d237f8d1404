/** Which tool puts tracks into a file, and why; or why none can. Pure. */
import { AppError } from '../../../shared/app-error.ts';
import { maxInputBytes } from '../ffmpeg/ffmpeg-worker.ts';
import { isHeldCaption, nameLeftCaptions } from './caption-fit.ts';
import { containers, findContainer } from './containers.ts';
import type { MediaProbe, ProbedTrack } from './media-probe.ts';
import type { MuxOrder } from './mux-order.ts';

/**
 * `mediabunny` is there at once and copies files of any size; `ffmpeg` knows more, takes a moment to load, and then copies
 * at twice the speed and in less memory.
 */
export type MuxTool = 'mediabunny' | 'ffmpeg';

/** A tool that can do an order. */
export interface ToolChoice {
  tool: MuxTool;
  /** One clause, for the record of how the file was made. */
  why: string;
  /** Captions that are in the inputs stay out. Default: false. */
  withoutCaptions?: boolean;
}

/** An input, and whether mediabunny could read it. */
export interface ReadInput {
  probe: MediaProbe;
  readBy: MuxTool;
}

type Order = Omit<MuxOrder, 'target'>;

const fail = (track: ProbedTrack, container: string, message: string): AppError =>
  new AppError('media.codec_unfit', message, {
    context: { codec: track.codec ?? 'unknown', kind: track.kind, container },
  });

const kindNames = { video: 'The picture', audio: 'The sound', subtitle: 'The captions' } as const;

const toFileWord = ({ extension }: { extension: string }): string =>
  extension === 'webm' ? 'WebM' : extension.toUpperCase();

/** ", but into MKV": the kind of file that holds these tracks as they are. */
function toAdvice(taken: readonly ProbedTrack[]): string {
  const codecOf = (kind: ProbedTrack['kind']) => taken.find((track) => track.kind === kind)?.codec ?? null;
  const other = findContainer(codecOf('video'), codecOf('audio'));
  return other === null ? '' : `, but into ${toFileWord(containers[other])}`;
}

/** Throws `media.codec_unfit` for the first track that has no place in the file. */
function checkFit(track: ProbedTrack, { container }: Order, taken: readonly ProbedTrack[]): void {
  const rules = containers[container];
  const holds = track.kind === 'subtitle' || rules[track.kind].includes(track.codec ?? '');
  const name = `${kindNames[track.kind]} (${track.codec ?? 'of an unknown kind'})`;
  if (!holds) {
    const message = `${name} does not fit into ${toFileWord(rules)} without being converted${toAdvice(taken)}.`;
    throw fail(track, container, message);
  }
  if (track.rotation !== 0 && !rules.keepsRotation)
    throw fail(track, container, `A ${container} file would lose by how much the picture is to be turned.`);
}

/** What mediabunny cannot do of an order; null when it can do all of it. */
function findLimit(order: Order, inputs: readonly ReadInput[], taken: readonly ProbedTrack[]): string | null {
  const rules = containers[order.container];
  const strange = inputs.find(({ readBy }) => readBy === 'ffmpeg');
  if (strange) return `only ffmpeg reads ${strange.probe.container} files`;
  const { onlyFfmpeg } = rules;
  if (onlyFfmpeg === true)
    return `only ffmpeg writes ${order.container} in which picture and sound begin together`;
  const rare = taken.find(({ codec }) => codec !== null && onlyFfmpeg.includes(codec));
  if (rare) return `only ffmpeg puts ${rare.codec} into ${order.container}`;
  if (order.captions.length > 0) return 'only ffmpeg writes captions that every player reads';
  if (order.chapters.length > 0 && rules.subtitles !== 'mov_text')
    return `only ffmpeg writes chapters into ${order.container}`;
  return null;
}

/** From here on ffmpeg has copied before mediabunny has, with the time that it takes to load. */
const largeBytes = 200 * 1024 ** 2;

/** Whether the first file has chapters of its own, which the new one can hold. */
const takesChapters = ({ container, chapters }: Order, [first]: readonly ReadInput[]): boolean =>
  chapters.length === 0 && first?.probe.hasChapters === true && containers[container].holdsChapters;

/** Whether a film was cut where no key frame is, so that pictures lie before its beginning: only MP4 can say that of them. */
const isCutInside = ({ container }: Order, taken: readonly ProbedTrack[]): boolean =>
  containers[container].subtitles !== 'mov_text' &&
  taken.some(({ kind, startSec }) => kind === 'video' && startSec < 0);

/** The tools for what both can do. */
function orderTools(order: Order, inputs: readonly ReadInput[], taken: readonly ProbedTrack[]): ToolChoice[] {
  const bytes = inputs.reduce((sum, { probe }) => sum + probe.bytes, 0);
  const more = [
    ...(takesChapters(order, inputs) ? ['chapters'] : []),
    ...(taken.some(({ kind }) => kind === 'subtitle') ? ['captions'] : []),
  ].join(' and ');
  if (more !== '')
    return [
      ...(bytes <= maxInputBytes ? [{ tool: 'ffmpeg', why: `only ffmpeg takes ${more} over` } as const] : []),
      { tool: 'mediabunny', why: `without its ${more}, which ffmpeg could not take over` },
    ];
  if (isCutInside(order, taken))
    return [
      { tool: 'ffmpeg', why: 'pictures lie before the beginning' },
      { tool: 'mediabunny', why: 'copying them by ffmpeg failed' },
    ];
  if (bytes >= largeBytes && bytes <= maxInputBytes)
    return [
      { tool: 'ffmpeg', why: 'all tracks fit as they are, and it copies much faster' },
      { tool: 'mediabunny', why: 'copying them by ffmpeg failed' },
    ];
  return [
    { tool: 'mediabunny', why: 'all tracks fit as they are' },
    { tool: 'ffmpeg', why: 'copying them packet by packet failed' },
  ];
}

/** It is tried once more without the captions of its inputs, without which a film is worth having. */
function onlyFfmpeg(limit: string, taken: readonly ProbedTrack[]): ToolChoice[] {
  const whole: ToolChoice = { tool: 'ffmpeg', why: limit };
  if (!taken.some(({ kind }) => kind === 'subtitle')) return [whole];
  const why = `${limit}, without its captions, with which it failed`;
  return [whole, { tool: 'ffmpeg', why, withoutCaptions: true }];
}

/** ", without …": captions of the inputs that the new file will not have; empty where it has all that were to be taken. */
export const nameLeftOut = (order: Order, inputs: readonly Pick<ReadInput, 'probe'>[]): string =>
  nameLeftCaptions(
    inputs.flatMap(({ probe }, place) => (order.inputs[place]?.take.includes('subtitle') ? [probe] : [])),
    containers[order.container],
  );

/** The tools in the order in which they are tried. Throws `media.codec_unfit` and `media.unsupported`. */
export function chooseTools(order: Order, inputs: readonly ReadInput[]): ToolChoice[] {
  const rules = containers[order.container];
  const taken = inputs.flatMap(({ probe }, place) => {
    const take = order.inputs[place]?.take ?? [];
    const tracks = probe.tracks.filter((track) => take.includes(track.kind) && isHeldCaption(track, rules));
    if (tracks.length === 0)
      throw new AppError('media.unsupported', 'A file has none of the tracks that were to be taken.');
    return tracks;
  });
  for (const track of taken) checkFit(track, order, taken);
  if (order.captions.length > 0 && rules.subtitles === null)
    throw new AppError('media.codec_unfit', `There is no place for captions in ${order.container}.`, {
      context: { codec: 'captions', kind: 'subtitle', container: order.container },
    });
  const limit = findLimit(order, inputs, taken);
  const left = nameLeftOut(order, inputs);
  const choices = limit === null ? orderTools(order, inputs, taken) : onlyFfmpeg(limit, taken);
  return choices.map((choice) => ({ ...choice, why: `${choice.why}${left}` }));
}

/** What does the work of the Convert screen: the workers of this page, or the companion for files that it can reach. */
import { AppError } from '../../../shared/app-error.ts';
import {
  type ConvertEstimate,
  type ConvertResult,
  type ConvertWork,
  estimateBytes,
  isCaptionName,
  type PickedFile,
  planJoin,
  toResultName,
} from '../../core/convert.ts';
import { startBunny } from '../../media/mux/bunny.ts';
import { chooseTools, nameLeftOut } from '../../media/mux/choose-tool.ts';
import type { MediaProbe } from '../../media/mux/media-probe.ts';
import { muxFiles, readMedia } from '../../media/mux/mux-files.ts';
import { type MuxOrder, noTags } from '../../media/mux/mux-order.ts';
import {
  copyBytesPerSec,
  estimateTranscode,
  type TranscodeEstimate,
} from '../../media/transcode/estimate-transcode.ts';
import { transcodeFile } from '../../media/transcode/transcode-file.ts';
import { createCompanionConverter } from '../../messaging/companion-converter.ts';
import { saveFile } from '../../messaging/saved-files.ts';
import type { ConvertDesk } from '../../ui/convert-desk.ts';
import { createCarePort } from './companion-care.ts';
import { inDraftFolder, removeLeftDrafts } from './draft-folders.ts';
import { readCaptions } from './read-captions.ts';

async function lookHere(file: File, signal: AbortSignal): Promise<MediaProbe> {
  const copier = startBunny(signal);
  try {
    return (await readMedia(file, { copier, signal, wanted: [] })).probe;
  } finally {
    copier.end();
  }
}

const types: Record<string, string> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
};

/** Hands a finished file to the browser's downloads; another one may have its name already. */
async function hand(handle: FileSystemFileHandle, name: string, signal: AbortSignal) {
  const file = await handle.getFile();
  // Without a type the browser would call it a text.
  const typed = file.slice(0, file.size, types[name.slice(name.lastIndexOf('.') + 1)] ?? '');
  const url = URL.createObjectURL(typed);
  try {
    // The page that made it is the only one that waits for it: nothing is noted for later.
    const order = { name, content: '', bytes: file.size, url };
    const { path } = await saveFile(order, { note: async () => undefined, signal });
    return { name: path.split(/[/\\]/).at(-1) ?? name, bytes: file.size };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** What was found out about each file; the screen keeps less of it. */
const probes = new WeakMap<File, MediaProbe>();

const mediaOf = (files: readonly PickedFile<File>[]) =>
  files.flatMap(({ file }) => {
    const probe = probes.get(file);
    return probe ? [{ file, probe }] : [];
  });

async function toMuxOrder({ files, goal, title }: ConvertWork<File>): Promise<Omit<MuxOrder, 'target'>> {
  const media = mediaOf(files);
  const captions = [];
  for (const { file } of files.filter(({ probe }) => probe === null)) captions.push(await readCaptions(file));
  return {
    inputs: planJoin(media.map(({ probe }) => probe)).flatMap(({ place, take }) => {
      const source = media[place]?.file;
      return source ? [{ source, take, language: null }] : [];
    }),
    captions,
    chapters: [],
    cover: null,
    tags: { ...noTags, title },
    container: goal.kind === 'join' ? goal.container : 'mp4',
  };
}

function firstOf({ files }: ConvertWork<File>): { file: File; probe: MediaProbe } {
  const [first] = mediaOf(files);
  if (!first) throw new AppError('media.unsupported', 'There is no video or sound among the files.');
  return first;
}

/** The trial of a piece of work, so that running it after looking at its estimate does not try again. */
const trials = new WeakMap<File, Map<string, TranscodeEstimate>>();

async function findTrial(
  { file, probe }: { file: File; probe: MediaProbe },
  work: ConvertWork<File>,
  signal: AbortSignal,
) {
  if (work.goal.kind === 'join') throw new AppError('bug.unexpected', 'Joining is not tried.');
  const known = trials.get(file) ?? new Map<string, TranscodeEstimate>();
  trials.set(file, known);
  const { preset } = work.goal;
  const estimate = known.get(preset) ?? (await estimateTranscode({ source: file, preset, probe }, signal));
  known.set(preset, estimate);
  return { estimate, preset };
}

/** How it is made. Throws `media.codec_unfit` for what that kind of file cannot hold. */
async function describeJoin(work: ConvertWork<File>): Promise<string> {
  const media = mediaOf(work.files);
  const order = await toMuxOrder(work);
  const inputs = order.inputs.flatMap(({ source }) => media.filter(({ file }) => file === source));
  chooseTools(
    order,
    inputs.map(({ probe }) => ({ probe, readBy: 'mediabunny' })),
  );
  return `copied as it is${nameLeftOut(order, inputs)}`;
}

async function estimateHere(work: ConvertWork<File>, signal: AbortSignal): Promise<ConvertEstimate> {
  const first = firstOf(work);
  if (work.goal.kind === 'join') {
    const how = await describeJoin(work);
    const bytes = estimateBytes(
      mediaOf(work.files).map(({ probe }) => probe),
      work.goal,
    );
    return { bytes, timeSec: (bytes ?? 0) / copyBytesPerSec, how };
  }
  const { estimate } = await findTrial(first, work, signal);
  const { bytes, timeSec, tool, why, isSilent, isCopied, left } = estimate;
  if (isCopied) return { bytes, timeSec, how: `copied as it is: ${why}${left}` };
  const codecs = `by the browser's own codecs${isSilent ? ', the sound by ffmpeg' : ''}`;
  const how = tool === 'webcodecs' ? codecs : `by ffmpeg in the browser: ${why}`;
  return { bytes, timeSec, how: `${how}${left}` };
}

async function runHere(
  work: ConvertWork<File>,
  onPart: (part: number) => void,
  signal: AbortSignal,
): Promise<ConvertResult> {
  const first = firstOf(work);
  return inDraftFolder(async (folder) => {
    const target = await folder.getFileHandle('made', { create: true });
    let made: { file: FileSystemFileHandle; made: string };
    if (work.goal.kind === 'join') {
      made = {
        file: target,
        ...(await muxFiles({ ...(await toMuxOrder(work)), target }, { signal, onPart })),
      };
    } else {
      const { estimate, preset } = await findTrial(first, work, signal);
      const draft = await folder.getFileHandle('draft', { create: true });
      const wish = { source: first.file, preset, probe: first.probe, target, draft, estimate };
      made = await transcodeFile(wish, { signal, onPart });
    }
    const name = toResultName(first.file.name, work.goal);
    return { ...(await hand(made.file, name, signal)), how: made.made, place: 'browser' };
  });
}

/** Makes the desk; to be called once in a page. */
export async function createConvertDesk(): Promise<ConvertDesk> {
  await removeLeftDrafts();
  const companion = createCompanionConverter(createCarePort);
  return {
    async look(file, signal) {
      if (isCaptionName(file.name)) {
        await readCaptions(file);
        return { file, probe: null, isAtCompanion: false };
      }
      const probe = await lookHere(file, signal);
      probes.set(file, probe);
      return { file, probe, isAtCompanion: await companion.hasFile(file) };
    },
    estimate: (work, signal) =>
      work.place === 'companion' ? Promise.resolve(companion.estimate(work)) : estimateHere(work, signal),
    run: (work, onPart, signal) =>
      work.place === 'companion' ? companion.run(work, onPart, signal) : runHere(work, onPart, signal),
  };
}

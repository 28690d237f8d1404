/** From tracks that have come to one file that everything plays. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { openFile, openJobFolder, removeFile } from '../files/opfs-folder.ts';
import { hashFile } from '../hash/hash-file.ts';
import type { MuxContainer } from '../mux/containers.ts';
import { muxFiles } from '../mux/mux-files.ts';
import { type CaptionInput, type MuxInput, noTags } from '../mux/mux-order.ts';
import { type ConvertedSound, convertSound } from './convert-sound.ts';
import { toLanguageCode } from './language-code.ts';
import { isSoundOnly, type JoinOrder, listContainers } from './save-order.ts';
import { toStage, type WorkControl } from './save-tools.ts';
import { type TrackStart, toDelays } from './to-gaps.ts';

/** A file in the folder of the download. */
interface JoinTrack {
  path: string;
  /** When it begins, where the file does not say so. Default: 0. */
  startSec?: number;
  /** Of a stream: what could not be had of it. Default: nothing. */
  missing?: TrackStart['missing'];
  /** Its times are those of the clock that the other track has too. Default: false. */
  hasClock?: boolean;
  /** BCP 47. Default: as the file says. */
  language?: string | null;
}

/** What is put together. */
export interface JoinWish {
  /** Path of the file without its type. */
  stem: string;
  video: JoinTrack | null;
  /** Null where the video has it in itself. */
  audio: JoinTrack | null;
  /** Into the file. */
  captions: CaptionInput[];
}

/** A file that was put together, and what it holds. */
export interface JoinedMedia {
  record: FileRecord;
  container: MuxContainer;
  durationSec: number | null;
  width: number | null;
  height: number | null;
  videoCodec: string | null;
  audioCodec: string | null;
  /** Of those that the film has in it. */
  lacksCaptions: boolean;
}

interface Input extends JoinTrack {
  take: MuxInput['take'];
}

/** Sound beside the film goes before sound in it; captions that are in it stay. */
function listInputs({ video, audio }: JoinWish, withoutPicture: boolean): Input[] {
  const sound: Input[] = audio ? [{ ...audio, take: ['audio'] }] : [];
  if (!video) return sound;
  if (withoutPicture) return sound.length > 0 ? sound : [{ ...video, take: ['audio'] }];
  return [{ ...video, take: audio ? ['video', 'subtitle'] : ['video', 'audio', 'subtitle'] }, ...sound];
}

async function joinAs(
  { downloadId, title, author, url, choice }: JoinOrder,
  { wish, container }: { wish: JoinWish; container: MuxContainer },
  { signal, onProgress }: WorkControl,
): Promise<JoinedMedia> {
  const folder = await openJobFolder(downloadId);
  const path = `${wish.stem}.${container}`;
  const inputs = listInputs(wish, isSoundOnly(choice));
  const delays = toDelays(inputs.map(({ startSec = 0, missing = [] }) => ({ startSec, missing })));
  const sources = inputs.map(async ({ path: from, take, hasClock = false, language = null }, place) => {
    const source = await openFile(folder, from, false);
    return { source, take, hasClock, delaySec: delays[place] ?? 0, language: toLanguageCode(language) };
  });
  const target = await openFile(folder, path, true);
  const result = await muxFiles(
    {
      inputs: await Promise.all(sources),
      captions: wish.captions,
      chapters: [],
      cover: null,
      container,
      target,
      tags: choice.embedMetadata ? { ...noTags, title, artist: author, comment: url } : noTags,
    },
    { signal, onPart: (part) => onProgress(toStage('merging', part * 100)) },
  );
  onProgress(toStage('checking'));
  const { made, lacksCaptions } = result;
  const { durationSec, tracks } = result.probe;
  const picture = tracks.find(({ kind }) => kind === 'video');
  return {
    container,
    durationSec,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    record: { ...(await hashFile(await target.getFile(), path)), made },
    videoCodec: picture?.codec ?? null,
    audioCodec: tracks.find(({ kind }) => kind === 'audio')?.codec ?? null,
    lacksCaptions,
  };
}

/** The wanted kind of sound, once the one that came does not fit into it; null where none was wanted, or it cannot be made. */
async function findSound(
  { downloadId, choice }: JoinOrder,
  wish: JoinWish,
  control: WorkControl,
): Promise<ConvertedSound | null> {
  const [sound] = listInputs(wish, true);
  const { audioFormat: format } = choice;
  return sound && format ? convertSound({ downloadId, path: sound.path, format }, control) : null;
}

/**
 * Tries the kinds of files until one holds the tracks. Sound alone of another kind than was wanted is encoded anew, and
 * kept as it came only where the browser cannot. Throws as `muxFiles`.
 */
export async function joinMedia(
  order: JoinOrder,
  given: JoinWish,
  control: WorkControl,
): Promise<JoinedMedia> {
  const [first = 'mkv', ...more] = listContainers(order.choice);
  let wish = given;
  let sound: ConvertedSound | null = null;
  for (let container = first; ; ) {
    try {
      const joined = await joinAs(order, { wish, container }, control);
      if (!sound) return joined;
      return { ...joined, record: { ...joined.record, made: `${sound.made}; ${joined.record.made}` } };
    } catch (error) {
      const next = more.shift();
      const isUnfit = error instanceof AppError && error.code === 'media.codec_unfit';
      if (!isUnfit || next === undefined) throw error;
      if (isSoundOnly(order.choice) && wish === given && container === order.choice.audioFormat) {
        sound = await findSound(order, given, control);
        if (sound) {
          wish = { ...given, video: null, audio: sound };
          more.unshift(next);
          continue;
        }
      }
      await removeFile(await openJobFolder(order.downloadId), `${wish.stem}.${container}`);
      container = next;
    }
  }
}

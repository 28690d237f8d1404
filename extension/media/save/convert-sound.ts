/** Sound of the kind that is wanted, where what came is of another: encoded anew in the browser. */
import { toAppError } from '../../../shared/app-error.ts';
import type { AudioFormat } from '../../../shared/model/quality.ts';
import { openFile, openJobFolder } from '../files/opfs-folder.ts';
import { startBunny } from '../mux/bunny.ts';
import { readMedia } from '../mux/mux-files.ts';
import { estimateTranscode } from '../transcode/estimate-transcode.ts';
import { transcodeFile } from '../transcode/transcode-file.ts';
import { toStage, type WorkControl } from './save-tools.ts';

/** A file with sound, and what it is to become. */
export interface SoundWish {
  downloadId: string;
  /** In the folder of the download. */
  path: string;
  format: AudioFormat;
}

/** Where the new sound lies in that folder, and how it was made. */
export interface ConvertedSound {
  path: string;
  made: string;
}

/** What the browser cannot encode stays as it is. */
const canBeLeft = /^(ffmpeg|media)\./;

/** Where the new sound is made: beside its source. */
export const toSoundPath = ({ path, format }: Pick<SoundWish, 'path' | 'format'>): string =>
  `${path}.${format}`;

/**
 * Makes it where `toSoundPath` says. Null where the browser cannot make it. Throws what has nothing to do with the sound: a
 * full disk, a cancel.
 */
export async function convertSound(
  wanted: SoundWish,
  { signal, onProgress }: WorkControl,
): Promise<ConvertedSound | null> {
  const { downloadId, path, format } = wanted;
  const folder = await openJobFolder(downloadId);
  const source = await openFile(folder, path, false);
  const copier = startBunny(signal);
  try {
    const preset = `audio-${format}` as const;
    const { probe } = await readMedia(source, { copier, signal, wanted: ['audio'] });
    const wish = { source, preset, probe };
    const made = toSoundPath(wanted);
    const target = await openFile(folder, made, true);
    const estimate = await estimateTranscode(wish, signal);
    const onPart = (part: number): void => onProgress(toStage('merging', part * 100));
    return {
      path: made,
      made: (await transcodeFile({ ...wish, target, draft: null, estimate }, { signal, onPart })).made,
    };
  } catch (thrown) {
    if (canBeLeft.test(toAppError(thrown).code)) return null;
    throw thrown;
  } finally {
    copier.end();
  }
}

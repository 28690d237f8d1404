/** Where files lie that others are made of: outside of what the archive keeps. Pure. */
import type { MediaFile, TakenSound } from './media-files.ts';

/** Where the two tracks of a file lie until they are joined. */
export function toPartPaths(path: string): { video: string; audio: string } {
  const name = path.split('/').slice(-2).join('/');
  // Archives take only names of media; what the files really are, their bytes say.
  return { video: `parts/${name}.video.mp4`, audio: `parts/${name}.audio.m4a` };
}

/** A path without what says of which type its file is. */
export const withoutType = (path: string): string => path.replace(/\.\w+$/, '');

/** Where a file lies until its sound was taken out of it, whatever that becomes. */
export const toWholePath = (path: string, from: TakenSound['from']): string =>
  `parts/${withoutType(path).split('/').slice(-2).join('/')}.whole.${from === 'video' ? 'mp4' : 'm4a'}`;

/** What a file needs until it is made. */
export function listParts({ path, sound, taken }: MediaFile): string[] {
  if (taken) return [toWholePath(path, taken.from)];
  return sound.length > 0 ? Object.values(toPartPaths(path)) : [];
}

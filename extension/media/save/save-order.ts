/** What is to be saved, and what follows from it: names, tracks, kinds of files. Pure. */
import { toFileName } from '../../../shared/file-name.ts';
import { toMaxSide } from '../../../shared/model/quality.ts';
import { fillNameTemplate, parseNameTemplate } from '../../../shared/names/name-template.ts';
import type { DownloadChoice } from '../../../shared/protocol/download-commands.ts';
import type { CompanionOption } from '../../core/downloads/download-record.ts';
import type { MuxContainer } from '../mux/containers.ts';
import type { TrackWish } from '../stream/choose-tracks.ts';
import { toName } from './build-offer.ts';

/** What is to be put together, and what it says of itself. */
export interface JoinOrder {
  downloadId: string;
  url: string;
  title: string;
  author: string | null;
  choice: DownloadChoice;
}

/** What is to be saved. */
export interface SaveOrder extends JoinOrder {
  /** In yt-dlp's grammar; null: the title. */
  template: string | null;
  /** When it was asked for, in ISO 8601. */
  createdAt: string;
}

/** Whether there is to be no picture. */
export const isSoundOnly = ({ format, quality }: DownloadChoice): boolean =>
  format === null && quality === 'audio';

/** Which tracks of a stream are wanted. `tooLarge`: videos that are not, because of their size. */
export const toWish = (choice: DownloadChoice, tooLarge: readonly string[] = []): TrackWish => ({
  id: choice.format,
  maxSide: toMaxSide(choice.quality),
  isSmallest: choice.quality === 'smallest',
  audioOnly: isSoundOnly(choice),
  subtitleLanguages: choice.subtitles?.languages ?? null,
  codec: choice.codec,
  maxBytes: choice.maxBytes,
  tooLarge,
});

/** Kinds of files in the order in which they are tried: the wanted one, what everything plays, what holds everything. */
export function listContainers(choice: DownloadChoice): MuxContainer[] {
  const wanted = isSoundOnly(choice) ? choice.audioFormat : choice.container;
  const usual: MuxContainer[] = isSoundOnly(choice) ? ['m4a', 'mp3', 'opus', 'mkv'] : ['mp4', 'webm', 'mkv'];
  return [...new Set([...(wanted ? [wanted] : []), ...usual])];
}

/** Where finished files are, so that nothing else of a download has their names. */
const targetFolder = 'target';

/** Path of the files without their type. Throws `input.invalid` for a template that is not understood. */
export function toTargetStem(
  { title, author, url, template, createdAt }: SaveOrder,
  address: string,
): string {
  if (template === null) return `${targetFolder}/${toFileName(title)}`;
  const fields = {
    id: toName(address) || 'video',
    title,
    fulltitle: title,
    uploader: author,
    channel: author,
    extractor: 'generic',
    extractor_key: 'Generic',
    webpage_url: url,
    original_url: url,
    webpage_url_domain: new URL(url).hostname,
    autonumber: 1,
    epoch: Math.floor(Date.parse(createdAt) / 1000),
  };
  return `${targetFolder}/${fillNameTemplate(parseNameTemplate(template, 'browser'), fields)}`;
}

/** The file that came of a choice. */
interface SavedFile {
  extension: string;
  /** Nothing of it was written anew. */
  isAsFound: boolean;
  /** Of those that were in what it was made of. Default: false. */
  lacksCaptions?: boolean;
  /** Of the stream, which are not in it. Default: false. */
  hasOtherSounds?: boolean;
  /** Of the stream, which stay in the pictures. Default: false. */
  hasInnerCaptions?: boolean;
}

/** What of a choice is left undone. */
export function listLeft(
  choice: DownloadChoice,
  {
    extension,
    isAsFound,
    lacksCaptions = false,
    hasOtherSounds = false,
    hasInnerCaptions = false,
  }: SavedFile,
): CompanionOption[] {
  const left: Record<CompanionOption, boolean> = {
    sections: choice.sections.length > 0,
    thumbnail: choice.thumbnail !== 'none',
    metadata: choice.embedMetadata && isAsFound,
    chapters: choice.embedChapters,
    skipKnown: choice.skipKnown,
    audioFormat: isSoundOnly(choice) && choice.audioFormat !== null && choice.audioFormat !== extension,
    container: !isSoundOnly(choice) && choice.container !== null && choice.container !== extension,
    captions: lacksCaptions,
    sounds: hasOtherSounds,
    innerCaptions: hasInnerCaptions && choice.subtitles !== null && !isSoundOnly(choice),
  };
  return (Object.keys(left) as CompanionOption[]).filter((option) => left[option]);
}

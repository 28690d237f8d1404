/** What the Convert screen says. */
import type { ConvertPlace, ConvertPreset, JoinContainer } from '../../core/convert.ts';

const presets: Record<ConvertPreset, string> = {
  '720p': 'Video, 720p',
  '480p': 'Video, 480p',
  'audio-m4a': 'Sound, M4A',
  'audio-mp3': 'Sound, MP3',
  'audio-opus': 'Sound, Opus',
};
const joins: Record<JoinContainer, string> = {
  mp4: 'As it is, in an MP4',
  webm: 'As it is, in a WebM',
  mkv: 'As it is, in an MKV',
};
const places: Record<ConvertPlace, [name: string, hint: string]> = {
  browser: ['In this browser', 'The result goes to the downloads of the browser.'],
  companion: ['By the companion', 'Faster; the result goes to its folder for downloads.'],
};

export const convertTexts = {
  presets,
  joins,
  places,
  title: 'Convert files',
  lead: 'Make videos smaller, keep only their sound, or put picture, sound and captions into one file. Nothing leaves this machine.',
  pick: 'Choose files',
  pickMore: 'Add files',
  drop: 'or drop them here',
  files: 'Files',
  looking: 'Looking at it…',
  captions: 'Captions',
  isCut: (duration: string) =>
    `This file says that it lasts ${duration}, but ends before: it was not saved to its end, or is damaged. Only what is there can be converted.`,
  madeOfCut: (names: readonly string[]) =>
    `It is not whole, because ${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not.`,
  remove: (name: string) => `Remove ${name}`,
  goal: 'What to make',
  goalHint: {
    smaller: 'H.264 and AAC in an MP4, which plays everywhere.',
    join: 'Nothing is encoded anew. The first picture, the sound of a file without picture, and captions become one file.',
  },
  lacks: {
    video: 'There is a file without a picture, so no video can be made.',
    audio: 'There is a file without sound, so none can be made.',
  },
  isLong: 'The companion does it many times faster, with files in its folder for downloads.',
  fileTitle: 'Title in the file',
  fileTitleHint: 'Empty: as it is.',
  place: 'Where',
  large: 'This is a large file; the companion is much faster.',
  elsewhere: (folder: string | null) =>
    `A large file like this is faster by the companion: put it into ${folder ?? 'its folder for downloads'} and add it again.`,
  estimating: 'Trying a piece of it, to say how long it takes…',
  estimate: (bytes: string | null, time: string | null) =>
    [bytes && `about ${bytes}`, time && `about ${time}`].filter(Boolean).join(', ') ||
    'Size and time are not known.',
  fromTo: (name: string, result: string) => `${name} becomes ${result}`,
  start: 'Convert',
  startMany: (count: number) => `Convert ${count} files`,
  startJoin: 'Put together',
  cancel: 'Cancel',
  working: (name: string) => `Progress of ${name}`,
  saved: (name: string, bytes: string) => `Saved: ${name} (${bytes})`,
  again: 'Convert more',
  cancelled: 'Cancelled; nothing was kept.',
} as const;

/** What the less frequent choices about files say; loaded with their fields. */
import type {
  AudioFormat,
  Codec,
  Container,
  ImageQuality,
  MediaType,
} from '../../../shared/model/quality.ts';
import { formatCount } from '../quantities.ts';

const mediaTypes: Record<MediaType, string> = { video: 'Videos', image: 'Pictures', audio: 'Sounds' };

const imageQualities: Record<ImageQuality, string> = {
  original: 'Original',
  high: 'High (up to 2048 pixels)',
  medium: 'Medium (up to 1080 pixels)',
  thumbnail: 'Thumbnail (up to 400 pixels)',
};

const codecs: Record<Codec, string> = {
  h264: 'H.264, plays everywhere',
  hevc: 'HEVC (H.265), smaller',
  vp9: 'VP9, smaller',
  av1: 'AV1, the smallest',
};

const containers: Record<Container, string> = { mp4: 'MP4', webm: 'WebM', mkv: 'MKV' };

const audioFormats: Record<AudioFormat, string> = { m4a: 'M4A', mp3: 'MP3', opus: 'Opus' };

/** So many languages are named in the line that says what was chosen. */
const namedLanguages = 4;

export const choiceTexts = {
  form: {
    range: 'Published',
    from: 'From',
    to: 'To',
    maxItems: 'At most',
    maxItemsUnit: 'items',
    all: 'All',
    extras: 'Also save',
    exactDetails: 'Exact details',
    exactDetailsHint: 'Exact dates and counts, descriptions, chapters, tags. Asks for every post once.',
    exactDetailsForced: 'On, because dates need it.',
    comments: 'Comments and replies',
    commentsHint: 'For this export only: they take the most requests.',
    thumbnails: 'Thumbnails',
    subtitles: 'Captions',
    zip: 'Pack into one ZIP',
    zipForced: 'Always without the companion.',
    limitsNotKept: 'Days are in UTC. Dates and number hold for this export only.',
  },
  mediaTypes,
  mediaTypesLegend: 'Kinds of files',
  imageQualities,
  imageQuality: 'Size of pictures',
  codecs,
  codec: 'Preferred codec',
  codecAny: 'The best the site has',
  codecHint: 'Among files of the same size of picture.',
  containers,
  container: 'Preferred file type',
  containerAny: 'What fits',
  audioFormats,
  audioFormat: 'Sound as',
  maxSize: 'No file over',
  maxSizeUnit: 'MB',
  maxSizeNone: 'Any',
  maxSizeHint: 'The largest file below it is taken. What has none is left out and named in the report.',
  maxSizeProblems: {
    strange: 'The largest file: a size such as 500, 1.5 or 2 GB.',
    ambiguous: 'The largest file: 1,000 and 1.000 can mean one or a thousand. Write 1 or 1000.',
  },
  languages: 'Caption languages',
  languagesAll: 'All, or: en, de',
  languagesInvalid: 'Caption languages: codes such as en, de, pt-BR.',
  languagesMany: (most: number) => `Caption languages: at most ${most}; none means all.`,
  automatic: 'Also captions made by a machine',
  privateItems: 'Private posts too',
  privateItemsHint: 'What only you or your friends may see.',
  /** In the line that says what was chosen. */
  optionSummary: {
    onlyNew: 'only what is new',
    only: (types: readonly string[]) =>
      types.length > 0 ? `only ${types.join(' and ')}` : 'no files of posts',
    sound: (format: string) => `sound as ${format}`,
    prefer: (wishes: readonly string[]) => `preferably ${wishes.join(' and ')}`,
    maxSize: (size: string) => `no file over ${size}`,
    pictures: (side: number) => `pictures up to ${side} pixels`,
    noCaptions: 'no captions',
    captions: (languages: readonly string[]) =>
      languages.length > namedLanguages
        ? `captions: ${languages.slice(0, namedLanguages - 1).join(', ')} and ${languages.length - namedLanguages + 1} more`
        : `captions: ${languages.join(', ')}`,
    noMachine: 'no captions made by a machine',
    noPrivate: 'no private posts',
    bag: 'BagIt bag',
    noThumbnails: 'no thumbnails',
    utc: 'days in UTC',
    toDownloads: 'among the downloads',
    toPlace: (name: string) => `into ${name}`,
    parts: (gib: number) => `ZIPs of at most ${gib} GiB`,
  },
  onlyNew: (day: string, kept: number) => `Only what is new since ${day} (${formatCount(kept)} kept)`,
  onlyNewHint: 'Reads on until known posts; what came later with an older date is found by a whole export.',
  onlyNewLess: 'The last export had less of each post than is chosen now, so everything is saved again.',
};

/** The saved film or sound, with what to do when the browser cannot play it, and subtitles. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { toAbsentWords } from './absent-words.ts';
import { showCaptions } from './captions.ts';
import { buildThumbnail } from './card.ts';
import { build, buildIcon, isolate } from './element.ts';
import { formatLanguage } from './format.ts';

export interface Player {
  element: HTMLElement;
  /** Goes to a time and plays; null when there is nothing to play. */
  seek: ((sec: number) => void) | null;
  /** Ends playing, when the page is left. */
  stop(): void;
}

/** Plays what was saved, or says why nothing was. */
export function createPlayer(row: ViewerRow, details: ViewerDetails): Player {
  if (row.media === undefined)
    return { element: buildAbsent(row, details), seek: null, stop: () => undefined };
  const sound = row.sound === true;
  const media = build(sound ? 'audio' : 'video', {
    controls: true,
    preload: 'metadata',
    src: row.media,
    poster: sound ? null : row.thumbnail,
    playsinline: true,
  });
  const frame = build(
    'div',
    { class: sound ? 'frame frame-sound' : 'frame' },
    sound && !hasPictures(details) && buildThumbnail(row, true),
    media,
  );
  const trouble = build('p', { class: 'trouble', hidden: true });
  media.addEventListener('error', () => {
    trouble.replaceChildren(
      'This browser cannot play the file. ',
      build('a', { href: row.media ?? '' }, 'Open the file'),
      ' with a player such as VLC, or see whether it is still in its folder.',
    );
    trouble.hidden = false;
  });
  const captions = media instanceof HTMLVideoElement ? buildCaptions(media, details) : null;
  return {
    element: build('div', { class: 'player' }, frame, trouble, captions),
    seek(sec) {
      media.currentTime = sec;
      media.scrollIntoView({ block: 'nearest' });
      // Refused when the file cannot be played, which the page has said by then.
      media.play().catch(() => trouble.scrollIntoView({ block: 'nearest' }));
    },
    stop() {
      media.pause();
      media.removeAttribute('src');
      media.load();
    },
  };
}

/** The pictures are shown already. */
const hasPictures = ({ files }: ViewerDetails): boolean => files.some(({ isPicture }) => isPicture);

function buildAbsent(row: ViewerRow, details: ViewerDetails): HTMLElement {
  const reasons = [
    ...new Set(details.refused.map(({ message }) => message)),
    ...(details.unavailable ? [details.unavailable] : []),
  ];
  return build(
    'div',
    { class: 'frame frame-absent' },
    buildThumbnail(row, false),
    build(
      'div',
      { class: 'absent-words' },
      buildIcon('warning'),
      build('strong', {}, toAbsentWords(row.kind)),
      ...reasons.map((reason) => build('p', { dir: 'auto' }, isolate(reason))),
    ),
  );
}

/** Over http a page may load its subtitles; opened from the disk it may not, and the user has to pick the file. */
function buildCaptions(video: HTMLVideoElement, details: ViewerDetails): HTMLElement | null {
  const captions = details.files.flatMap(({ caption, url, path }) =>
    caption ? [{ ...caption, url, path }] : [],
  );
  if (captions.length === 0) return null;
  const toLabel = (language: string, automatic: boolean) =>
    `${formatLanguage(language)}${automatic ? ' (automatic)' : ''}`;
  if (location.protocol !== 'file:') {
    for (const { language, automatic, url } of captions) {
      video.append(
        build('track', {
          kind: 'subtitles',
          srclang: language,
          label: toLabel(language, automatic),
          src: url,
        }),
      );
    }
    return null;
  }
  const labels = captions.map(({ language, automatic }) => toLabel(language, automatic)).join(', ');
  const names = captions.map(({ path }) => path.split('/').at(-1)).join(', ');
  const input = build('input', {
    type: 'file',
    class: 'file-input',
    accept: '.vtt,.srt',
    onchange: async () => {
      const [file] = input.files ?? [];
      if (file) showCaptions(video, file.name, await file.text());
    },
  });
  return build(
    'p',
    { class: 'captions' },
    `Subtitles saved: ${labels}. `,
    build('label', { class: 'file-label', title: names }, 'Show subtitles …', input),
    build('span', { class: 'facts' }, ' from the folder media/subtitles'),
  );
}

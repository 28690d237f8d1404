/** What there is on the site: a page for each way in which ordinary sites show a video. */
import type { Clip } from '../media/clip.ts';

/** How the page shows its video. */
export type PageKind =
  /** Two files in a video element, with captions. */
  | 'files'
  /** One file, described in JSON-LD. */
  | 'described'
  /** The same with an HLS playlist. */
  | 'hls'
  | 'dash'
  /** Sound alone. */
  | 'sound'
  /** Several video elements, each with a file. */
  | 'several'
  /** Sends the browser to a DASH manifest without an end. */
  | 'live'
  | 'nothing'
  /** Sends the browser to an address of the machine itself. */
  | 'redirect'
  /** Its video lies at the address of a cloud's metadata service. */
  | 'private-file';

/** A page, `/watch/<name>`. */
export interface PlainPage {
  name: string;
  kind: PageKind;
  title: string;
  /** In the order of the page. */
  clips: Clip[];
}

const titles: Record<PageKind, string> = {
  files: 'A walk along the canal',
  described: 'How bread rises: “the second hour”',
  hls: 'Night trains / winter timetable',
  dash: 'Paper boats',
  sound: 'The kettle, a recording',
  several: 'Three short clips of the harbour',
  live: 'The bridge, live',
  nothing: 'About this site',
  redirect: 'Moved',
  'private-file': 'Not for you',
};

/** The pages, over a library of clips. The long one has a file that takes its time where it is served slowly. */
export function listPages(clips: readonly Clip[]): PlainPage[] {
  const ofLength = (durationSec: number): Clip => {
    const clip = clips.find((each) => each.durationSec === durationSec);
    if (!clip) throw new Error(`The library has no clip of ${durationSec} s`);
    return clip;
  };
  const page = (kind: PageKind, ...durationsSec: number[]): PlainPage => ({
    name: kind,
    kind,
    title: titles[kind],
    clips: durationsSec.map(ofLength),
  });
  return [
    page('files', 10),
    page('described', 20),
    page('hls', 20),
    page('dash', 10),
    page('sound', 12),
    page('several', 3, 4, 6),
    page('live', 30),
    page('nothing'),
    page('redirect'),
    page('private-file'),
    { ...page('files', 300), name: 'long', title: 'Rain on a window, five minutes' },
  ];
}

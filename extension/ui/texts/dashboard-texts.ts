/** What only the dashboard says, so that the popup does not carry it. */
import { itemKindNames } from '../../core/names/shown-title.ts';
import { formatCount } from '../quantities.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

export const dashboardTexts = {
  itemKinds: itemKindNames,
  /** Links to the parts of the dashboard. */
  sections: {
    exports: 'Exports',
    downloads: 'Downloads',
    convert: 'Convert',
    places: 'Places',
    accounts: 'Accounts',
    companion: 'Companion',
  },
  sectionsName: 'Parts of Star Export',
  /** For the keyboard: there can be hundreds of exports before it. */
  skipList: 'Go to what is shown',
  title: 'Exports',
  back: 'All exports',
  older: (count: number) => `Show older exports (${formatCount(count)})`,
  jobGone: 'This export is no longer in the list.',
  pick: 'Choose an export to see its steps, report and files.',
  emptyTitle: 'Save what you published to your own disk',
  emptyLead:
    'An export holds every post with its text, dates, counts, pictures and video files, opens offline and can be checked.',
  entries: [
    {
      title: 'From the page',
      text: 'Open your channel, profile or page, or a single playlist, album, post or video, and press Export among the page’s own buttons.',
    },
    {
      title: 'From the toolbar',
      text: 'Press the Star Export icon to choose what to save: which lists, quality, dates, comments, formats.',
    },
    {
      title: 'From the right-click menu',
      text: 'Right-click a page, or a link to a profile, video or playlist, and choose “Export … with Star Export”.',
    },
  ],
  openSite: (label: string) => `Open ${label}`,
  tabs: { overview: 'Overview', items: 'Items', files: 'Files' },
  report: 'Report',
  savedOf: (saved: number, seen: number) => `${formatCount(saved)} of ${formatCount(seen)} saved`,
  allSaved: 'Everything that was found is saved and checked.',
  allChosenSaved: 'Everything that was chosen is saved and checked.',
  soFar: (saved: number, seen: number) => `${formatCount(saved)} of ${formatCount(seen)} so far`,
  noArchive: 'No archive was made of it; those that are there stay as they are.',
  onlyLists: (count: number) =>
    `${counted(count, 'list is', 'lists are')} in the archive by name, and no post.`,
  lackingWhy: (count: number) =>
    `${counted(count, 'post is', 'posts are')} saved, but not everything that was asked for with ${count === 1 ? 'it' : 'them'}:`,
  lacking: (what: string, count: number) => `${what} of ${formatCount(count)} not`,
  refusedWhy: (count: number) => `${formatCount(count)} could not be saved:`,
  videosGivenUp: 'The video files are not in it, as is said above. “Export again” asks for them too.',
  reducedPictures: (posts: number, pictures: number) =>
    `${counted(pictures, 'picture', 'pictures')} of ${counted(posts, 'post', 'posts')} saved only in reduced size: the site gave no larger one.`,
  reducedVideos: (posts: number, videos: number) =>
    `${counted(videos, 'video', 'videos')} of ${counted(posts, 'post', 'posts')} saved only in lesser quality: the best could not be fetched, its picture and sound not joined, or its sound not converted.`,
  picturesOf: (count: number) => counted(count, 'picture', 'pictures'),
  videosOf: (count: number) => counted(count, 'video', 'videos'),
  moreRefused: (count: number) => `and ${formatCount(count)} more`,
  claimedMore: (claimed: number, notSeen: number) =>
    `The site says there are ${formatCount(claimed)}; ${formatCount(notSeen)} of them it did not list.`,
  addsTo: (day: string, kept: number) =>
    `Holds what is new since the export of ${day}; ${formatCount(kept)} were kept before.`,
  addsToNothing: 'No earlier complete export has as much of each post, so everything was saved.',
  leftOut: {
    dates: (count: number) => `${formatCount(count)} outside the chosen days`,
    private: (count: number) => `${formatCount(count)} that not everybody may see`,
    known: (count: number) => `${formatCount(count)} seen again that the earlier export has`,
    max_bytes: (count: number, size: string) => `${counted(count, 'file', 'files')} over ${size}`,
    media_types: (count: number) =>
      count === 1 ? '1 file of another kind' : `${formatCount(count)} files of other kinds`,
  },
  leftOutMedia: 'all videos, pictures and sounds',
  undated: (count: number) =>
    `${counted(count, 'post', 'posts')} whose day is not known ${count === 1 ? 'was' : 'were'} taken: it may be one of the chosen days.`,
  leftOutByChoice: (parts: string) => `Left out by choice: ${parts}.`,
  vanished: (count: number) => `${formatCount(count)} that an earlier export has are not listed any more:`,
  unknown: (names: string) =>
    `Parts of the pages that are new to Star Export, so something may be missing: ${names}`,
  stepsTitle: 'Steps',
  stepStatus: { pending: 'To do', running: 'Running', done: 'Done', skipped: 'Skipped', failed: 'Failed' },
  facts: {
    started: 'Started',
    finished: 'Finished',
    took: 'Took',
    size: 'Size',
    files: 'Files',
    folder: 'Folder',
    options: 'Options',
  },
  filesTable: { name: 'Files of this export', path: 'Path', size: 'Size', hash: 'SHA-256' },
  itemsTable: {
    name: 'Items of this export',
    title: 'Title',
    day: 'Day',
    kind: 'Kind',
    collection: 'Collection',
    stats: 'Counts',
    views: (count: string) => `${count} ${count === '1' ? 'view' : 'views'}`,
    likes: (count: string) => `${count} ${count === '1' ? 'like' : 'likes'}`,
    state: 'State',
  },
  itemState: {
    saved: 'Saved',
    partly: 'Saved in part',
    pending: 'To do',
    refused: 'Not saved',
    excluded: 'Left out',
  },
  noFiles: 'No files yet.',
  noItems: 'Nothing found yet.',
  loadingRow: '…',

  /** The part about the companion. */
  companion: {
    title: 'Companion',
    checkAgain: 'Check again',
    checkAll: 'Check every step',
    choose: 'Choose…',
    update: 'Update',
    what:
      'The companion is a small program on your computer that the browser starts when an export or a download needs it. ' +
      'It downloads video files with yt-dlp, writes them straight to your disk and checks them. ' +
      'Without it, the browser itself saves TikTok and Facebook whole, and of YouTube everything but the video files: as a ZIP among your downloads, or where you choose.',
    stepsTitle: 'Install the companion',
    installCommand: 'npm run host -- install',
    steps: {
      folder: 'Open a terminal in the Star Export folder.',
      command: 'Run this command; it registers the companion with your browsers:',
      back: 'Come back here and check again. The browser need not be restarted.',
    },
    extensionId: 'ID of this extension',
    facts: {
      version: 'Version',
      root: 'Exports go to',
      downloads: 'Downloads go to',
      free: 'Free space',
      ytDlp: 'yt-dlp',
      ffmpeg: 'ffmpeg',
      node: 'Node',
      absent: 'not found',
    },
    copy: 'Copy',
    copied: 'Copied',
  },
} as const;

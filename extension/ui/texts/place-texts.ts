/** Words about where exports go and whether what lies there is whole. */
import { formatCount } from '../quantities.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

export const placeTexts = {
  title: 'Where exports go',
  lead: 'For every export that is started from now on.',
  auto: 'The companion’s folder',
  autoHint: 'Without the companion: a ZIP among your downloads.',
  downloads: 'A ZIP among your downloads',
  downloadsHint: 'Needs twice the room while it is packed.',
  folder: 'A folder of your choice',
  folderHint:
    'The next export of the same page updates it: what is equal stays, nothing else in it is touched.',
  file: 'A ZIP file of your choice',
  fileHint:
    'For one page: the first export goes straight into it, and the next whole one of the same page replaces it. All others are ZIPs among your downloads.',
  byBrowser:
    'Written by the browser itself. Video files of YouTube need the companion, and go to the companion’s folder only.',
  choose: 'Choose…',
  chooseOther: 'Choose another…',
  picked: (name: string) => `Chosen: ${name}`,
  cannotPick: 'This browser cannot write into folders or files of your choice.',
  partSize: 'ZIPs of at most',
  onePart: 'any size',
  gib: (count: number) => `${count} GiB each`,
  partHint: 'A file that is larger has a ZIP of its own; parts.json in the first says what is in which.',
  partsOnlyZips: 'For the ZIPs among your downloads, and those of the companion.',

  checkTitle: 'Is the archive whole?',
  check: 'Verify',
  chooseZips: 'Choose the ZIP (all parts of it)…',
  checking: (checked: number, total: number) => `${formatCount(checked)} of ${formatCount(total)} files`,
  whole: (files: number) => `Whole: ${counted(files, 'file is', 'files are')} as the manifest says.`,
  damaged: (count: number) => `${counted(count, 'difference', 'differences')} from the manifest:`,
  cannotTell: 'There is no manifest that could be compared with.',
  partsLacking: (names: readonly string[]) =>
    `Not among the chosen: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${formatCount(names.length - 3)} more` : ''}. Choose all ZIPs of the export at once; what is in one that is gone has to be fetched again.`,
  partsExpected: (count: number) =>
    `The export came in ${formatCount(count)} ZIPs. Choose all of them at once; what is in one that is gone has to be fetched again.`,
  other: 'This is the archive of another export.',
  more: (count: number) => `and ${formatCount(count)} more`,
  repair: 'Repair: fetch what is damaged or missing',
  restoring: 'What is whole is taken from the ZIP…',

  discard: (files: number) =>
    files === 0
      ? 'Remove with its files'
      : `Remove and delete ${counted(files, 'saved file', 'saved files')}`,
  discardAsk: (title: string, files: number) =>
    `Remove “${title}” from the list and delete everything that was saved of it (${counted(files, 'file', 'files')})? This cannot be undone. Files of your own in its folder stay.`,
} as const;

/** What the doctor's screen says, beside the hops and fixes of shared/doctor.ts. */
import type { HopState } from '../../../shared/doctor.ts';
import type { UpdateProgress } from '../../../shared/protocol/companion-commands.ts';
import { formatCount } from '../quantities.ts';

const states: Record<HopState | 'waiting' | 'unknown', string> = {
  ok: 'In order',
  warning: 'Could be better',
  failed: 'Broken',
  waiting: 'Being looked at',
  unknown: 'Not looked at, because something before it is broken',
};

const needYou = (count: number) =>
  count === 1 ? 'One thing needs you.' : `${formatCount(count)} things need you.`;

export const doctorTexts = {
  title: 'Check of the companion',
  lead: 'The browser starts the companion anew and looks at every step on the way, as it does for an export.',
  states,
  looking: 'Looking…',
  allGood: 'Everything is in order.',
  couldBeBetter: 'It works; some things could be better.',
  broken: needYou,
  notUnderstood: 'The browser says something that Star Export does not know:',
  again: 'Look again',
  copyReport: 'Copy report',
  copied: 'Copied',
  reportHint:
    'For a bug report: versions and what was found, without your name, cookies or addresses of pages.',
  update: {
    looking: 'Looking for the newest…',
    fetching: 'Fetching it…',
    installing: 'Installing it…',
    checking: 'Trying it…',
  } satisfies Record<UpdateProgress['stage'], string>,
  updated: (version: string) => `yt-dlp is now ${version}.`,
  upToDate: (version: string) => `${version} is the newest there is.`,
  choosing: 'Choose it in the window that opens…',
} as const;
